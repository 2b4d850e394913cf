import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { claimDelivery } from '../../server/commands/claim-delivery.ts';
import { letGoReply } from '../../server/commands/let-go-reply.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { redactMessage } from '../../server/commands/redact-message.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { requestCollaboration } from '../../server/commands/request-collaboration.ts';
import { createRunner } from '../../server/commands/runner.ts';
import { saveDraft } from '../../server/commands/save-draft.ts';
import { startTimer } from '../../server/commands/start-timer.ts';
import { takeBackReply } from '../../server/commands/take-back-reply.ts';
import { lifecycleOf } from '../../server/domain/ticket/lifecycle.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { jobsAfterCommit } from '../../server/jobs/after-commit.ts';
import { sweepHeldReplies } from '../../server/jobs/handlers/sweep-held-replies.ts';
import { listDeadlines } from '../../server/store/deadlines.ts';
import { listDrafts } from '../../server/store/drafts.ts';
import { listEvents } from '../../server/store/events.ts';
import { listConversation } from '../../server/store/messages.ts';
import { insertParticipant } from '../../server/store/participants.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { bytesOf, caseFileOf } from '../support/case-file.ts';
import { checkCaseFile, textsOf } from '../support/check-case-file.ts';
import { log } from '../support/live.ts';
import { putUnderPlan } from '../support/under-plan.ts';
import { createWorld, type World } from '../support/world.ts';

const SWEEP = { kind: 'system', name: 'sweep' } as const;

describe('a reply can be taken back for ten seconds', () => {
  let world: World;
  let number: string;
  let time = Date.parse('2026-03-02T08:00:00.000Z');
  beforeAll(async () => {
    world = await createWorld({ takeBackSeconds: 10 });
    await putUnderPlan(world);
  });
  afterAll(() => world.drop());
  beforeEach(async () => {
    time += 86_400_000;
    at(0);
    number = await open(world.cast.tiare);
  });

  const at = (seconds: number) => {
    world.clock.now = new Date(time + seconds * 1000);
  };
  async function open(who: UserActor): Promise<string> {
    const opened = await world.run(openTicket, who, {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Depuis 02:10.',
      files: [],
    });
    if (!opened.ok) throw new Error(opened.reason);
    return opened.value.number;
  }
  const ticket = async () => {
    const found = await findTicket(world.knex, number);
    if (!found) throw new Error('the ticket is gone');
    return found;
  };
  async function reply(
    body = 'Bonjour Tiare, nous regardons.',
    statusAfter: 'waiting_customer' | 'resolved' | null = null,
    who = world.cast.karim,
  ): Promise<number> {
    const written = await world.run(replyToTicket, who, { number, body, files: [], statusAfter });
    if (!written.ok) throw new Error(written.reason);
    return written.value.messageId;
  }
  const takeBack = (messageId: number, who = world.cast.karim) =>
    world.run(takeBackReply, who, { number, messageId });
  const letGo = (messageId: number) => world.run(letGoReply, SWEEP, { messageId });
  const mails = async () =>
    world.knex('outbound_emails').where({ ticket_id: (await ticket()).id, letter: 'reply' });
  const types = async () =>
    (await listEvents(world.knex, (await ticket()).id)).map(({ type }) => type);
  const said = async (audience: 'staff' | 'requester') =>
    (await listConversation(world.knex, (await ticket()).id, { audience, limit: 50 })).map(
      ({ body }) => body,
    );
  const owed = async () =>
    Object.fromEntries(
      (await listDeadlines(world.knex, [(await ticket()).id])).map(({ name, state, dueAt }) => [
        name,
        [state, dueAt?.toISOString() ?? null],
      ]),
    );

  test('until then it is nobody’s outside: no mail, no word, no sign on the ticket', async () => {
    const before = await ticket();
    at(30);
    await reply('Bonjour Tiare, nous regardons.', 'waiting_customer');
    const after = await ticket();
    expect(await said('staff')).toEqual(['Depuis 02:10.', 'Bonjour Tiare, nous regardons.']);
    expect(await said('requester')).toEqual(['Depuis 02:10.']);
    expect(await mails()).toEqual([]);
    expect(after.status).toBe('new');
    expect(after.lastPublicAt).toEqual(before.lastPublicAt);
    expect((await types()).slice(-1)).toEqual(['reply_held']);
  });

  test('let go, it is sent as its author would have, and counts from then on', async () => {
    at(30);
    const messageId = await reply('Bonjour Tiare, nous regardons.', 'waiting_customer');
    at(39);
    expect(await letGo(messageId)).toEqual({ ok: false, reason: 'already_decided' });
    at(40);
    expect(await letGo(messageId)).toEqual({ ok: true, value: null });
    expect(await letGo(messageId)).toEqual({ ok: false, reason: 'already_decided' });
    const events = await listEvents(world.knex, (await ticket()).id);
    expect(events.slice(-3).map(({ type, actor, at }) => [type, actor, at])).toEqual([
      ['reply_held', { user: world.cast.karim.id }, new Date(time + 30_000)],
      ['reply_sent', { user: world.cast.karim.id }, new Date(time + 40_000)],
      ['status_changed', { user: world.cast.karim.id }, new Date(time + 40_000)],
    ]);
    expect(await said('requester')).toEqual(['Depuis 02:10.', 'Bonjour Tiare, nous regardons.']);
    const sent = await mails();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      message_id: messageId,
      status: 'queued',
      next_attempt_at: new Date(time + 40_000),
    });
    expect(sent[0].text).toMatch(/^Bonjour Tiare, nous regardons\./);
    expect(world.published.at(-1)?.outboundEmailIds).toEqual([sent[0].id]);
    expect((await owed()).first_response).toEqual(['met', expect.any(String)]);
    expect(await ticket()).toMatchObject(lifecycleOf(events));
  });

  test('taken back, its words are the author’s draft again and everything is as before', async () => {
    const [row, promised] = [await ticket(), await owed()];
    at(30);
    const messageId = await reply('Bonjour Tiare, c’est réparé.', 'resolved');
    at(39);
    expect(await takeBack(messageId)).toEqual({ ok: true, value: { files: 0 } });
    at(60);
    expect(await letGo(messageId)).toEqual({ ok: false, reason: 'already_decided' });
    expect(await mails()).toEqual([]);
    expect(await said('requester')).toEqual(['Depuis 02:10.']);
    expect(await owed()).toEqual(promised);
    const after = await ticket();
    expect(after.status).toBe(row.status);
    expect(after.lastPublicAt).toEqual(row.lastPublicAt);
    const draft = await listDrafts(world.knex, world.cast.karim.id, row.id);
    expect(draft).toEqual([
      { kind: 'reply', body: 'Bonjour Tiare, c’est réparé.', updatedAt: new Date(time + 39_000) },
    ]);
    const events = await listEvents(world.knex, row.id);
    expect(events.at(-1)).toMatchObject({
      type: 'reply_taken_back',
      data: { message: messageId },
      actor: { user: world.cast.karim.id },
    });
    expect(after).toMatchObject(lifecycleOf(events));
    // asked again by a second click: done once
    expect(await takeBack(messageId)).toEqual({ ok: true, value: { files: 0 } });
    expect((await types()).filter((type) => type === 'reply_taken_back')).toHaveLength(1);
  });

  test('what was begun since is kept behind it', async () => {
    const messageId = await reply('Première version.');
    await world.run(saveDraft, world.cast.karim, { number, kind: 'reply', body: 'Et aussi' });
    await takeBack(messageId);
    const [draft] = await listDrafts(world.knex, world.cast.karim.id, (await ticket()).id);
    expect(draft?.body).toBe('Première version.\n\nEt aussi');
  });

  test('too late is said, and changes nothing', async () => {
    const messageId = await reply();
    at(10);
    expect(await takeBack(messageId)).toEqual({ ok: false, reason: 'too_late' });
    await letGo(messageId);
    expect(await takeBack(messageId)).toEqual({ ok: false, reason: 'too_late' });
    expect(await mails()).toHaveLength(1);
  });

  test('nobody else takes it back, nor anything else than a reply', async () => {
    const messageId = await reply();
    const { lea, tiare, jean } = world.cast;
    expect(await takeBack(messageId, lea)).toEqual({ ok: false, reason: 'not_found' });
    expect(await takeBack(messageId, tiare)).toEqual({ ok: false, reason: 'forbidden' });
    expect(await takeBack(messageId, jean)).toEqual({ ok: false, reason: 'forbidden' });
    const [first] = await world.knex('messages').where({ ticket_id: (await ticket()).id });
    expect(await takeBack(first.id)).toEqual({ ok: false, reason: 'not_found' });
    const other = await open(world.cast.jean);
    expect(await world.run(takeBackReply, world.cast.karim, { number: other, messageId })).toEqual({
      ok: false,
      reason: 'not_found',
    });
  });

  test('the customer writes meanwhile: the ticket does not wait for what it has', async () => {
    const messageId = await reply('Quel est le message exact ?', 'waiting_customer');
    at(4);
    await world.run(postMessage, world.cast.tiare, { number, body: 'Erreur 502.', files: [] });
    at(10);
    await letGo(messageId);
    expect((await ticket()).status).toBe('open');
    // in the order in which they were said to the other side
    const events = (await types()).filter((type) => /reply_sent|message_received/.test(type));
    expect(events).toEqual(['message_received', 'message_received', 'reply_sent']);
  });

  test('closed meanwhile, the reply leaves all the same', async () => {
    await world.run(changeStatus, world.cast.karim, { number, status: 'resolved' });
    const messageId = await reply('Bonne journée.');
    at(3);
    await world.run(changeStatus, world.cast.karim, { number, status: 'closed' });
    at(10);
    expect(await letGo(messageId)).toEqual({ ok: true, value: null });
    expect((await ticket()).status).toBe('closed');
    expect(await mails()).toHaveLength(1);
  });

  test('a promise that would run out meanwhile is kept: the reply leaves at once', async () => {
    const [due] = (await listDeadlines(world.knex, [(await ticket()).id])).filter(
      ({ name }) => name === 'first_response',
    );
    world.clock.now = new Date((due?.dueAt?.getTime() ?? 0) - 5_000);
    await reply();
    expect(await mails()).toHaveLength(1);
    expect((await owed()).first_response?.[0]).toBe('met');
  });

  test('what is asked of the customer for a diagnosis is told at once, with its step', async () => {
    await world.run(startTimer, world.cast.karim, { number });
    const asked = await world.run(requestCollaboration, world.cast.karim, {
      number,
      asked: 'Envoyez-nous une capture.',
    });
    expect(asked.ok).toBe(true);
    expect(await said('requester')).toContain('Envoyez-nous une capture.');
    expect(await mails()).toHaveLength(1);
  });

  test('a password taken out of it meanwhile does not leave', async () => {
    const messageId = await reply('Le mot de passe est Farine-2026! ici.');
    at(5);
    const passages = 'Farine-2026!';
    await world.run(redactMessage, world.cast.karim, { messageId, passages, keep: null });
    at(10);
    await letGo(messageId);
    const [mail] = await mails();
    expect(mail.text).not.toContain('Farine-2026!');
    expect(await verify()).toEqual([]);
  });

  test('every history holds, with what left and what never did', async () => {
    const [kept, gone] = [await reply('Partie.'), await reply('Retirée.')];
    await takeBack(gone);
    expect(await verify()).toEqual([]);
    at(10);
    await letGo(kept);
    expect(await verify()).toEqual([]);
    await world.knex('messages').where({ id: gone }).update({ body: 'Autre chose.' });
    expect(await verify()).toEqual([expect.objectContaining({ fault: 'words_altered' })]);
    await world.knex('messages').where({ id: gone }).update({ body: 'Retirée.' });
  });

  test('a case file tells it where it left, what was taken back where it was written', async () => {
    const file = (name: string) => [{ name, contentType: 'text/plain', bytes: Buffer.from(name) }];
    const write = async (body: string, name: string) => {
      const said = { number, body, files: file(name), statusAfter: null };
      const written = await world.run(replyToTicket, world.cast.karim, said);
      if (!written.ok) throw new Error(written.reason);
      return written.value.messageId;
    };
    const copy = async (audience: 'staff' | 'mediator', upTo: number | null = null) => {
      const made = await caseFileOf(world, world.cast.nadia, { number, audience, upTo });
      const zip = await bytesOf(world, made.id, 'zip');
      const { faults, history } = checkCaseFile(zip);
      expect(faults).toEqual([]);
      return {
        zip,
        said: textsOf(zip)['history.json'],
        files: history.files.map(({ path }) => path),
      };
    };
    const [sent, back] = [await write('Partie.', 'a.txt'), await write('Reprise.', 'b.txt')];
    const early = await copy('staff');
    const upTo = (await listEvents(world.knex, (await ticket()).id)).length;
    await takeBack(back);
    at(10);
    await letGo(sent);

    const staff = await copy('staff');
    expect(staff.files.slice(1)).toEqual(['exhibits/001-b.txt', 'exhibits/002-a.txt']);
    const mediator = await copy('mediator');
    expect(mediator.files.slice(1)).toEqual(['exhibits/001-a.txt']);
    expect(mediator.said).toContain('Partie.');
    expect(mediator.said).not.toContain('Reprise.');
    expect(mediator.said).not.toContain('reply_held');

    // made again of the same event: what happened since is not in it
    await world.ownerKnex('case_file_parts').delete();
    await world.ownerKnex('case_files').delete();
    expect((await copy('staff', upTo)).zip.equals(early.zip)).toBe(true);
  });

  test('whoever takes part has it when it leaves, and nothing of what was taken back', async () => {
    const { id: ticketId } = await ticket();
    const userId = world.cast.marie.id;
    const [gone, kept] = [await reply('Reprise.'), await reply('Partie.')];
    // who joins meanwhile takes part when it leaves
    await insertParticipant(world.knex, { ticketId, userId }, world.clock.now);
    await takeBack(gone);
    at(10);
    await letGo(kept);
    expect((await mails()).map(({ to_address, message_id }) => [to_address, message_id])).toEqual([
      ['tiare@agence-lagon.example', kept],
      ['marie.hoarau@courriel.example', kept],
    ]);
  });

  test('of taking it back and letting it go at once, one happens', async () => {
    // two processes whose clocks differ
    const early = createRunner({
      database: world.knex,
      clock: () => new Date(time + 9_990),
      house: world.house,
      publish: () => {},
    });
    const late = createRunner({
      database: world.knex,
      clock: () => new Date(time + 10_010),
      house: world.house,
      publish: () => {},
    });
    const outcomes = new Set<string>();
    for (let round = 0; round < 20; round += 1) {
      const messageId = await reply(`Essai ${round}`);
      const sender = async () => {
        await late(letGoReply, SWEEP, { messageId });
        const [mail] = await world.knex('outbound_emails').where({ message_id: messageId });
        return mail ? late(claimDelivery, SWEEP, { id: mail.id }) : null;
      };
      const author = () => early(takeBackReply, world.cast.karim, { number, messageId });
      const [first, second] = round % 2 === 0 ? [author, sender] : [sender, author];
      const results = await Promise.all([first(), second()]);
      const [back, claimed] = round % 2 === 0 ? results : [results[1], results[0]];
      outcomes.add(`${back?.ok ? 'back' : 'late'} ${claimed?.ok ? 'sent' : 'held'}`);
    }
    outcomes.delete('back held');
    outcomes.delete('late sent');
    expect([...outcomes]).toEqual([]);
  });

  test('a job is asked for the moment, and the sweep finds what a lost one left', async () => {
    const asked: unknown[] = [];
    const tell = jobsAfterCommit({ add: async (...job) => void asked.push(job) }, log);
    const messageId = await reply();
    for (const committed of world.published.slice(-1)) tell(committed);
    expect(asked).toEqual([
      ['let-go-reply', { messageId }, { id: `reply-${messageId}`, delay: 10_000 }],
    ]);
    at(9);
    await sweepHeldReplies(world.knex, world.run, world.clock.now);
    expect(await mails()).toEqual([]);
    at(10);
    await sweepHeldReplies(world.knex, world.run, world.clock.now);
    expect(await mails()).toHaveLength(1);
  });

  async function verify() {
    const faults: unknown[] = [];
    await verifyHistories(world.knex, (fault) => faults.push(fault));
    return faults;
  }
});
