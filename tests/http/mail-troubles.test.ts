import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const JEAN = 'jean@boulangerie-moule.example';
const PAGE = '/desk/tickets/2026-000001';
const SENDER = { kind: 'system', name: 'delivery' } as const;

describe('mail that does not arrive, as staff see it', () => {
  let site: Site;
  let karim: Browser;
  let jean: Browser;
  beforeAll(async () => {
    site = await openSite();
    const said = {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Panne.',
      files: [],
    } as const;
    done(await site.run(openTicket, site.cast.jean, said));
    karim = site.visitor();
    await karim.signIn('karim@alize.example');
    jean = site.visitor();
    await jean.signIn(JEAN);
  });
  afterAll(() => site.close());

  const reply = async (body: string) => {
    const number = '2026-000001';
    done(
      await site.run(replyToTicket, site.cast.karim, {
        number,
        body,
        files: [],
        statusAfter: null,
      }),
    );
    return site.published.at(-1)?.outboundEmailIds[0] ?? 0;
  };
  const fail = (id: number, result: { permanent: boolean; unreachable?: boolean; error: string }) =>
    site.run(recordDelivery, SENDER, { id, result: { accepted: false, status: null, ...result } });

  test('nothing is said while it does', async () => {
    expect(words(await karim.get(PAGE))).not.toContain('Courrier qui n’arrive pas');
    expect(words(await karim.get('/desk'))).not.toContain('injoignable');
  });

  test('one that is delayed says when it is tried again, and what the server answered', async () => {
    const id = await reply('Nous regardons.');
    await site.knex('outbound_emails').where({ id }).update({ attempts: 1 });
    await fail(id, { permanent: false, error: '451 4.7.1 Greylisted, try later' });
    const page = words(await karim.get(PAGE));
    expect(page).toContain(`Mail à ${JEAN} retardé : nouvel essai lun. 2 mars 09:01`);
    expect(page).toContain('451 4.7.1 Greylisted, try later');
    expect(page).not.toContain('Courrier qui n’arrive pas');
  });

  test('one that is refused stands in the queue, at the head of the ticket and beside it', async () => {
    await fail(await reply('Toujours là ?'), { permanent: true, error: '554 5.7.1 Refused' });
    expect(words(await karim.get('/desk'))).toContain('mail refusé');
    const page = words(await karim.get(PAGE));
    expect(page).toContain('Le dernier mail de ce ticket a été refusé. Voir laquelle');
    expect(page).toContain('Courrier qui n’arrive pas');
    expect(page).not.toContain('Adresse rétablie');
  });

  test('an address that takes no mail is named, with what to do about it', async () => {
    const error = '550 5.1.1 User unknown';
    await fail(await reply('Êtes-vous là ?'), { permanent: true, unreachable: true, error });
    expect(words(await karim.get('/desk'))).toContain('injoignable');
    const page = words(await karim.get(PAGE));
    expect(page).toContain('Une adresse de ce ticket ne reçoit plus nos mails.');
    expect(page).toContain(
      `Jean Moreau ${JEAN} Cette adresse ne reçoit plus de mail depuis lun. 2 mars 09:00 550 5.1.1 User unknown`,
    );
    expect(page).toContain('Joignez cette personne par téléphone ou par courrier');
    expect(page).toContain(
      `${JEAN} ne reçoit plus nos mails : la réponse ne se lira que sur son espace.`,
    );
    expect(page).not.toContain(`${JEAN} la recevra par mail`);
  });

  test('the queue says nothing of it once the ticket is closed', async () => {
    const set = (status: string) => karim.post(`${PAGE}/status`, { status });
    await set('resolved');
    await set('closed');
    expect(words(await karim.get('/desk?view=closed'))).toContain('Site hors ligne');
    expect(words(await karim.get('/desk?view=closed'))).not.toContain('injoignable');
    expect(words(await karim.get(PAGE))).toContain('Courrier qui n’arrive pas');
    await set('open');
    expect(words(await karim.get('/desk'))).toContain('injoignable');
  });

  test('the customer sees nothing of it on the portal', async () => {
    const own = words(await jean.get('/tickets/2026-000001'));
    expect(own).not.toContain('ne reçoit plus');
    expect(own).not.toContain('550 5.1.1');
  });

  test('Karim says that it works again; a second time there is nothing to say', async () => {
    const clear = () => karim.post(`${PAGE}/cleared-address`, { address: JEAN });
    expect((await clear()).status).toBe(303);
    const page = words(await karim.get(PAGE));
    expect(page).toContain(`${JEAN} est de nouveau tenue pour joignable.`);
    expect(page).toContain('Adresse de nouveau joignable par mail par Karim Diallo');
    expect(page).toContain('Le dernier mail de ce ticket a été refusé.');
    await clear();
    expect(words(await karim.get(PAGE))).toContain('Il n’y avait rien à changer.');
  });
});
