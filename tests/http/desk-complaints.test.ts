import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { escalateComplaint } from '../../server/commands/escalate-complaint.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { ticketOf } from './tickets-of.ts';
import { words } from './words.ts';

const DELIVERY = { kind: 'system', name: 'delivery' } as const;
type Staff = 'karim' | 'nadia' | 'ines' | 'paul' | 'odile';

let site: Site;
const desks = new Map<Staff, Browser>();
beforeAll(async () => {
  site = await openSite();
  for (const name of ['karim', 'nadia', 'ines', 'paul', 'odile'] as const) {
    const browser = site.visitor();
    await browser.signIn(`${name}@alize.example`);
    desks.set(name, browser);
  }
});
afterAll(() => site.close());

const as = (name: Staff) => desks.get(name) as Browser;
const at = (iso: string) => {
  site.clock.now = new Date(iso);
};

async function lodge(who: 'marie' | 'jean', when: string): Promise<string> {
  at(when);
  const complaint = {
    subject: 'Facturée deux fois',
    body: 'La facture de février a été prélevée deux fois.',
    wanted: 'Le remboursement du second prélèvement.',
    tickets: [],
    invoices: [],
    files: [],
  };
  return done(await site.run(lodgeComplaint, site.cast[who], complaint)).number;
}

async function deliver(number: string, accepted: boolean): Promise<void> {
  const { id } = await site
    .knex('outbound_emails as o')
    .join('tickets as t', 't.id', 'o.ticket_id')
    .where({ 't.number': number, 'o.letter': 'complaint_answer' })
    .orderBy('o.id', 'desc')
    .first('o.id');
  const result = accepted
    ? ({ accepted: true, captured: false } as const)
    : ({ accepted: false, permanent: true, error: '550 unknown user' } as const);
  done(await site.run(recordDelivery, DELIVERY, { id, result }));
}

const REJECTED = {
  outcome: 'rejected',
  reasons: 'Les deux prélèvements règlent deux factures différentes.',
  redress: 'none',
};
const pageOf = async (name: Staff, number: string) =>
  words(await as(name).get(`/desk/tickets/${number}`));

describe('a complaint on the desk', () => {
  test('the panel tells the limit in calendar days, and how it is counted', async () => {
    const number = await lodge('marie', '2026-03-03T22:50:00Z');
    const page = await pageOf('ines', number);
    expect(page).toContain('Réclamation, niveau 1');
    expect(page).toContain('Réponse, niveau 1 encore 30 jours jusqu’au 2 avril 2026 compris');
    expect(page).toContain(
      'Reçue le 3 mars 2026 : 30 jours de calendrier comptés du lendemain, 4 mars 2026, jusqu’au 2 avril 2026 à 24:00, heure de Paris.',
    );
    expect(page).toContain('aucun statut n’arrête ce délai');
    expect(page).toContain('Ce que le client demande Le remboursement du second prélèvement.');
  });

  test('an agent and a manager read it, and are told why they may not write', async () => {
    const number = await lodge('marie', '2026-03-04T09:00:00Z');
    for (const name of ['karim', 'nadia', 'paul'] as const) {
      const page = await pageOf(name, number);
      expect(page).toContain(
        'Vous pouvez lire, pas écrire. Une réclamation de niveau 1 est traitée par ses chargés de réclamation.',
      );
      expect(page).not.toContain('Donner la réponse formelle');
      expect(page).not.toContain('Déposer un identifiant');
      expect(page).not.toContain('Signaler un comportement');
      const path = `/desk/tickets/${number}`;
      const note = await as(name).post(`${path}/notes`, { body: 'Je regarde.' });
      expect(note.status).toBe(422);
      const reply = await as(name).post(`${path}/replies`, { body: 'Bonjour.', status: '' });
      expect(reply.status).toBe(422);
      const cause = await as(name).post(`${path}/complaint/cause`, { cause: 'billing' });
      expect(cause.status).toBe(422);
    }
    const form = `/desk/tickets/${number}/complaint/answer`;
    expect((await as('karim').post(form, REJECTED)).status).toBe(403);
    expect((await as('paul').get(form)).location).toBe(`/desk/tickets/${number}`);
    expect(await site.knex('complaint_answers')).toEqual([]);
    expect(await pageOf('nadia', number)).toContain('Confié à');
    expect(await pageOf('karim', number)).not.toContain('Confié à');
  });

  test('the formal answer is a page of its own, and says once it counts', async () => {
    const number = await lodge('marie', '2026-03-05T09:00:00Z');
    const path = `/desk/tickets/${number}`;
    const form = `${path}/complaint/answer`;
    const page = words(await as('ines').get(form));
    expect(page).toContain('À donner au plus tard le 4 avril 2026, à minuit, heure de Paris.');
    const refund = { ...REJECTED, outcome: 'partly', redress: 'refund', amount: '12,5O' };
    const refused = await as('ines').post(form, refund);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('12,5O');
    expect((await as('ines').post(form, { ...refund, amount: '12,50' })).location).toBe(path);
    const pending = await pageOf('ines', number);
    expect(pending).toContain('Acceptée en partie en route Niveau 1, Inès Rousseau');
    expect(pending).toContain('Geste : remboursement de 12,50 €');
    expect(pending).toContain('Elle comptera dès que son mail sera accepté.');
    expect(words(await as('ines').get('/desk'))).toContain(
      'jusqu’au 4 avril 2026 compris en route',
    );
    await deliver(number, true);
    const given = await pageOf('ines', number);
    expect(given).toContain('Acceptée en partie donnée');
    expect(given).toContain('Réponse, niveau 1 tenu');
    expect((await as('ines').get(form)).location).toBe(path);
  });

  test('an answer whose mail came back is void: told on the ticket and in the queue', async () => {
    const number = await lodge('marie', '2026-03-06T09:00:00Z');
    const form = `/desk/tickets/${number}/complaint/answer`;
    await as('ines').post(form, REJECTED);
    await deliver(number, false);
    const page = await pageOf('ines', number);
    expect(page).toContain('Le mail de la réponse est revenu : elle n’a jamais compté.');
    expect(page).toContain('Non acceptée annulée : mail revenu');
    const queue = words(await as('ines').get('/desk?view=complaints'));
    expect(queue).toContain('annulée : mail revenu');
    const { status } = await site.knex('tickets').where({ number }).first('status');
    expect(status).toBe('open');
    expect((await as('ines').get(form)).status).toBe(200);
  });

  test('a status never ends it while its answer is owed', async () => {
    const number = await lodge('marie', '2026-03-07T09:00:00Z');
    const path = `/desk/tickets/${number}`;
    expect(await pageOf('ines', number)).toContain(
      'Un simple message n’est pas la réponse formelle',
    );
    const resolved = await as('ines').post(`${path}/status`, { status: 'resolved' });
    expect(resolved.status).toBe(422);
    const reply = { body: 'C’est réglé.', status: 'resolved' };
    const replied = await as('ines').post(`${path}/replies`, reply);
    expect(replied.status).toBe(422);
    expect(words(replied)).toContain('Une réclamation attend sa réponse formelle');
  });

  test('an officer says its cause; a manager decides on the other path with a reason', async () => {
    const number = await lodge('jean', '2026-03-08T09:00:00Z');
    const path = `/desk/tickets/${number}`;
    await as('ines').post(`${path}/complaint/cause`, { cause: 'billing' });
    const { cause } = await site.knex('complaints').orderBy('ticket_id', 'desc').first('cause');
    expect(cause).toBe('billing');
    expect(await pageOf('ines', number)).toContain('Cause de la réclamation : facturation');
    expect((await as('ines').post(`${path}/complaint/path`, {})).status).toBe(403);
    const bare = { quality: 'consumer', reason: '' };
    expect((await as('nadia').post(`${path}/complaint/path`, bare)).status).toBe(422);
    const decided = { quality: 'consumer', reason: 'Il a souscrit pour lui-même.' };
    expect((await as('nadia').post(`${path}/complaint/path`, decided)).status).toBe(303);
    expect(await pageOf('nadia', number)).toContain('Parcours d’un particulier.');
  });
});

describe('level 2', () => {
  test('is never offered to whoever handled level 1, who may not act on it', async () => {
    const number = await lodge('marie', '2026-04-01T09:00:00Z');
    const both = ['complaint_officer_1', 'complaint_officer_2'];
    const ines = { id: site.cast.ines.id };
    await site.knex('users').where(ines).update({ roles: both });
    await as('ines').post(`/desk/tickets/${number}/notes`, { body: 'À vérifier.' });
    at('2026-05-03T09:00:00Z');
    done(
      await site.run(escalateComplaint, site.cast.marie, { number, body: 'Rien reçu.', files: [] }),
    );
    const page = await as('ines').get(`/desk/tickets/${number}`);
    expect(words(page)).toContain('Qui a traité le premier niveau ne peut pas traiter le second.');
    expect(words(page)).toContain('Niveau 1 Inès Rousseau Niveau 2 personne encore');
    const choices = (await as('nadia').get(`/desk/tickets/${number}`)).body;
    expect(choices).toContain('>Paul Marchand</option>');
    expect(choices).not.toContain('>Inès Rousseau</option>');
    const form = `/desk/tickets/${number}/complaint/answer`;
    expect((await as('ines').post(form, REJECTED)).location).toBe(`/desk/tickets/${number}`);
    expect(
      await site.run(assignTicket, site.cast.nadia, { number, assigneeId: site.cast.ines.id }),
    ).toMatchObject({ reason: 'handled_level_1' });
    await site
      .knex('users')
      .where(ines)
      .update({ roles: ['complaint_officer_1'] });
    expect((await as('paul').get(form)).status).toBe(200);
  });

  test('and the mediation is followed move by move, by its officer or a manager', async () => {
    const number = await lodge('marie', '2026-06-01T09:00:00Z');
    at('2026-07-02T09:00:00Z');
    const said = { number, body: 'Rien reçu.', files: [] };
    done(await site.run(escalateComplaint, site.cast.marie, said));
    expect(await pageOf('paul', number)).toContain('Pas encore ouverte : il faut la réponse');
    at('2026-08-03T09:00:00Z');
    const path = `/desk/tickets/${number}/complaint/mediation`;
    const move = (fields: Record<string, string>) => as('paul').post(path, fields);
    const future = await move({ move: 'mediation_referred', day: '2026-08-04' });
    expect(future.status).toBe(422);
    expect(words(future)).toContain('Ce jour n’est pas encore venu.');
    const early = await move({ move: 'mediation_referred', day: '2026-05-31' });
    expect(words(early)).toContain('Ce jour est avant la réclamation.');
    expect((await move({ move: 'mediation_referred', day: '2026-08-03' })).status).toBe(303);
    expect((await move({ move: 'mediation_notified', day: '2026-08-03' })).status).toBe(422);
    await move({ move: 'mediation_admissibility', admissible: 'yes' });
    expect((await move({ move: 'mediation_notified', day: '2026-08-03' })).status).toBe(303);
    expect(await pageOf('nadia', number)).toContain('issue au plus tard le 1er novembre 2026');
    const shorter = await move({ move: 'mediation_extended', day: '2026-10-01' });
    expect(words(shorter)).toContain('Une prolongation se termine plus tard');
    expect((await as('karim').post(path, { move: 'mediation_closed' })).status).toBe(403);
    expect((await as('ines').post(path, { move: 'mediation_closed' })).status).toBe(403);
    await move({ move: 'mediation_closed', ending: 'agreed' });
    expect(await pageOf('paul', number)).toContain('close : accord trouvé');
  });
});

describe('an officer who is nothing else', () => {
  test('lands on the complaints, and reaches no other ticket', async () => {
    const incident = await ticketOf(site, site.cast.jean, 'Site hors ligne');
    const landed = await as('ines').get('/');
    expect(landed.location).toBe('/desk?view=complaints');
    const queue = await as('ines').get('/desk?view=all&q=hors');
    expect(words(queue)).toContain('Réclamations');
    expect(queue.body).not.toContain(incident.number);
    expect(queue.body).not.toContain('desk:queue');
    for (const path of [
      `/desk/tickets/${incident.number}`,
      `/desk/tickets/${incident.number}/clocks/first_response`,
      `/attachments/${incident.pdfId}/a.pdf`,
      `/messages/${incident.messageId}/html`,
    ]) {
      expect([path, (await as('ines').get(path)).status]).toEqual([path, 404]);
    }
    for (const path of ['/desk/calls/new', '/desk/timer', '/desk/customers', '/desk/charges']) {
      expect([path, (await as('ines').get(path)).status]).toEqual([path, 403]);
    }
    const reply = `/desk/tickets/${incident.number}/replies`;
    expect((await as('ines').post(reply, { body: 'Bonjour.', status: '' })).status).toBe(404);
  });

  test('reads the ticket that a complaint was made of, and writes nothing there', async () => {
    const incident = await ticketOf(site, site.cast.jean, 'Panne de mardi');
    const complaint = await recorded({ origin: incident.number });
    const page = words(await as('ines').get(`/desk/tickets/${incident.number}`));
    expect(page).toContain('Vous lisez ce ticket parce qu’une réclamation le concerne.');
    expect(page).not.toContain('Répondre à');
    expect(page).toContain(`${complaint} Coupure de mardi`);
    const note = `/desk/tickets/${incident.number}/notes`;
    expect((await as('ines').post(note, { body: 'Vu.' })).status).toBe(404);
  });
});

async function recorded(more: Record<string, string> = {}): Promise<string> {
  const { location } = await as('karim').post('/desk/complaints', {
    email: 'jean@boulangerie-moule.example',
    means: 'letter',
    received_on: '2026-03-03',
    subject: 'Coupure de mardi',
    body: 'Votre panne m’a coûté une journée.',
    wanted: 'Un avoir.',
    ...more,
  });
  return String(location).replace('/desk/tickets/', '');
}

describe('a letter is written down', () => {
  test('with its date of receipt, and is made of a ticket that stays its origin', async () => {
    const incident = await ticketOf(site, site.cast.jean, 'Panne de jeudi');
    const ticketPage = await as('karim').get(`/desk/tickets/${incident.number}`);
    expect(ticketPage.body).toContain(`/desk/complaints/new?origin=${incident.number}`);
    const form = await as('karim').get(`/desk/complaints/new?origin=${incident.number}`);
    expect(form.body).toContain('value="jean@boulangerie-moule.example"');
    const number = await recorded({ origin: incident.number });
    const page = await pageOf('ines', number);
    expect(page).toContain(
      `Ce qu'elle concerne ${incident.number} Panne de jeudi`.replace("'", '’'),
    );
    expect(page).toContain('le 3 mars 2026, par courrier');
    expect(page).toMatch(/Karim Diallo .{5,60} par courrier Votre panne/);
    expect(page).toContain(`Lié au ticket ${incident.number}`);
    expect(await site.lastMailTo('jean@boulangerie-moule.example')).toMatch(
      /comptée comme reçue le 3\smars\s2026/,
    );
  });

  test('never in the future, of nobody, or of another customer’s ticket', async () => {
    const letter = {
      email: 'marie.hoarau@courriel.example',
      means: 'letter',
      received_on: '2026-03-03',
      subject: 'Retard',
      body: 'Encore en retard.',
      wanted: 'Des excuses.',
    };
    const refusal = async (more: Record<string, string>) => {
      const page = await as('karim').post('/desk/complaints', { ...letter, ...more });
      expect(page.status).toBe(422);
      return words(page);
    };
    expect(await refusal({ received_on: '2027-03-03' })).toContain('n’est pas encore passée');
    expect(await refusal({ email: 'qui@courriel.example' })).toContain('Aucun client n’a cette');
    const theirs = await ticketOf(site, site.cast.jean, 'Panne de samedi');
    expect(await refusal({ tickets: theirs.number })).toContain('Des excuses.');
    await refusal({ origin: theirs.number });
    const stranger = { ...letter, email: 'luce.payet@courriel.example', name: 'Luce Payet' };
    const { location } = await as('karim').post('/desk/complaints', stranger);
    expect(words(await as('karim').get(String(location)))).toContain('Luce Payet qualité inconnue');
  });
});

describe('the queue', () => {
  test('shows what is owed soonest first, and what is late with everything late', async () => {
    at('2026-09-01T09:00:00Z');
    const number = await lodge('jean', '2026-09-01T09:00:00Z');
    at('2026-10-01T21:59:59Z');
    const before = words(await as('karim').get('/desk?view=late'));
    expect(before).not.toContain(number);
    at('2026-10-01T22:00:00Z');
    const late = words(await as('karim').get('/desk?view=late'));
    expect(late).toContain(number);
    expect(late).toContain('Réponse, niveau 1 dépassé de 1 jour jusqu’au 1er octobre 2026 compris');
    const soon = await lodge('jean', '2026-10-02T09:00:00Z');
    const view = words(await as('karim').get('/desk?view=complaints'));
    expect(view.indexOf(number)).toBeLessThan(view.indexOf(soon));
    expect(await pageOf('nadia', number)).toContain('Le dernier jour est passé sans réponse');
  });
});

describe('a customer’s quality', () => {
  test('changes with its evidence, told on each open complaint, whose path stays', async () => {
    at('2026-11-02T09:00:00Z');
    const number = await lodge('marie', '2026-11-02T09:00:00Z');
    const path = `/desk/customers/${site.cast.marie.customerId}`;
    const fields = { name: 'Marie Hoarau', quality: 'professional' };
    expect((await as('karim').post(path, fields)).status).toBe(422);
    const evidence = 'Extrait du registre du 2 novembre.';
    expect((await as('karim').post(path, { ...fields, evidence })).status).toBe(303);
    const page = await pageOf('ines', number);
    expect(page).toContain('Qualité du client passée de « particulier » à « professionnel »');
    expect(page).toContain('Extrait du registre du 2 novembre.');
    expect(page).toContain('Parcours d’un particulier.');
    const rows = await site
      .knex('customer_qualities')
      .where({ customer_id: site.cast.marie.customerId });
    expect(rows).toMatchObject([
      {
        quality_before: 'consumer',
        quality: 'professional',
        evidence,
        changed_by: site.cast.karim.id,
      },
    ]);
    await expect(site.knex('customer_qualities').update({ evidence: 'autre' })).rejects.toThrow();
    const marie = site.visitor();
    await marie.signIn('marie.hoarau@courriel.example');
    const seen = words(await marie.get(`/tickets/${number}`));
    expect(seen).not.toContain('Extrait du registre');
    expect(seen).not.toContain('Qualité du client');
  });
});

describe('the complaint bodies', () => {
  test('are settled by an administrator, with links that are links', async () => {
    const page = await as('odile').get('/admin/complaint-bodies');
    expect(page.body).toContain('value="Service national consommateurs"');
    const settled = {
      customer_service_name: 'Service clients',
      customer_service_address: '1 rue du Port, 13002 Marseille',
      consumer_service_name: 'Service national',
      consumer_service_address: '1 rue du Port, 13002 Marseille',
      mediator_name: 'Médiateur',
      mediator_address: 'BP 999, 75829 Paris Cedex 17',
      mediator_website: 'javascript:alert(1)',
      mediator_form: 'https://mediateur.example/saisir',
      court: 'Tribunal de Marseille',
    };
    const refused = await as('odile').post('/admin/complaint-bodies', settled);
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Donnez une adresse web complète');
    const good = { ...settled, mediator_website: 'https://mediateur.example' };
    expect((await as('odile').post('/admin/complaint-bodies', good)).status).toBe(303);
    expect((await as('odile').get('/admin/complaint-bodies')).body).toContain('Service national"');
    // no longer offered to professionals, who is told so
    const jean = await as('karim').post('/desk/complaints', {
      email: 'jean@boulangerie-moule.example',
      means: 'call',
      received_on: '2026-11-02',
      subject: 'Appel',
      body: 'Mécontent.',
      wanted: 'Un geste.',
    });
    expect(jean.status).toBe(422);
  });
});
