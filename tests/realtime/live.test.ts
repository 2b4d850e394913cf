import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { addNote } from '../../server/commands/add-note.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import type { Run } from '../../server/commands/command.ts';
import { fireDeadlines } from '../../server/commands/fire-deadlines.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { redactMessage } from '../../server/commands/redact-message.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { revealSecret } from '../../server/commands/reveal-secret.ts';
import { startTimer } from '../../server/commands/start-timer.ts';
import { stopTimer } from '../../server/commands/stop-timer.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { ticketMark } from '../../server/presenters/live-marks.ts';
import { openBus } from '../../server/realtime/bus.ts';
import { listSecrets } from '../../server/store/secrets.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { log, openTab, startSite } from '../support/live.ts';
import { type LiveWorld, openLiveWorld } from '../support/live-world.ts';
import { until } from '../support/processes.ts';
import type { World } from '../support/world.ts';

describe('what people see without reloading', () => {
  let live: LiveWorld;
  let world: World;
  let site: LiveWorld['site'];
  let publisher: LiveWorld['publisher'];
  let run: Run;
  let people: LiveWorld['people'];
  let number: string;
  let id: number;

  beforeAll(async () => {
    live = await openLiveWorld();
    ({ world, run, publisher, site, people } = live);
    number = await open(world.cast.jean, 'Site hors ligne');
    id = (await findTicket(world.knex, number))?.id ?? 0;
  });
  afterEach(() => live.closeTabs());
  afterAll(() => live.close());

  async function open(who: UserActor, subject: string): Promise<string> {
    const opened = await run(openTicket, who, {
      kind: 'incident',
      subject,
      body: 'Le site ne répond plus.',
      files: [],
    });
    if (!opened.ok) throw new Error(opened.reason);
    return opened.value.number;
  }
  const tabOf = (who: UserActor, ...streams: string[]) => live.tabOf(who, ...streams);

  test('a new ticket announces itself in every queue within a second', async () => {
    const { karim, lea, tiare } = world.cast;
    const [first, second] = [await tabOf(karim, 'desk:queue'), await tabOf(lea, 'desk:queue')];
    const opened = await open(tiare, 'Formulaire de contact muet');
    expect(await first.shows(opened)).toBeLessThan(1_000);
    expect(await second.shows('Formulaire de contact muet')).toBeLessThan(1_000);
    expect(first.pushed[0]).toMatchObject({
      stream: 'desk:queue',
      html: expect.stringMatching(/^<turbo-stream action="append" target="queue_rows">/),
    });
  });

  test("Jean gets Karim's reply and nothing of Léa's note", async () => {
    const { karim, lea, jean } = world.cast;
    const desk = await tabOf(karim, `ticket:${id}:staff`);
    const portal = await tabOf(jean, `ticket:${id}:requester`, `customer:${jean.customerId}`);
    await run(addNote, lea, { number, body: 'Le certificat a expiré.' });
    await desk.shows('Le certificat a expiré.');
    await publisher.settled();
    expect(portal.pushed).toEqual([]);

    const reply = { number, body: 'Nous regardons.', files: [], statusAfter: null };
    await run(replyToTicket, karim, reply);
    expect(await portal.shows('Nous regardons.')).toBeLessThan(1_000);
    await portal.shows(`portal_ticket_${id}_status`);
    expect(portal.pushed.map(({ stream }) => stream).sort()).toEqual([
      `customer:${jean.customerId}`,
      `ticket:${id}:requester`,
    ]);
    expect(portal.seen()).not.toMatch(/certificat|karim@alize|note|csrf/i);
  });

  test("a colleague's assignment and a mail that never left stay on the staff's side", async () => {
    const { karim, lea, jean } = world.cast;
    const portal = await tabOf(jean, `ticket:${id}:requester`, `customer:${jean.customerId}`);
    const desk = await tabOf(karim, `ticket:${id}:staff`);
    await run(assignTicket, karim, { number, assigneeId: lea.id });
    await desk.shows('Confié à Léa Fontaine par Karim Diallo');
    const mail = await world.knex('outbound_emails').where({ letter: 'reply' }).first();
    const result = { accepted: false, permanent: true, error: '550 no such user' } as const;
    await run(recordDelivery, { kind: 'system', name: 'delivery' }, { id: mail.id, result });
    await desk.shows('550 no such user');
    expect(desk.seen()).toContain(`action="replace" target="message_${mail.message_id}"`);
    await publisher.settled();
    expect(portal.pushed).toEqual([]);
  });

  test('what is taken out of a message and of a note goes from the screens that showed it', async () => {
    const { karim, lea, jean } = world.cast;
    const desk = await tabOf(karim, `ticket:${id}:staff`);
    const portal = await tabOf(jean, `ticket:${id}:requester`, `customer:${jean.customerId}`);
    await run(postMessage, jean, { number, body: 'mdp : Farine-2026!', files: [] });
    await run(addNote, lea, { number, body: 'Le mdp Farine-2026! ne va pas.' });
    await desk.shows('ne va pas.');
    await publisher.settled();
    const { id: messageId } = await world
      .knex('messages')
      .where({ body: 'mdp : Farine-2026!' })
      .first('id');
    desk.pushed.length = 0;
    portal.pushed.length = 0;
    const kept = { label: 'FTP', login: '', secret: 'Farine-2026!', note: '' };
    await run(redactMessage, karim, { messageId, passages: 'Farine-2026!', keep: kept });
    await desk.shows('Le mdp [•••••] ne va pas.');
    await portal.shows('mdp : [•••••]');
    await publisher.settled();
    expect(portal.seen()).toContain(`action="replace" target="message_${messageId}"`);
    expect(portal.seen()).toContain('Identifiant retiré d’un message par Karim Diallo');
    expect(portal.seen()).not.toContain('ne va pas');
    expect(portal.seen()).not.toContain('note interne');
    const [secret] = await listSecrets(world.knex, id);
    await run(revealSecret, karim, { number, secretId: secret?.id ?? 0 });
    await portal.shows('Identifiant consulté par Karim Diallo');
    await publisher.settled();
    expect(desk.seen() + portal.seen()).not.toContain('Farine-2026!');
  });

  test('a timer is told to the browsers of whose it is, and to nobody else', async () => {
    const { karim, lea, jean } = world.cast;
    const own = await tabOf(karim, `timer:${karim.id}`);
    const desk = await tabOf(lea, `timer:${lea.id}`, `ticket:${id}:staff`);
    const portal = await tabOf(jean, `ticket:${id}:requester`, `customer:${jean.customerId}`);
    await run(startTimer, karim, { number });
    await desk.shows('Diagnostic démarré par Karim Diallo');
    // nothing of it is shown: the page fetches it, with a token of its own
    await until(() => own.pushed.length === 1);
    expect(own.pushed).toEqual([{ stream: `timer:${karim.id}`, html: '' }]);
    const mark = world.clock.now.toISOString();
    const late = await tabOf(karim);
    expect(await late.join(`timer:${karim.id}`, '')).toEqual({ ok: true, stale: true });
    expect(await late.join(`timer:${karim.id}`, mark)).toEqual({ ok: true, stale: false });
    expect(await late.join(`timer:${lea.id}`)).toEqual({ ok: false, reason: 'forbidden' });
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    await run(stopTimer, karim, { number, work: 'Journaux relus.' });
    await desk.shows('00:01:00 par Karim Diallo');
    await until(() => own.pushed.length === 2);
    await publisher.settled();
    expect(desk.pushed.map(({ stream }) => stream)).not.toContain(`timer:${lea.id}`);
    expect(desk.seen()).not.toContain('Journaux relus.');
    expect(portal.pushed).toEqual([]);
  });

  test('what runs out is told to whoever looks at the ticket, and not to its customer', async () => {
    const { karim, jean } = world.cast;
    const portal = await tabOf(jean, `ticket:${id}:requester`, `customer:${jean.customerId}`);
    const desk = await tabOf(karim, `ticket:${id}:staff`, 'desk:queue');
    const before = world.clock.now;
    world.clock.now = new Date(before.getTime() + 4 * 3_600_000);
    await run(fireDeadlines, { kind: 'system', name: 'sweep' }, { ticketId: id });
    world.clock.now = before;
    await desk.shows('écoulés, alerte à Léa Fontaine');
    await publisher.settled();
    expect(portal.pushed).toEqual([]);
  });

  test('a customer who was reminded sees it in the list', async () => {
    const { karim, jean } = world.cast;
    const waiting = await open(jean, 'Quel hébergement choisir');
    const ticketId = (await findTicket(world.knex, waiting))?.id ?? 0;
    const portal = await tabOf(jean, `customer:${jean.customerId}`);
    const asked = { number: waiting, body: 'Pour quel site ?', files: [] };
    await run(replyToTicket, karim, { ...asked, statusAfter: 'waiting_customer' });
    const before = world.clock.now;
    world.clock.now = new Date(before.getTime() + 7 * 24 * 3_600_000);
    await run(fireDeadlines, { kind: 'system', name: 'sweep' }, { ticketId });
    world.clock.now = before;
    await portal.shows('nous vous avons relancé');
  });

  test("Tiare gets nothing of Jean's ticket, and may not join it", async () => {
    const { tiare, jean } = world.cast;
    const tab = await tabOf(tiare, `customer:${tiare.customerId}`);
    for (const stream of [
      `ticket:${id}:requester`,
      `ticket:${id}:staff`,
      `customer:${jean.customerId}`,
      'desk:queue',
    ]) {
      expect(await tab.join(stream)).toEqual({ ok: false, reason: 'forbidden' });
    }
    await run(postMessage, jean, { number, body: 'Toujours rien.', files: [] });
    await publisher.settled();
    expect(tab.pushed).toEqual([]);
  });

  test('nobody joins the other side, nor what is no stream', async () => {
    const { karim, jean, odile } = world.cast;
    const desk = await tabOf(karim);
    expect(await desk.join(`ticket:${id}:requester`)).toMatchObject({ ok: false });
    expect(await desk.join('ticket:999999:staff')).toMatchObject({ ok: false });
    for (const name of ['', 'user:1', 'presence:1', `ticket:${id}:staff:fr`, 'customer:0']) {
      expect(await desk.join(name)).toEqual({ ok: false, reason: 'unknown' });
    }
    expect(await (await tabOf(jean)).join(`ticket:${id}:staff`)).toMatchObject({ ok: false });
    expect(await (await tabOf(odile)).join('desk:queue')).toMatchObject({ ok: false });
  });

  test('a page that was made before the last news is told so when it joins', async () => {
    const { karim, jean, lea } = world.cast;
    const [staff, requester] = [`ticket:${id}:staff`, `ticket:${id}:requester`];
    const before = await findTicket(world.knex, number);
    if (!before) throw new Error('the ticket is gone');
    await run(addNote, lea, { number, body: 'Vu avec le client.' });
    const [desk, portal] = [await tabOf(karim), await tabOf(jean)];
    const stale = { ok: true, stale: true };
    expect(await desk.join(staff, ticketMark(before, 'staff'))).toEqual(stale);
    // a note is no news to the customer, who must not even learn that there is one
    const unmoved = { ok: true, stale: false };
    expect(await portal.join(requester, ticketMark(before, 'requester'))).toEqual(unmoved);
    const after = await findTicket(world.knex, number);
    expect(await desk.join(staff, ticketMark(after ?? before, 'staff'))).toEqual(unmoved);
    expect(await desk.join('desk:queue', '2020-01-01T00:00:00.000Z')).toEqual(stale);
  });

  test('a visitor, and a page of another site, are refused at the door', async () => {
    await expect(openTab(site, { sid: null })).rejects.toThrow();
    const sid = await people.signIn(world.cast.karim);
    await expect(openTab(site, { sid, origin: 'https://evil.example' })).rejects.toThrow();
    await expect(openTab(site, { sid, origin: 'http://aide.alize.example' })).rejects.toThrow();
  });

  test('each reads its own language', async () => {
    const { tiare, karim } = world.cast;
    const theirs = await open(tiare, 'Mailbox full');
    const row = await findTicket(world.knex, theirs);
    const english = await tabOf(tiare, `ticket:${row?.id}:requester`);
    const french = await tabOf(karim, `ticket:${row?.id}:staff`);
    const reply = { number: theirs, body: 'Done.', files: [], statusAfter: 'resolved' } as const;
    await run(replyToTicket, karim, reply);
    await english.shows('Status changed');
    await french.shows('Statut passé');
    expect(english.seen()).not.toContain('Statut passé');
  });

  test('a session that ended is cut, at once or within the recheck', async () => {
    const { karim, lea } = world.cast;
    const sid = await people.signIn(karim);
    const signedOut = await openTab(site, { sid });
    await signedOut.join('desk:queue');
    site.realtime.endSession(sid);
    await until(() => signedOut.ended !== null);
    expect(signedOut.ended).toBe('io server disconnect');

    const changed = await tabOf(lea, 'desk:queue');
    await world.knex('users').where({ id: lea.id }).increment('session_epoch', 1);
    await until(() => changed.socket.disconnected);
  });

  test('a server that stops says no goodbye, so that its pages come back', async () => {
    const other = await startSite(world, {
      bus: openBus({ databaseUrl: world.url, redisUrl: null, log }),
      sessions: people.sessions,
    });
    const tab = await openTab(other, { sid: await people.signIn(world.cast.karim) });
    await other.close();
    await until(() => tab.ended !== null);
    expect(tab.ended).toBe('transport close');
  });

  test('a right that was taken away ends what it opened', async () => {
    const { nadia } = world.cast;
    const tab = await tabOf(nadia, 'desk:queue');
    await world
      .knex('users')
      .where({ id: nadia.id })
      .update({ roles: ['billing_manager'] });
    const rooms = async () => (await site.realtime.io.in('desk:queue:fr').fetchSockets()).length;
    await until(async () => (await rooms()) === 0);
    expect(tab.socket.connected).toBe(true);
    await world
      .knex('users')
      .where({ id: nadia.id })
      .update({ roles: ['agent', 'manager'] });
  });

  test('a commit that cannot be shown is logged, and the next one is', async () => {
    const tab = await tabOf(world.cast.karim, 'desk:queue');
    publisher.publish({
      events: [{ type: 'nonsense', ticketId: id, seq: 1, at: world.clock.now } as never],
      outboundEmailIds: [],
      caseFileIds: [],
    });
    await run(postMessage, world.cast.jean, { number, body: 'Et maintenant ?', files: [] });
    expect(await tab.shows(number)).toBeLessThan(1_000);
  });
});
