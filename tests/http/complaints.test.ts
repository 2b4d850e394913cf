import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CONTACTS, STAFF } from '../../seeds/cast.ts';
import { COMPLAINT_BODIES } from '../../seeds/complaint-bodies.ts';
import { done } from '../../seeds/done.ts';
import { moveMediation } from '../../server/commands/move-mediation.ts';
import { settleComplaintBodies } from '../../server/commands/settle-complaint-bodies.ts';
import type { MediationEvent } from '../../server/domain/complaint/mediation.ts';
import { findComplaint } from '../../server/store/complaints.ts';
import { recordedBy } from '../support/invoiced.ts';
import type { Browser } from './browser.ts';
import { answeredAt, escalatedAt, lodgedAt, mailOfAnswer } from './complaints-of.ts';
import { openSite, type Site } from './site.ts';
import { ticketOf } from './tickets-of.ts';
import { words } from './words.ts';

const SAID = {
  subject: 'Facturée deux fois',
  body: 'La facture de février a été prélevée deux fois.',
  wanted: 'Le remboursement du second prélèvement.',
  other: '',
};

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** Somebody who signs in at an instant. */
async function at(when: string, who: keyof typeof CONTACTS | keyof typeof STAFF): Promise<Browser> {
  site.clock.now = new Date(when);
  const browser = site.visitor();
  await browser.signIn({ ...STAFF, ...CONTACTS }[who].email);
  return browser;
}

async function move(number: string, what: MediationEvent) {
  done(await site.run(moveMediation, site.cast.paul, { number, move: what }));
}

async function complaintOf(number: string) {
  const { id } = await site.knex('tickets').where({ number }).first('id');
  return findComplaint(site.knex, id);
}

describe('lodging', () => {
  test('the home’s third door leads to the form, which says what follows and the last day', async () => {
    const marie = await at('2026-03-03T09:00:00Z', 'marie');
    expect((await marie.get('/')).body).toContain(
      '<a href="/complaints/new">Faire une réclamation',
    );
    const form = words(await marie.get('/complaints/new'));
    expect(form).toContain('Elle est comptée comme reçue le 3 mars 2026');
    expect(form).toContain('Service clients vous répond par écrit au plus tard le 2 avril 2026.');
    expect(form).toContain(
      'sans réponse le 3 avril 2026, vous pouvez demander un second examen à une autre équipe : Service national consommateurs.',
    );
    expect(form).toContain('saisir gratuitement le médiateur : Médiateur des communications');
    expect(form).not.toContain('Tribunal de commerce');
  });

  test('a day of the provider’s: it is still 28 February in Paris when Tiare writes on 1 March', async () => {
    const tiare = await at('2026-02-28T20:00:00Z', 'tiare');
    await tiare.get('/complaints/new');
    const sent = await tiare.post('/complaints', SAID);
    expect(words(await tiare.get(String(sent.location)))).toContain('answer by 30 March 2026');
  });

  test('what was typed and ticked comes back with the refusal', async () => {
    const marie = await at('2026-03-03T09:00:00Z', 'marie');
    const { number } = await ticketOf(site, site.cast.marie, 'Site hors ligne');
    await marie.get('/complaints/new');
    const back = await marie.post('/complaints', {
      ...SAID,
      wanted: ' ',
      tickets: number,
      other: '2026-999999',
    });
    expect(back.status).toBe(422);
    expect(back.body).toContain('value="Facturée deux fois"');
    expect(back.body).toContain('prélevée deux fois.</textarea>');
    expect(back.body).toContain(`name="tickets" value="${number}" checked`);
    expect(back.body).toContain('value="2026-999999"');
    expect(words(back)).toContain('Que demandez-vous ? Ce champ est à remplir.');
    const unknown = await marie.post('/complaints', { ...SAID, other: '2026-999999' });
    expect(unknown.status).toBe(422);
    expect(words(unknown)).toContain('Un autre ticket concerné Aucun ticket ne porte ce numéro');
  });

  test('opens a complaint about her own tickets and invoices, and nobody else’s', async () => {
    const marie = await at('2026-03-03T09:00:00Z', 'marie');
    const own = await ticketOf(site, site.cast.marie, 'Formulaire muet');
    const jeans = await ticketOf(site, site.cast.jean, 'Secret de Jean');
    const { customerId } = site.cast.marie as { customerId: number };
    const { invoiceId } = done(await recordedBy(site, { customerId, issuedOn: '2026-02-01' }));
    const form = await marie.get('/complaints/new');
    expect(form.body).toContain(`name="tickets" value="${own.number}"`);
    expect(form.body).toContain(`name="invoices" value="${invoiceId}"`);
    expect(form.body).not.toContain('Secret de Jean');
    const theirs = await marie.post('/complaints', { ...SAID, other: jeans.number });
    expect(theirs.status).toBe(422);
    const sent = await marie.post('/complaints', {
      ...SAID,
      tickets: own.number,
      invoices: String(invoiceId),
      other: `voir ${own.number}`,
    });
    expect(sent.status).toBe(303);
    const page = words(await marie.get(String(sent.location)));
    expect(page).toContain('Un mail vous en donne toutes les dates.');
    expect(page).toContain('Ce que vous demandez Le remboursement du second prélèvement.');
    expect(page).toContain(`${own.number} Formulaire muet Facture`);
  });

  test('a professional has the door, and its court, until the path is for consumers only', async () => {
    const jean = await at('2026-03-03T09:00:00Z', 'jean');
    const form = words(await jean.get('/complaints/new'));
    expect(form).toContain(
      'le tribunal que le contrat désigne est : Tribunal de commerce de Marseille',
    );
    expect(form).not.toMatch(/m[ée]diat/i);
    const only = { ...COMPLAINT_BODIES, professionals: false };
    done(await site.run(settleComplaintBodies, site.cast.odile, only));
    expect((await jean.get('/')).body).not.toContain('/complaints/new');
    expect((await jean.get('/complaints/new')).location).toBe('/');
    expect(words(await jean.get('/'))).toContain(
      'Le parcours de réclamation est réservé aux particuliers',
    );
    expect((await jean.post('/complaints', SAID)).status).toBe(422);
    const marie = await at('2026-03-03T09:00:00Z', 'marie');
    expect((await marie.get('/')).body).toContain('/complaints/new');
    done(await site.run(settleComplaintBodies, site.cast.odile, COMPLAINT_BODIES));
  });
});

describe('the complaint’s page', () => {
  test('says what is open, to whom, since when and until when', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
    const marie = await at('2026-03-04T09:00:00Z', 'marie');
    const page = words(await marie.get(`/tickets/${number}`));
    expect(page).toContain(
      'Service clients vous répond au plus tard le 2 avril 2026, ici et par mail.',
    );
    expect(page).toContain(
      'Niveau 1 en cours Service clients réponse au plus tard le 2 avril 2026 Niveau 2 pas encore ouvert Service national consommateurs dès la réponse du niveau 1, ou sans elle le 3 avril 2026 Médiateur pas encore ouvert Médiateur des communications électroniques (AMCE) réservé aux particuliers, après le niveau 2 à saisir jusqu’au 3 mars 2027 compris',
    );
    expect(page).toContain('heure de Paris');
    // never withheld, whatever the level
    expect(page).toContain('BP 999, 75829 Paris Cedex 17');
    expect(page).toContain('Il ne peut pas encore être saisi');
    expect(page).toContain('celui du lieu où demeure le défendeur');
    expect(page).not.toContain('J’ai saisi le médiateur');
    expect(page).not.toContain('second examen ne peut');
    const list = words(await marie.get('/tickets'));
    expect(list).toContain(
      'La suite Votre réclamation est à l’examen. Service clients vous répond au plus tard le 2 avril 2026',
    );
  });

  test('the answer stands apart from plain replies, with its outcome, redress and letter', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
    await answeredAt(site, number, '2026-03-10T09:00:00Z', { outcome: 'partly' });
    const marie = await at('2026-03-10T10:00:00Z', 'marie');
    const page = await marie.get(`/tickets/${number}`);
    const said = words(page);
    expect(said).toContain('Réponse du niveau 1 Votre réclamation est acceptée en partie.');
    expect(said).toContain('Nous vous accordons un avoir de 12,50 €.');
    expect(said).toContain('Cette réponse vous satisfait-elle ?');
    expect(said).toContain('répondu');
    expect(said).not.toContain('résolu');
    const pdf = /href="(\/documents\/\d+\/[^"]+\.pdf)"/.exec(page.body)?.[1] ?? '';
    expect((await marie.get(pdf)).headers.get('content-type')).toBe('application/pdf');
    const tiare = await at('2026-03-10T10:00:00Z', 'tiare');
    expect((await tiare.get(pdf)).status).toBe(404);
  });

  test('an answer whose mail came back says that it does not count', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
    await answeredAt(site, number, '2026-03-10T09:00:00Z');
    const marie = await at('2026-03-10T10:00:00Z', 'marie');
    expect(words(await marie.get(`/tickets/${number}`))).not.toContain('elle ne compte pas');
    const other = await lodgedAt(site, '2026-03-03T09:00:00Z');
    const { answerComplaint } = await import('../../server/commands/answer-complaint.ts');
    site.clock.now = new Date('2026-03-10T09:00:00Z');
    done(
      await site.run(answerComplaint, site.cast.ines, {
        number: other,
        outcome: 'rejected',
        reasons: 'Non.',
        redress: { kind: 'none', cents: null },
      }),
    );
    await mailOfAnswer(site, other, false);
    const page = words(await marie.get(`/tickets/${other}`));
    expect(page).toContain('elle ne compte pas, et une autre vous est due');
    expect(page).toContain('réponse au plus tard le 2 avril 2026');
    expect(page).not.toContain('Cette réponse vous satisfait-elle ?');
  });

  test('she is satisfied: it is closed, and says so', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
    const marie = await at('2026-03-10T08:00:00Z', 'marie');
    await marie.get(`/tickets/${number}`);
    await marie.post(`/complaints/${number}/reaction`, { satisfied: 'yes' });
    expect(words(await marie.get(`/tickets/${number}`))).toContain('pas encore reçu de réponse');
    await answeredAt(site, number, '2026-03-10T09:00:00Z');
    expect(
      (await marie.post(`/complaints/${number}/reaction`, { satisfied: 'yes' })).location,
    ).toBe(`/tickets/${number}`);
    const page = words(await marie.get(`/tickets/${number}`));
    expect(page).toContain('Merci. Votre réclamation est close.');
    expect(page).toContain('jugée satisfaisante');
    expect(page).not.toContain('Cette réponse vous satisfait-elle ?');
    expect(await complaintOf(number)).toMatchObject({ endedAt: site.clock.now });
  });
});

describe('level 3', () => {
  test('opens to a consumer after level 2, with everything she needs, and she says that she asked', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
    await escalatedAt(site, number, '2026-04-03T09:00:00Z');
    const early = await at('2026-04-20T09:00:00Z', 'marie');
    const before = words(await early.get(`/tickets/${number}`));
    expect(before).toContain(
      'il peut l’être dès la réponse du niveau 2, ou sans elle le 4 mai 2026',
    );
    await early.post(`/complaints/${number}/referral`, { on: '2026-04-20' });
    expect(words(await early.get(`/tickets/${number}`))).toContain(
      'Le médiateur ne peut pas encore être saisi',
    );
    await answeredAt(site, number, '2026-04-28T09:00:00Z', { by: 'paul' });
    const marie = await at('2026-04-29T09:00:00Z', 'marie');
    const page = words(await marie.get(`/tickets/${number}`));
    expect(page).toContain('Vous pouvez le saisir depuis le 28 avril 2026.');
    expect(page).toContain('Jusqu’au 3 mars 2027 compris');
    expect(page).toContain('saisir le médiateur, gratuitement, jusqu’au 3 mars 2027 compris');
    const reasons = 'La réponse ne dit rien du second prélèvement.';
    await marie.post(`/complaints/${number}/reaction`, { satisfied: 'no', reasons });
    const unsatisfied = words(await marie.get(`/tickets/${number}`));
    expect(unsatisfied).toContain(reasons);
    expect(unsatisfied).toContain('jugée insuffisante');

    const wrong = await marie.post(`/complaints/${number}/referral`, { on: '2026-05-30' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('value="2026-05-30"');
    expect(words(wrong)).toContain('Ce jour n’est pas encore venu.');
    await marie.post(`/complaints/${number}/referral`, { on: '2026-04-29' });
    const referred = words(await marie.get(`/tickets/${number}`));
    expect(referred).toContain('Saisi le 29 avril 2026.');
    expect(referred).toContain('Le médiateur est saisi');
    expect(await complaintOf(number)).toMatchObject({ level: 3 });
  });

  test('its proposal waits for her word, once', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
    await escalatedAt(site, number, '2026-04-03T09:00:00Z');
    await answeredAt(site, number, '2026-04-28T09:00:00Z', { by: 'paul' });
    const marie = await at('2026-04-29T09:00:00Z', 'marie');
    await marie.get(`/tickets/${number}`);
    await marie.post(`/complaints/${number}/referral`, { on: '2026-04-29' });
    await marie.post(`/complaints/${number}/proposal`, { accepted: 'yes' });
    expect(words(await marie.get(`/tickets/${number}`))).toContain('La médiation n’en est plus là');
    await move(number, { type: 'mediation_admissibility', data: { admissible: true } });
    await move(number, { type: 'mediation_notified', data: { on: '2026-04-29' } });
    expect(words(await marie.get(`/tickets/${number}`))).toContain(
      'L’issue est attendue au plus tard le 28 juillet 2026',
    );
    await move(number, { type: 'mediation_proposed', data: { on: '2026-04-29' } });
    expect(words(await marie.get(`/tickets/${number}`))).toContain(
      'Acceptez-vous sa proposition ?',
    );
    const tiare = await at('2026-04-29T09:00:00Z', 'tiare');
    expect((await tiare.post(`/complaints/${number}/proposal`, { accepted: 'yes' })).status).toBe(
      404,
    );
    await marie.post(`/complaints/${number}/proposal`, { accepted: 'yes' });
    const page = words(await marie.get(`/tickets/${number}`));
    expect(page).toContain('acceptée par le client');
    expect(page).not.toContain('Acceptez-vous sa proposition ?');
    await marie.post(`/complaints/${number}/proposal`, { accepted: 'no' });
    expect(words(await marie.get(`/tickets/${number}`))).toContain('La médiation n’en est plus là');
  });

  test('a year has passed: she may still say that she had asked in time', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z');
    await escalatedAt(site, number, '2026-04-03T09:00:00Z');
    const marie = await at('2027-03-05T09:00:00Z', 'marie');
    const page = words(await marie.get(`/tickets/${number}`));
    expect(page).toContain('L’année pour le saisir a pris fin le 3 mars 2027.');
    await marie.post(`/complaints/${number}/referral`, { on: '2027-03-04' });
    expect(words(await marie.get(`/tickets/${number}`))).toContain(
      'L’année pour saisir le médiateur est passée.',
    );
    await marie.post(`/complaints/${number}/referral`, { on: '2027-03-03' });
    expect(words(await marie.get(`/tickets/${number}`))).toContain('Saisi le 3 mars 2027.');
  });

  test('a professional never reads the word, from his home to the end of his path', async () => {
    const number = await lodgedAt(site, '2026-03-03T09:00:00Z', 'jean');
    const read: string[] = [];
    const look = async (when: string, ...paths: string[]) => {
      const jean = await at(when, 'jean');
      for (const path of paths) read.push(words(await jean.get(path)));
    };
    const own = [`/tickets/${number}`, `/complaints/${number}/escalation`, '/', '/tickets'];
    await look('2026-03-04T09:00:00Z', '/complaints/new', ...own);
    await answeredAt(site, number, '2026-03-10T09:00:00Z');
    await look('2026-03-11T09:00:00Z', ...own);
    await escalatedAt(site, number, '2026-03-12T09:00:00Z', 'jean');
    await look('2026-03-13T09:00:00Z', ...own);
    await look('2026-05-13T09:00:00Z', ...own);
    await answeredAt(site, number, '2026-05-14T09:00:00Z', { by: 'paul' });
    await look('2026-05-15T09:00:00Z', ...own);
    for (const page of read) expect(page).not.toMatch(/m[ée]diat/i);
    expect(read.at(-4)).toContain('Tribunal de commerce de Marseille');
    const jean = await at('2026-05-15T09:00:00Z', 'jean');
    await jean.get('/');
    await jean.post(`/complaints/${number}/referral`, { on: '2026-05-15' });
    expect(await complaintOf(number)).toMatchObject({ level: 2 });
  });
});
