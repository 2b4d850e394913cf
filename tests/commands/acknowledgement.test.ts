import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { escalateComplaint } from '../../server/commands/escalate-complaint.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordCall } from '../../server/commands/record-call.ts';
import { sendContentNotice } from '../../server/commands/send-content-notice.ts';
import { sendContractRequest } from '../../server/commands/send-contract-request.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the acknowledgement says whether the request is handled now', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  /** The mail about a request opened at an instant, spaces as people type them. */
  async function mailOf(
    who: 'jean' | 'tiare',
    kind: 'incident' | 'information_request',
    at: string,
  ): Promise<string> {
    world.clock.now = new Date(at);
    const asked = { kind, subject: 'Changer d’offre', body: 'Comment faire ?', files: [] };
    done(await world.run(openTicket, world.cast[who], asked));
    const { text } = await world.knex('outbound_emails').orderBy('id', 'desc').first('text');
    return text.replace(/[\u00a0\u202f]/g, ' ');
  }

  test('on Christmas night an incident is, a question is from Monday on', async () => {
    const incident = await mailOf('jean', 'incident', '2026-12-25T01:10:00Z');
    expect(incident).toContain(
      'Elle nous est parvenue le jeudi 24 décembre 2026 à 21:10 en Guadeloupe.',
    );
    expect(incident).toContain('jour et nuit, tous les jours de l’année.\nIl est traité dès');
    expect(incident).toContain(
      'Par téléphone : +33 4 00 00 00 00, fermé en ce moment. Il rouvre le lundi 28 décembre à 09:00 (heure de Paris), soit 04:00 en Guadeloupe.',
    );
    expect(incident).toContain(
      'aux heures ouvrées, hors jours fériés :\ndu lundi au vendredi : 09:00–12:30, 14:00–18:00\n',
    );

    const question = await mailOf('jean', 'information_request', '2026-12-25T01:10:00Z');
    expect(question).toContain(
      'Elle sera traitée à partir du lundi 28 décembre à 09:00 (heure de Paris), soit 04:00 en Guadeloupe.',
    );
  });

  test('in business hours it is, and the telephone is open until lunch', async () => {
    const question = await mailOf('jean', 'information_request', '2026-11-23T09:00:00Z');
    expect(question).toContain('Elle est traitée dès maintenant.');
    expect(question).toContain(
      '+33 4 00 00 00 00, ouvert jusqu’à 12:30 (heure de Paris), soit 07:30 en Guadeloupe.',
    );
  });

  test('reads in English for whoever chose it, on the evening’s clock of Nouméa', async () => {
    const question = await mailOf('tiare', 'information_request', '2026-11-20T18:00:00Z');
    expect(question).toContain(
      'It will be handled from Monday 23 November at 09:00 (Paris time), which is 19:00 in Nouméa.',
    );
    const open = await mailOf('tiare', 'incident', '2026-11-23T14:00:00Z');
    expect(open).toContain('It is being handled as of now.');
    expect(open).toContain('open until 18:00 (Paris time), which is Tuesday 04:00 in Nouméa.');
    expect(open).toContain('Monday to Friday: 09:00–12:30, 14:00–18:00\n(Paris time)');
  });

  test('in Papeete Monday morning in Paris is still Sunday', async () => {
    await world.knex('users').where({ id: world.cast.jean.id }).update({
      time_zone: 'Pacific/Tahiti',
    });
    expect(await mailOf('jean', 'information_request', '2026-11-27T20:00:00Z')).toContain(
      'à partir du lundi 30 novembre à 09:00 (heure de Paris), soit dimanche 29 novembre à 22:00 à Papeete.',
    );
  });
});

describe('each ticket that owes an acknowledgement keeps one row of it', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  const VISITOR = { kind: 'visitor' } as const;
  /** The rows of a ticket, each with the letter that was sent. */
  const rowsOf = async (number: string) =>
    world
      .knex('acknowledgements as a')
      .join('tickets as t', 't.id', 'a.ticket_id')
      .leftJoin('outbound_emails as o', 'o.id', 'a.outbound_email_id')
      .where('t.number', number)
      .select('a.user_id', 'a.state', 'o.letter', 'o.ticket_id', 't.id as of');

  async function expectSent(number: string, letter: string, userId?: number): Promise<void> {
    const rows = await rowsOf(number);
    expect(rows).toMatchObject([{ state: 'sent', letter, ...(userId ? { user_id: userId } : {}) }]);
    expect(rows[0].ticket_id).toBe(rows[0].of);
  }

  test('the portal’s form', async () => {
    const asked = { kind: 'incident', subject: 'Panne', body: 'Rien ne va.', files: [] } as const;
    const { number } = done(await world.run(openTicket, world.cast.jean, asked));
    await expectSent(number, 'acknowledgement', world.cast.jean.id);
  });

  test('a call', async () => {
    const { number } = done(
      await world.run(recordCall, world.cast.karim, {
        kind: 'incident',
        subject: 'Panne',
        body: 'Il appelle.',
        caller: {
          name: 'Jean Moreau',
          email: 'jean@boulangerie-moule.example',
          organisation: '',
          quality: 'professional',
          locale: 'fr',
          timeZone: 'America/Guadeloupe',
        },
      }),
    );
    await expectSent(number, 'acknowledgement', world.cast.jean.id);
  });

  test('a complaint, once and for both its levels', async () => {
    const { number } = done(
      await world.run(lodgeComplaint, world.cast.marie, {
        subject: 'Facturée deux fois',
        body: 'La facture de février a été prélevée deux fois.',
        wanted: 'Le remboursement.',
        tickets: [],
        invoices: [],
        files: [],
      }),
    );
    await expectSent(number, 'complaint_acknowledgement', world.cast.marie.id);
    world.clock.now = new Date('2026-05-01T08:00:00Z');
    const more = { number, body: 'Sans réponse.', files: [] };
    done(await world.run(escalateComplaint, world.cast.marie, more));
    expect(await rowsOf(number)).toHaveLength(1);
  });

  test('a contract request, of somebody without an account: greeted without a name', async () => {
    const { number } = done(
      await world.run(sendContractRequest, VISITOR, {
        kind: 'withdrawal',
        name: 'Gagnez 1000 EUR',
        email: 'luc@voisin.example',
        service: 'Commande 1042',
        postalAddress: '',
        orderedOn: '2026-04-28',
        promisedOn: '',
        wantedOn: '',
        declaration: 'Je me rétracte.',
        subject: 'Rétractation',
        locale: 'fr',
      }),
    );
    await expectSent(number, 'request_acknowledgement');
    const { to_name, text } = await world.knex('outbound_emails').orderBy('id', 'desc').first();
    expect([to_name, text.split('\n')[0]]).toEqual(['', 'Bonjour,']);
    // the law has what was declared repeated (L221-21)
    expect(text).toContain('Commande 1042');
  });

  test.each([
    ['luc@tiers.example', [{ state: 'sent', letter: 'acknowledgement' }]],
    ['', []],
  ])('a notice of illegal content, from « %s »', async (email, rows) => {
    const { number } = done(
      await world.run(sendContentNotice, VISITOR, {
        ground: 'minors',
        name: '',
        email,
        location: 'https://site.example/page',
        description: 'Ceci est illicite.',
        law: 'Article 227-23.',
        authorContacted: 'impossible',
        goodFaith: true,
        words: { subject: 'Signalement', nobody: 'Anonyme', location: '', law: '', contacted: '' },
        locale: 'fr',
      }),
    );
    expect(await rowsOf(number)).toMatchObject(rows);
  });
});
