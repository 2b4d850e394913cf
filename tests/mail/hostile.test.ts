import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import type { SenderProof } from '../../server/domain/mail/sender-proof.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createMailroom, type Mailroom, mail } from '../support/mailroom.ts';
import { MONDAY } from '../support/world.ts';

const proof = (verdict: SenderProof['verdict']): SenderProof => ({
  verdict,
  by: 'check',
  domain: 'boulangerie-moule.example',
  dmarc: null,
  spf: null,
  dkim: [],
  arc: null,
});

describe('a stranger who writes in others’ names', () => {
  let room: Mailroom;
  let verdict: SenderProof['verdict'] = 'none';
  beforeAll(async () => {
    room = await createMailroom('smtp', { prove: async () => proof(verdict) });
  });
  afterEach(() => {
    verdict = 'none';
  });
  afterAll(() => room.close());

  const last = async () => (await room.inbound()).at(-1);
  const outcomeOf = async (raw: string, from = 'mallory@ailleurs.example') => {
    await room.deliver(raw, { from });
    return (await last())?.outcome;
  };
  const acknowledged = async (part: string) =>
    (await room.outbound()).filter(({ to_address: to }) => to.includes(part)).length;

  test('a mail sent beforehand as an automatic answer does not swallow the true one', async () => {
    const copy = (more: Record<string, string> = {}) =>
      mail({ 'Message-ID': '<devance@boulangerie-moule.example>', ...more });
    expect(await outcomeOf(copy({ 'Auto-Submitted': 'auto-replied' }))).toBe('auto_reply_recorded');
    expect(await outcomeOf(copy())).toBe('ticket_opened');
    expect(await outcomeOf(copy())).toBe('duplicate');
    expect(await outcomeOf(copy({ 'Auto-Submitted': 'auto-replied' }))).toBe('duplicate');
  });

  test('nor does a forged one, once the true one is proven; unproven, it is a repetition', async () => {
    const copy = mail({ 'Message-ID': '<contrefait@boulangerie-moule.example>' });
    verdict = 'fail';
    expect(await outcomeOf(copy)).toBe('ticket_opened');
    expect(await outcomeOf(copy)).toBe('duplicate');
    verdict = 'unverified';
    expect(await outcomeOf(copy)).toBe('duplicate');
    verdict = 'pass';
    expect(await outcomeOf(copy)).toBe('ticket_opened');
    expect(await outcomeOf(copy)).toBe('duplicate');
    verdict = 'fail';
    expect(await outcomeOf(copy)).toBe('duplicate');
  });

  test('under the Message-ID of Jean’s mail draws no answer of his to its own ticket', async () => {
    const id = '<panne@boulangerie-moule.example>';
    await room.deliver(mail({ 'Message-ID': id }, 'Tout est en panne.'));
    const own = (await last())?.ticket_id;
    const posing = { From: 'mallory@ailleurs.example', 'Message-ID': id };
    expect(await outcomeOf(mail(posing, 'Coucou.'))).toBe('ticket_opened');
    expect(await outcomeOf(mail({ References: id, Subject: 'Re: Panne' }, 'Et le courriel.'))).toBe(
      'reply_threaded',
    );
    expect((await last())?.ticket_id).toBe(own);
  });

  test('who knows a Message-ID of Jean’s puts no machine’s words on his ticket', async () => {
    const id = '<connu@boulangerie-moule.example>';
    await room.deliver(mail({ 'Message-ID': id }, 'Une autre panne.'));
    const own = (await last())?.ticket_id;
    const posing = { From: 'mallory@ailleurs.example', References: id, 'In-Reply-To': id };
    const absent = { ...posing, 'Auto-Submitted': 'auto-replied' };
    expect(await outcomeOf(mail(absent, 'Absente.'))).toBe('auto_reply_recorded');
    expect((await last())?.ticket_id).toBeNull();
    const alert = { ...posing, 'Auto-Submitted': 'auto-generated', Subject: 'DISK CRITICAL' };
    expect(await outcomeOf(mail(alert, 'Alerte.'))).toBe('linked_ticket_opened');
    // Jean's own machine, that writes as he does, is on its ticket's record
    expect(await outcomeOf(mail({ ...alert, From: 'jean@boulangerie-moule.example' }))).toBe(
      'auto_reply_recorded',
    );
    expect((await last())?.ticket_id).toBe(own);
  });

  test('who knows it links so many tickets with his in an hour, and the rest stand apart', async () => {
    const id = '<lie@boulangerie-moule.example>';
    await room.deliver(mail({ 'Message-ID': id }, 'Encore une panne.'));
    const own = (await last())?.ticket_id;
    await room.knex('settings').insert({
      name: 'mail_rules',
      value: JSON.stringify({ ticketMails: 3 }),
      updated_at: room.clock.now,
    });
    const outcomes: unknown[] = [];
    for (let n = 0; n < 5; n += 1) {
      const from = `mallory${n}@ailleurs.example`;
      outcomes.push(await outcomeOf(mail({ From: from, References: id }, `Offre ${n}.`), from));
    }
    await room.knex('settings').where({ name: 'mail_rules' }).delete();
    expect(outcomes).toEqual([
      ...Array(3).fill('linked_ticket_opened'),
      ...Array(2).fill('ticket_opened'),
    ]);
    expect(await room.knex('ticket_links').where({ ticket_id: own })).toHaveLength(3);
  });

  test('a mailbox is written to no oftener for all the addresses that it has', async () => {
    for (let n = 0; n < 12; n += 1) {
      const from =
        n % 2
          ? `victime+${n}@boite.example`
          : `${'victime'.slice(0, 1 + (n % 6))}.${'victime'.slice(1 + (n % 6))}@boite.example`;
      await outcomeOf(mail({ From: from }, `Appel ${n}.`));
    }
    expect(await acknowledged('boite.example')).toBe(5);
    await outcomeOf(mail({ From: 'voisine@boite.example' }));
    expect(await acknowledged('voisine')).toBe(1);
  });

  test('what can’t be seen above a false quotation is no word of its own', async () => {
    await outcomeOf(mail({}, '\u200b\n-----Original Message-----\nRemboursez-moi.'));
    const row = await last();
    expect(await room.knex('messages').where({ id: row?.message_id }).first()).toMatchObject({
      body: '',
      quoted: '-----Original Message-----\nRemboursez-moi.',
    });
  });

  test('a colleague writes by mail where the desk would let it, and nowhere else', async () => {
    const lodged = await room.run(lodgeComplaint, room.cast.marie, {
      subject: 'Facturée deux fois',
      body: 'La facture de février a été prélevée deux fois.',
      wanted: 'Le remboursement.',
      tickets: [],
      invoices: [],
      files: [],
    });
    const complaint = (await findTicket(room.knex, done(lodged).number))?.id;
    await room.deliver(mail({ Subject: 'Panne de plus' }));
    const incident = (await last())?.ticket_id;
    const writes = async (who: string, ticketId: unknown) => {
      const ours = (await room.outbound()).find((sent) => sent.ticket_id === ticketId);
      const to = ours?.reply_to ?? '';
      await room.deliver(mail({ From: `${who}@alize.example`, To: to }, `De ${who}.`), { to });
      const row = await last();
      return `${row?.outcome} ${row?.reasons.at(-1)}`;
    };
    expect(await writes('karim', incident)).toBe('reply_threaded thread:token');
    // he is no officer, and Ines is one of level 1, where she takes part from then on (P2)
    expect(await writes('karim', complaint)).toBe('quarantined sender:staff');
    expect(await writes('ines', complaint)).toBe('reply_threaded thread:token');
    expect(await room.knex('complaint_handlers').pluck('user_id')).toEqual([room.cast.ines.id]);
    // whoever left
    await room.knex('users').where({ id: room.cast.karim.id }).update({ disabled_at: MONDAY });
    expect(await writes('karim', incident)).toBe('quarantined sender:staff');
    await room.knex('users').where({ id: room.cast.karim.id }).update({ disabled_at: null });
  });

  test('an address that is several is nobody’s', async () => {
    const several = 'Mallory <jean@boulangerie-moule.example,marie.hoarau@courriel.example>';
    expect(await outcomeOf(mail({ From: several }))).toBe('quarantined');
    expect(await last()).toMatchObject({ reasons: ['sender:none'] });
  });
});
