import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { settleDiagnosis } from '../../server/commands/settle-diagnosis.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

describe('Karim’s time on a ticket', () => {
  let site: Site;
  let karim: Browser;
  let number: string;
  beforeAll(async () => {
    site = await openSite();
    karim = site.visitor();
    await karim.signIn('karim@alize.example');
  });
  afterAll(() => site.close());
  let days = 0;
  beforeEach(async () => {
    days += 1;
    at('08:00:00');
    number = await open('incident');
  });
  /** Each test has a day of its own; Paris is two hours ahead. */
  const at = (time: string) => {
    site.clock.now = new Date(`2026-06-${String(days).padStart(2, '0')}T${time}Z`);
  };
  const day = () => `2026-06-${String(days).padStart(2, '0')}`;
  async function open(kind: 'incident' | 'information_request'): Promise<string> {
    const said = { kind, subject: 'Site hors ligne', body: 'Erreur 500.', files: [] };
    return done(await site.run(openTicket, site.cast.jean, said)).number;
  }
  const path = (more = '') => `/desk/tickets/${number}${more}`;
  const page = async (browser = karim) => words(await browser.get(path('/diagnosis')));
  const ids = async () =>
    (await site.knex('time_entries').orderBy('id').pluck('id')).map(String) as string[];

  test('starts in one browser, is shown in another, and is stopped there', async () => {
    await karim.get(path());
    const started = await karim.post(path('/timer'), { back: path() });
    expect([started.status, started.location]).toEqual([303, path()]);
    at('08:14:32');
    const elsewhere = site.visitor();
    await elsewhere.signIn('karim@alize.example');
    const queue = words(await elsewhere.get('/desk'));
    expect(queue).toContain(`Chronomètre sur le ticket ${number} 00:14:32`);
    expect(words(await elsewhere.get('/desk/timer'))).toContain('00:14:32');
    const seen = words(await elsewhere.get(path()));
    expect(seen).toMatch(/Vous, depuis \S+ 10:00/);
    expect(seen).toContain('00:14:32 en tout');
    expect(seen).toMatch(/Diagnostic démarré par Karim Diallo/);
    const stopped = await elsewhere.post(path('/timer/end'), { work: 'Certificat relu.' });
    expect([stopped.status, stopped.location]).toEqual([303, path('/diagnosis')]);
    const after = words(await elsewhere.get(path('/diagnosis')));
    expect(after).toContain('Temps noté : 00:14:32.');
    expect(after).toMatch(/10:00 – 10:14 00:14:32 Certificat relu\. Karim Diallo, au chronomètre/);
    expect(words(await karim.get('/desk/timer'))).not.toContain(number);
    await karim.post(path('/timer/end'), { work: '' });
    expect(await page()).toContain('Aucun chronomètre ne tourne sur ce ticket');
  });

  test('a colleague sees it run, and stops none but its own', async () => {
    await karim.post(path('/timer'), {});
    at('08:05:00');
    const lea = site.visitor();
    await lea.signIn('lea@alize.example');
    const seen = await page(lea);
    expect(seen).toMatch(/Karim Diallo, depuis \S+ 10:00 00:05:00/);
    expect(seen).not.toContain('Vous, depuis');
    await lea.post(path('/timer/end'), { work: 'Pour lui.' });
    expect(await page(lea)).toContain('Aucun chronomètre ne tourne sur ce ticket');
    await karim.post(path('/timer/end'), { work: '' });
    expect(await page()).toContain('Reste à dire ce qui a été fait');
    expect(await page(lea)).not.toContain('Compléter');
  });

  test('on another ticket it says where it runs', async () => {
    const first = number;
    await karim.post(path('/timer'), {});
    number = await open('incident');
    expect(await page()).toContain(`Votre chronomètre tourne sur le ticket ${first}`);
    await karim.post(path('/timer'), {});
    expect(await page()).toContain(`Votre chronomètre tourne déjà sur le ticket ${first}`);
    await karim.post(`/desk/tickets/${first}/timer/end`, { work: '' });
  });

  test('for long, it is amber, and words say so', async () => {
    done(await site.run(settleDiagnosis, site.cast.nadia, { timerWarningMinutes: 90 }));
    await karim.post(path('/timer'), {});
    at('09:29:59');
    const before = (await karim.get(path('/diagnosis'))).body;
    expect(before).toMatch(/class="timer-chip"[\s\S]*class="running"/);
    at('09:30:00');
    const after = (await karim.get(path('/diagnosis'))).body;
    expect(after).toMatch(/class="timer-chip timer-chip--long"/);
    expect(after).toMatch(/class="running running--long"/);
    expect(after).not.toMatch(/data-stopwatch-target="warning" hidden/);
    expect(before).toMatch(/data-stopwatch-target="warning" hidden/);
    await karim.post(path('/timer/end'), { work: '' });
  });

  test('by hand, in his own zone; what is wrong comes back with what was typed', async () => {
    at('12:00:00');
    const typed = { day: day(), start: '09:30', duration: 'une heure', work: 'Journaux relus.' };
    const wrong = await karim.post(path('/time'), typed);
    expect(wrong.status).toBe(422);
    expect(words(wrong)).toContain('Écrivez une durée comme 1:15, 1h15 ou 75 min.');
    expect(wrong.body).toContain('value="une heure"');
    expect(wrong.body).toContain('Journaux relus.');
    const late = await karim.post(path('/time'), { ...typed, duration: '5h' });
    expect(words(late)).toContain('Ce temps n’est pas encore passé');
    const { location } = await karim.post(path('/time'), { ...typed, duration: '1:15' });
    const [entry] = (await ids()).slice(-1);
    expect(location).toBe(`${path('/diagnosis')}#time_${entry}`);
    expect(await page()).toMatch(/09:30 – 10:45 01:15:00 Journaux relus\. Karim Diallo, à la main/);
    const over = await karim.post(path('/time'), { ...typed, start: '10:44', duration: '10 min' });
    expect(over.status).toBe(422);
    expect(words(over)).toContain('Ce temps chevauche un autre temps déjà noté');
  });

  test('a correction strikes through what it corrects, and says who and when', async () => {
    at('12:00:00');
    const typed = { day: day(), start: '09:30', duration: '75 min', work: 'Journaux relus.' };
    await karim.post(path('/time'), typed);
    const [entry] = (await ids()).slice(-1);
    const asked = await karim.get(path(`/diagnosis?correct=${entry}`));
    expect(asked.body).toContain(`action="${path(`/time/${entry}/correction`)}"`);
    expect(asked.body).toContain('value="1:15"');
    const correction = path(`/time/${entry}/correction`);
    const wrong = await karim.post(correction, { ...typed, duration: '0 min' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('id="correct_duration"');
    await karim.post(correction, { ...typed, duration: '50 min', work: 'Pause déduite.' });
    const after = await karim.get(path('/diagnosis'));
    expect(words(after)).toMatch(/09:30 – 10:20 00:50:00 Pause déduite\./);
    expect(after.body).toContain('<s>01:15:00</s>');
    expect(after.body).toContain('<s>Journaux relus.</s>');
    expect(words(after)).toMatch(/Corrigé par Karim Diallo, .* 14:00/);
    expect(words(after)).toContain('00:50:00 en tout');
    const [second] = (await ids()).slice(-1);
    await karim.post(path(`/time/${second}/correction`), { work: 'Autre ticket.', to: 'nothing' });
    expect(await page()).toMatch(/retiré Autre ticket\./);
    expect(await page()).toContain('00:00:00 en tout');
    await karim.post(correction, { ...typed, work: 'Encore.' });
    expect(await page()).toContain('Ce temps a déjà été corrigé');
  });

  test('a manager corrects a colleague’s, a colleague does not', async () => {
    at('12:00:00');
    const typed = { day: day(), start: '09:30', duration: '75 min', work: 'Journaux relus.' };
    await karim.post(path('/time'), typed);
    const [entry] = (await ids()).slice(-1);
    const correction = path(`/time/${entry}/correction`);
    const shorter = { ...typed, duration: '1h', work: 'Selon les journaux.' };
    const [lea, nadia] = [site.visitor(), site.visitor()];
    await lea.signIn('lea@alize.example');
    await nadia.signIn('nadia@alize.example');
    expect((await lea.post(correction, shorter)).status).toBe(403);
    expect((await nadia.post(correction, shorter)).status).toBe(303);
    expect(await page()).toContain('Karim Diallo, à la main, noté par Nadia Benali');
    expect(words(await karim.get(path()))).toContain(
      'Temps corrigé de Karim Diallo : 01:00:00 par Nadia Benali',
    );
  });

  test('another kind of ticket says that its time is not billable; the customer sees none of it', async () => {
    number = await open('information_request');
    expect(await page()).toContain('n’est pas facturable sans devis accepté');
    await karim.post(path('/timer'), {});
    at('08:10:00');
    await karim.post(path('/timer/end'), { work: 'Question comprise.' });
    const jean = site.visitor();
    await jean.signIn('jean@boulangerie-moule.example');
    const portal = words(await jean.get(`/tickets/${number}`));
    expect(portal).not.toMatch(/00:10:00|Question comprise|Diagnostic démarré|Temps noté/);
    expect((await jean.get(path('/diagnosis'))).status).toBe(403);
  });
});
