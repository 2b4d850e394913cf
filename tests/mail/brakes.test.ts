import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { sweepAcknowledgements } from '../../server/jobs/handlers/sweep-acknowledgements.ts';
import { listEvents } from '../../server/store/events.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';
import { MONDAY } from '../support/world.ts';

const MINUTE = 60_000;

let room: Mailroom;
let count = 0;

/** A new request by mail. @returns its ticket */
async function ask(from: string, subject = 'Site hors ligne'): Promise<number> {
  count += 1;
  const address = /<(.+)>/.exec(from)?.[1] ?? from;
  const id = `<demande-${count}@${address.split('@')[1]}>`;
  await room.deliver(mail({ From: from, Subject: subject, 'Message-ID': id }), { from: address });
  const row = (await room.inbound()).at(-1);
  if (row?.outcome !== 'ticket_opened') throw new Error(`it ended as ${row?.outcome}`);
  return row.ticket_id as number;
}

const letters = (address: string) =>
  room.knex('outbound_emails').where({ to_address: address }).orderBy('id');
const owing = (ticketIds: number[]) =>
  room.knex('acknowledgements').whereIn('ticket_id', ticketIds).orderBy('ticket_id');
const numberOf = async (id: number) => (await room.knex('tickets').where({ id }).first()).number;
const events = async (id: number) => (await listEvents(room.knex, id)).map(({ type }) => type);
const sweep = () => sweepAcknowledgements(room.knex, room.run, room.clock.now);
const later = (minutes: number) => {
  room.clock.now = new Date(room.clock.now.getTime() + minutes * MINUTE);
};

describe('a stranger who writes very often', () => {
  const tickets: number[] = [];

  beforeAll(async () => {
    room = await createMailroom();
    for (let i = 0; i < 7; i += 1) tickets.push(await ask('Eve <eve@ailleurs.example>'));
  });
  afterAll(() => room.close());

  test('is acknowledged five times in an hour, and every ticket is there', async () => {
    expect(await letters('eve@ailleurs.example')).toHaveLength(5);
    expect((await owing(tickets)).map(({ state }) => state)).toEqual([
      'sent',
      'sent',
      'sent',
      'sent',
      'sent',
      'withheld',
      'withheld',
    ]);
  });

  test('staff see on the ticket that nothing was sent, and nobody was told the tariff', async () => {
    expect(await events(tickets[6] as number)).toEqual([
      'ticket_opened',
      'message_received',
      'acknowledgement_withheld',
    ]);
    expect((await room.knex('tickets').where({ id: tickets[6] }).first()).tariff_version_id).toBe(
      null,
    );
  });

  test('another stranger is acknowledged meanwhile, and so is this one an hour later', async () => {
    await ask('Luc <luc@voisin.example>');
    expect(await letters('luc@voisin.example')).toHaveLength(1);
    later(61);
    await ask('Eve <eve@ailleurs.example>');
    expect(await letters('eve@ailleurs.example')).toHaveLength(6);
    later(60);
    await sweep();
    // what was withheld stays so
    expect(await letters('eve@ailleurs.example')).toHaveLength(6);
  });

  test('no more often where all its mails come at the same moment', async () => {
    const raws = Array.from({ length: 16 }, (_, i) =>
      mail({
        From: 'Zoé <zoe@ailleurs.example>',
        Subject: `Au secours ${i}`,
        'Message-ID': `<zoe-${i}@ailleurs.example>`,
      }),
    );
    await Promise.all(raws.map((raw) => room.deliver(raw, { from: 'zoe@ailleurs.example' })));
    expect(await letters('zoe@ailleurs.example')).toHaveLength(5);
    const states = await room
      .knex('acknowledgements as a')
      .join('users as u', 'u.id', 'a.user_id')
      .where('u.email', 'zoe@ailleurs.example')
      .pluck('a.state');
    expect(states.filter((state) => state === 'withheld')).toHaveLength(11);
  });

  test('reads nothing of its own words in the letter, not even its name', async () => {
    const nasty = 'Gagnez 1000 EUR sur http://piege.example/x';
    const encoded = `=?utf-8?B?${Buffer.from(nasty).toString('base64')}?=`;
    await ask(`${encoded} <victime@tiers.example>`, encoded);
    const [letter] = await letters('victime@tiers.example');
    expect(letter.to_name).toBe('');
    for (const text of [letter.subject, letter.text, letter.html]) {
      expect(text).not.toMatch(/gagnez|1000|piege/i);
    }
    expect(letter.text).toMatch(/^Bonjour,\n/);
  });

  test('nor where it asks for its contract to end', async () => {
    await ask('Gagnez 1000 EUR <autre@tiers.example>', 'Résiliation de mon contrat piege.example');
    await ask('Gagnez 1000 EUR <encore@tiers.example>', 'Rétractation');
    const letter = (await letters('encore@tiers.example'))[0];
    expect(letter.letter).toBe('request_acknowledgement');
    for (const { subject, text, to_name } of [...(await letters('autre@tiers.example')), letter]) {
      expect([subject, text, to_name].join()).not.toMatch(/gagnez|1000|piege/i);
    }
  });
});

describe('a known customer who writes very often', () => {
  const tickets: number[] = [];
  const jean = 'jean@boulangerie-moule.example';

  beforeAll(async () => {
    room = await createMailroom();
    room.clock.now = MONDAY;
    for (let i = 0; i < 12; i += 1) tickets.push(await ask(`Jean Moreau <${jean}>`));
    tickets.push(await ask(`Jean Moreau <${jean}>`, 'Question sur vos tarifs'));
  });
  afterAll(() => room.close());

  test('is acknowledged ten times at once, and owed the rest', async () => {
    expect(await letters(jean)).toHaveLength(10);
    const states = (await owing(tickets)).map(({ state }) => state);
    expect(states.filter((state) => state === 'sent')).toHaveLength(10);
    expect(states.slice(10)).toEqual(['owed', 'owed', 'owed']);
    expect(await events(tickets[12] as number)).toEqual(['ticket_opened', 'message_received']);
  });

  test('nothing is told while the flood goes on', async () => {
    later(4);
    await sweep();
    expect(await letters(jean)).toHaveLength(10);
  });

  test('once it is over one letter tells of all the rest: numbers, links, hours, the tariff', async () => {
    later(2);
    await Promise.all([sweep(), sweep()]);
    const sent = await letters(jean);
    expect(sent).toHaveLength(11);
    const letter = sent[10];
    expect(letter).toMatchObject({
      letter: 'acknowledgement_grouped',
      automatic: true,
      to_name: 'Jean Moreau',
      subject: 'Vos 3 demandes sont enregistrées',
      // what becomes of it, and what answers it, goes to the newest
      ticket_id: tickets[12],
    });
    const text = letter.text.replace(/[\u00a0\u202f]/g, ' ');
    const [first, second, question] = await Promise.all(tickets.slice(10).map(numberOf));
    expect(text).toContain(
      `Demande ${first} (incident)\nElle nous est parvenue le lundi 2 mars 2026`,
    );
    expect(text).toContain(`Demande ${question} (demande d’information)\n`);
    for (const number of [first, second, question]) {
      expect(text).toContain(`${room.house.publicUrl}/tickets/${number}\n`);
    }
    expect(text.match(/Pour accepter le tarif du diagnostic/g)).toHaveLength(2);
    expect(text).toContain(
      'Le diagnostic de votre incident est gratuit si la panne vient de nous.',
    );
    expect(text).toContain('Les incidents sont traités jour et nuit, tous les jours de l’année.');
    expect(text).toContain('Les demandes d’information sont traitées aux heures ouvrées');
    expect(text).not.toContain('hors ligne');

    expect(await owing(tickets.slice(10))).toMatchObject(
      tickets.slice(10).map((ticket_id) => ({
        ticket_id,
        state: 'sent',
        outbound_email_id: letter.id,
        decided_at: room.clock.now,
      })),
    );
    expect(await events(tickets[10] as number)).toEqual([
      'ticket_opened',
      'message_received',
      'acknowledgement_sent',
      'tariff_recalled',
    ]);
    expect(await events(tickets[12] as number)).toEqual([
      'ticket_opened',
      'message_received',
      'acknowledgement_sent',
    ]);
  });

  test('a flood that does not end is told within the hour', async () => {
    const flood: number[] = [];
    let told = 0;
    for (let minute = 0; minute < 52; minute += 4) {
      flood.push(await ask(`Jean Moreau <${jean}>`));
      later(4);
      await sweep();
      told = (await letters(jean)).length;
      if (minute < 44) expect(told).toBe(11);
    }
    expect(told).toBe(12);
    const left = (await owing(flood)).filter(({ state }) => state === 'owed');
    expect(left.length).toBeLessThanOrEqual(2);
    later(6);
    await sweep();
    expect((await owing(flood)).every(({ state }) => state === 'sent')).toBe(true);
  });

  test('what ended meanwhile is acknowledged all the same', async () => {
    for (let i = 0; i < 11; i += 1) await ask(`Marie <marie.hoarau@courriel.example>`);
    const [owed] = await room.knex('acknowledgements').where({ state: 'owed' });
    const number = await numberOf(owed.ticket_id);
    for (const status of ['resolved', 'closed'] as const) {
      done(await room.run(changeStatus, room.cast.karim, { number, status }));
    }
    later(6);
    await sweep();
    const sent = await letters('marie.hoarau@courriel.example');
    expect(sent).toHaveLength(11);
    expect(sent[10]).toMatchObject({ subject: 'Votre demande est enregistrée' });
    // a consumer is told the price with tax
    expect(sent[10].text).toMatch(/TTC/);
  });
});
