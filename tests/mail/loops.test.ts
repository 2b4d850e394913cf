import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';

const FOREVER = 60;

/** A mail of ours, as whoever gets it reads it. */
type Sent = {
  id: number;
  letter: string;
  to_address: string;
  reply_to: string;
  rfc_message_id: string;
  subject: string;
  text: string;
};

let room: Mailroom;
let began = 0;
beforeAll(async () => {
  room = await createMailroom();
});
afterAll(() => room.close());
// each in an hour of its own
beforeEach(async () => {
  room.clock.now = new Date(room.clock.now.getTime() + 2 * 3_600_000);
  began = (await room.inbound()).length;
  seen = (await allSent()).length;
});

let seen = 0;
const allSent = async (): Promise<Sent[]> => room.knex('outbound_emails').orderBy('id');
const sent = async () => (await allSent()).slice(seen);

/**
 * Answers each mail that leaves, as long as any does, ten seconds after.
 *
 * @returns how many were answered
 */
async function whileAnswered(answer: (ours: Sent) => [string, { from: string; to: string }]) {
  for (let answered = 0; answered < FOREVER; answered += 1) {
    const next = (await sent())[answered];
    if (!next) return answered;
    room.clock.now = new Date(room.clock.now.getTime() + 10_000);
    const [raw, envelope] = answer(next);
    await room.deliver(raw, envelope);
  }
  throw new Error(`still answering after ${FOREVER} mails`);
}

const outcomes = async () => (await room.inbound()).slice(began).map(({ outcome }) => outcome);
const helpdesk = (domain: string) => ({
  From: `Support <support@${domain}>`,
  theirs: { from: `support@${domain}`, to: 'support@alize.example' },
});

describe('a loop comes to its end', () => {
  test('an out-of-office that answers the acknowledgement forever, and says so', async () => {
    await room.deliver(mail({}));
    const answers = await whileAnswered((ours) => [
      mail({
        Subject: `Absence : ${ours.subject}`,
        'Auto-Submitted': 'auto-replied',
        'In-Reply-To': `<${ours.rfc_message_id}>`,
      }),
      { from: '', to: ours.reply_to },
    ]);
    expect(answers).toBe(1);
    expect(await outcomes()).toEqual(['ticket_opened', 'auto_reply_recorded']);
  });

  test('one that does not say so', async () => {
    await room.deliver(mail({}));
    const answers = await whileAnswered((ours) => [
      mail({ Subject: `Re: ${ours.subject}` }, 'Je lirai votre message à mon retour.'),
      { from: 'jean@boulangerie-moule.example', to: ours.reply_to },
    ]);
    // what joins a ticket is not acknowledged
    expect(answers).toBe(1);
    expect(await outcomes()).toEqual(['ticket_opened', 'reply_threaded']);
  });

  test('another helpdesk acknowledges each of our acknowledgements, and says so', async () => {
    const { From, theirs } = helpdesk('un-helpdesk.example');
    await room.deliver(mail({ From, Subject: 'Votre facture' }), theirs);
    const answers = await whileAnswered((ours) => [
      mail({
        From,
        Subject: `[#12] Nous avons reçu : ${ours.subject}`,
        'Auto-Submitted': 'auto-replied',
      }),
      theirs,
    ]);
    expect(answers).toBe(1);
    expect(await outcomes()).toEqual(['ticket_opened', 'auto_reply_recorded']);
  });

  test('another helpdesk opens a ticket for each, and says nothing of being a machine', async () => {
    let ticket = 0;
    const { From, theirs } = helpdesk('autre-helpdesk.example');
    await room.deliver(mail({ From, Subject: 'Votre facture' }), theirs);
    const answers = await whileAnswered(() => {
      ticket += 1;
      return [mail({ From, Subject: `Ticket ${ticket} ouvert` }), theirs];
    });
    // a stranger gets five an hour: the sixth ticket is left without, and nothing comes back
    expect(answers).toBe(5);
    expect((await room.knex('acknowledgements').orderBy('ticket_id')).at(-1)).toMatchObject({
      state: 'withheld',
    });
  });

  test('a customer’s helpdesk does: its last requests wait for one letter', async () => {
    let ticket = 0;
    const jean = { from: 'jean@boulangerie-moule.example', to: 'support@alize.example' };
    await room.deliver(mail({ Subject: 'Ticket 0 ouvert' }), jean);
    const answers = await whileAnswered(() => {
      ticket += 1;
      return [mail({ Subject: `Ticket ${ticket} ouvert` }), jean];
    });
    expect(answers).toBe(10);
    expect((await room.knex('acknowledgements').orderBy('ticket_id')).at(-1)).toMatchObject({
      state: 'owed',
    });
  });

  test('a ping-pong on one ticket is held once its hour is full', async () => {
    await room.deliver(mail({}));
    const [ours] = await sent();
    for (let i = 0; i < 25; i += 1) {
      await room.deliver(mail({ Subject: 'Re: Re:' }, `Réponse ${i}`), {
        to: ours?.reply_to ?? '',
      });
    }
    const decided = await outcomes();
    expect(decided.filter((one) => one === 'reply_threaded')).toHaveLength(20);
    expect(decided.filter((one) => one === 'quarantined')).toHaveLength(5);
    expect(await sent()).toHaveLength(1);
  });

  test('our own mail that a list returns is cut', async () => {
    await room.deliver(mail({}));
    const [ours] = await sent();
    const list = { 'List-Id': '<clients.alize.example>', Sender: 'clients@listes.example' };
    const back = { from: 'clients-bounces@listes.example', to: 'support@alize.example' };
    for (const headers of [
      { 'X-Guichet': 'alize.example', 'Message-ID': '<reecrit@listes.example>' },
      { 'Message-ID': `<${ours?.rfc_message_id}>` },
    ]) {
      const from = { From: 'Alizé <support@alize.example>', Subject: '[clients] Votre demande' };
      await room.deliver(mail({ ...from, ...list, ...headers }), back);
    }
    // rewritten beyond recognition by a list: a ticket may open, and nobody is answered
    await room.deliver(
      mail({ From: 'Clients <clients@listes.example>', Subject: 'Votre demande', ...list }),
      back,
    );
    await room.deliver(mail({ Subject: 'Votre demande', 'X-Loop': 'clients@listes.example' }));
    expect((await outcomes()).slice(1)).toEqual([
      'loop_cut',
      'loop_cut',
      'alert_ticket_opened',
      'alert_ticket_opened',
    ]);
    expect(await sent()).toHaveLength(1);
  });
});

describe('is acknowledged only who may have written', () => {
  const from = (address: string, headers: Record<string, string> = {}, envelope = address) =>
    room.deliver(mail({ From: `Quelqu’un <${address}>`, Subject: 'Bonjour', ...headers }), {
      from: envelope,
      to: 'support@alize.example',
    });

  test.each([
    ['noreply@boutique.example', {}, 'noreply@boutique.example'],
    ['no-reply@boutique.example', {}, 'no-reply@boutique.example'],
    ['commandes-nepasrepondre@boutique.example', {}, 'x@boutique.example'],
    ['MAILER-DAEMON@relais.example', {}, 'x@relais.example'],
    ['postmaster@relais.example', {}, 'postmaster@relais.example'],
    ['alice@boutique.example', {}, ''],
    ['alice@boutique.example', { 'List-Id': '<clients.boutique.example>' }, 'l@boutique.example'],
    ['alice@boutique.example', { Precedence: 'bulk' }, 'alice@boutique.example'],
    ['alice@boutique.example', { 'Auto-Submitted': 'auto-generated' }, 'alice@boutique.example'],
  ] as const)('not %s with %o, sent by <%s>', async (address, headers, envelope) => {
    await from(address, headers, envelope);
    const row = (await room.inbound()).at(-1);
    expect(row?.outcome).toMatch(/^(alert_)?ticket_opened$/);
    expect(await sent()).toEqual([]);
    expect(await room.knex('acknowledgements').where({ ticket_id: row?.ticket_id })).toEqual([]);
  });

  test('a person is', async () => {
    await from('alice@boutique.example');
    expect(await sent()).toMatchObject([{ to_address: 'alice@boutique.example' }]);
  });
});
