import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createProver, proveWith } from '../../../mail-gateway/authenticate/prover.ts';
import { done } from '../../../seeds/done.ts';
import { blockCustomer } from '../../../server/commands/block-customer.ts';
import { liftBlock } from '../../../server/commands/lift-block.ts';
import { releaseQuarantine } from '../../../server/commands/release-quarantine.ts';
import { saveMailRules } from '../../../server/commands/save-mail-rules.ts';
import { MAIL_RULES } from '../../../server/domain/mail/mail-rules.ts';
import { createLog } from '../../../server/log.ts';
import { createMailroom, type Mailroom, mail } from '../../support/mailroom.ts';
import { type SigningKey, signed, signingKey } from '../../support/signed-mail.ts';
import { type Zone, zoneResolver } from '../../support/zone.ts';

describe('the right person', () => {
  let room: Mailroom;
  let key: SigningKey;
  const zone: Zone = {
    'TXT _dmarc.boulangerie-moule.example': ['v=DMARC1; p=reject'],
    'TXT _dmarc.alize.example': ['v=DMARC1; p=reject'],
  };
  /** Jean's ticket, and the address that answers it: whoever saw a mail of it knows that. */
  let ticket: { id: number; number: string };
  let replyTo: string;

  beforeAll(async () => {
    key = signingKey();
    zone['TXT s1._domainkey.boulangerie-moule.example'] = [key.record];
    const { resolver } = zoneResolver(zone);
    room = await createMailroom('smtp', {
      prove: proveWith({ resolver, budget: 300, log: createLog('silent') }),
    });
    await room.deliver(await signed(mail({}), 'boulangerie-moule.example', key));
    ticket = await room.knex('tickets').first('id', 'number');
    replyTo = (await room.outbound())[0]?.reply_to ?? '';
  });
  afterAll(() => room.close());

  const last = () => room.knex('inbound_emails').orderBy('id', 'desc').first();
  const messagesOn = (id: number) => room.knex('messages').where({ ticket_id: id });
  const lettersTo = async (address: string) =>
    (await room.outbound()).filter(({ to_address }) => to_address === address).length;

  test('a signed mail is proven, which is kept with it', async () => {
    expect(replyTo).toContain(ticket.number);
    expect(await last()).toMatchObject({
      outcome: 'ticket_opened',
      sender_proof: 'pass',
      doubts: [],
      helo: expect.any(String),
      remote_ip: '127.0.0.1',
      proof_details: { domain: 'boulangerie-moule.example', dmarc: 'pass', by: 'check' },
    });
    expect(await lettersTo('jean@boulangerie-moule.example')).toBe(1);
  });

  test("a forged mail with the ticket's own token does nothing to it: a ticket apart, unanswered", async () => {
    await room.deliver(mail({ Subject: 'Re: Site hors ligne', To: replyTo }, 'Fermez le ticket.'), {
      to: replyTo,
    });
    const forged = await last();
    expect(forged).toMatchObject({
      outcome: 'linked_ticket_opened',
      sender_proof: 'fail',
      doubts: ['forged'],
    });
    expect(forged.reasons).toContain('thread:sender_forged');
    expect(forged.ticket_id).not.toBe(ticket.id);
    expect(await messagesOn(ticket.id)).toHaveLength(1);
    expect(await lettersTo('jean@boulangerie-moule.example')).toBe(1);
  });

  test('the true Jean answers at the same address and joins', async () => {
    const answer = mail({ Subject: 'Re: Site hors ligne', To: replyTo }, 'Toujours en panne.');
    await room.deliver(await signed(answer, 'boulangerie-moule.example', key), { to: replyTo });
    expect(await last()).toMatchObject({ outcome: 'reply_threaded', ticket_id: ticket.id });
    expect(await messagesOn(ticket.id)).toHaveLength(2);
  });

  test('a forged bounce marks nothing and is put on no record', async () => {
    const events = () => room.knex('events').where({ ticket_id: ticket.id });
    const before = (await events()).length;
    const bounce = [
      'From: MAILER-DAEMON@boulangerie-moule.example',
      `To: ${replyTo}`,
      'Subject: Undelivered Mail Returned to Sender',
      'Message-ID: <bounce-1@boulangerie-moule.example>',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'User unknown',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.boulangerie-moule.example',
      '',
      'Final-Recipient: rfc822; jean@boulangerie-moule.example',
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--b--',
      '',
    ].join('\r\n');
    await room.deliver(bounce, { from: '', to: replyTo });
    expect(await last()).toMatchObject({
      outcome: 'bounce_recorded',
      sender_proof: 'fail',
      ticket_id: null,
    });
    expect(await events()).toHaveLength(before);
    expect(await room.knex('unreachable_addresses')).toEqual([]);
  });

  test("a colleague's forged name writes no note: it waits in quarantine", async () => {
    const from = 'Karim Diallo <karim@alize.example>';
    await room.deliver(mail({ From: from, To: replyTo }), { to: replyTo });
    expect(await last()).toMatchObject({ outcome: 'quarantined', sender_proof: 'fail' });
    expect(await messagesOn(ticket.id)).toHaveLength(2);
  });

  test('no answer in time proves nothing: the mail is taken as it always was', async () => {
    zone['TXT _dmarc.boulangerie-moule.example'] = 'never';
    await room.deliver(mail({ Subject: 'Re: Site', To: replyTo }, 'Du nouveau ?'), { to: replyTo });
    zone['TXT _dmarc.boulangerie-moule.example'] = ['v=DMARC1; p=reject'];
    expect(await last()).toMatchObject({
      outcome: 'reply_threaded',
      ticket_id: ticket.id,
      sender_proof: 'unverified',
      doubts: [],
    });
  });

  test('a stranger who bears a colleague’s name is let in, with a warning, and not under that name', async () => {
    await room.deliver(
      mail({ From: '=?utf-8?B?TmHigItkaWEgQmVuYWxp?= <nadia@mechant.example>', Subject: 'Urgent' }),
    );
    expect(await last()).toMatchObject({
      outcome: 'ticket_opened',
      sender_proof: 'none',
      doubts: ['name_of_staff', 'direction'],
    });
    const contact = await room.knex('users').where({ email: 'nadia@mechant.example' }).first();
    expect(contact.name).toBe('nadia@mechant.example');
  });

  test('who is named by a forged mail is not answered, be the named one blocked', async () => {
    const customerId = room.cast.jean.customerId as number;
    done(await room.run(blockCustomer, room.cast.nadia, { customerId, reason: 'Insultes.' }));
    const before = await lettersTo('jean@boulangerie-moule.example');
    await room.deliver(mail({ Subject: 'Encore en panne' }));
    expect(await last()).toMatchObject({ outcome: 'refused', sender_proof: 'fail' });
    expect(await lettersTo('jean@boulangerie-moule.example')).toBe(before);
    done(await room.run(liftBlock, room.cast.nadia, { customerId }));
  });

  describe('where the provider has forgeries set aside', () => {
    beforeAll(async () => {
      const rules = { ...MAIL_RULES, forgery: 'quarantine' as const };
      done(await room.run(saveMailRules, room.cast.odile, rules));
    });

    test("a known customer's forged mail waits, and is let in by a person without asking again", async () => {
      const tickets = async () => (await room.knex('tickets')).length;
      const before = await tickets();
      const letters = await lettersTo('jean@boulangerie-moule.example');
      await room.deliver(mail({ Subject: 'Changez mon IBAN' }));
      const set = await last();
      expect(set).toMatchObject({ outcome: 'quarantined', sender_proof: 'fail' });
      expect(set.reasons.at(-1)).toBe('sender:forged');
      expect(await tickets()).toBe(before);

      // the day after, the domain's records are gone: what was found then counts
      delete zone['TXT _dmarc.boulangerie-moule.example'];
      done(await room.run(releaseQuarantine, room.cast.odile, { id: set.id }));
      await room.intake.decide(set.id);
      zone['TXT _dmarc.boulangerie-moule.example'] = ['v=DMARC1; p=reject'];
      expect(await last()).toMatchObject({
        outcome: 'ticket_opened',
        sender_proof: 'fail',
        doubts: ['forged'],
      });
      expect(await tickets()).toBe(before + 1);
      expect(await lettersTo('jean@boulangerie-moule.example')).toBe(letters);
    });

    test('what is not forged is not set aside', async () => {
      await room.deliver(
        await signed(mail({ Subject: 'Bonjour' }), 'boulangerie-moule.example', key),
      );
      expect(await last()).toMatchObject({ outcome: 'ticket_opened', sender_proof: 'pass' });
    });
  });
});

test('a flood on a machine without a network waits once, not mail by mail', async () => {
  const prove = createProver(
    { mode: 'check', relay: null, sealers: [] },
    { resolver: () => new Promise(() => {}), log: createLog('silent') },
  );
  const room = await createMailroom('smtp', { prove });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 16 }, (_, n) =>
      room.deliver(mail({ From: `c${n}@inconnu${n}.example`, Subject: `Panne ${n}` })),
    ),
  );
  await room.intake.idle();
  // sixteen times five seconds, four at a time, would be twenty
  expect(performance.now() - began).toBeLessThan(10_000);
  const proofs = await room.knex('inbound_emails').select('outcome', 'sender_proof').distinct();
  expect(proofs).toEqual([{ outcome: 'ticket_opened', sender_proof: 'unverified' }]);
  await room.close();
});

test('over LMTP our own server hands it in: its address is kept as nobody’s', async () => {
  const room = await createMailroom('lmtp');
  await room.deliver(mail({}));
  expect(await room.knex('inbound_emails').first()).toMatchObject({
    outcome: 'ticket_opened',
    remote_ip: null,
    sender_proof: null,
  });
  await room.close();
});
