import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Run } from '../../server/commands/command.ts';
import { letGoReply } from '../../server/commands/let-go-reply.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { takeBackReply } from '../../server/commands/take-back-reply.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { type LiveWorld, openLiveWorld } from '../support/live-world.ts';
import type { World } from '../support/world.ts';

describe('a reply that is held, as it is shown live', () => {
  let live: LiveWorld;
  let world: World;
  let publisher: LiveWorld['publisher'];
  let run: Run;
  let number: string;
  let id: number;

  beforeAll(async () => {
    live = await openLiveWorld({ takeBackSeconds: 10 });
    ({ world, run, publisher } = live);
    const opened = await run(openTicket, world.cast.jean, {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Le site ne répond plus.',
      files: [],
    });
    if (!opened.ok) throw new Error(opened.reason);
    ({ number } = opened.value);
    id = (await findTicket(world.knex, number))?.id ?? 0;
  });
  afterEach(() => live.closeTabs());
  afterAll(() => live.close());

  const tabOf = (who: UserActor, ...streams: string[]) => live.tabOf(who, ...streams);
  const pages = async () => ({
    desk: await tabOf(world.cast.lea, `ticket:${id}:staff`, 'desk:queue'),
    portal: await tabOf(
      world.cast.jean,
      `ticket:${id}:requester`,
      `customer:${world.cast.jean.customerId}`,
    ),
  });
  async function reply(body: string): Promise<number> {
    const said = { number, body, files: [], statusAfter: 'resolved' } as const;
    const written = await run(replyToTicket, world.cast.karim, said);
    if (!written.ok) throw new Error(written.reason);
    return written.value.messageId;
  }

  test('Léa sees it at once, Jean once it is let go, with the status that it brings', async () => {
    const { desk, portal } = await pages();
    const messageId = await reply('C’est réparé.');
    await desk.shows('C’est réparé.');
    expect(desk.seen()).toContain('pas encore partie');
    // no form, no token: the page of its author has its own
    expect(desk.seen()).not.toMatch(/taking-back|csrf/);
    await publisher.settled();
    expect(portal.pushed).toEqual([]);

    desk.pushed.length = 0;
    world.clock.now = new Date(world.clock.now.getTime() + 10_000);
    await run(letGoReply, { kind: 'system', name: 'sweep' }, { messageId });
    await portal.shows('C’est réparé.');
    await portal.shows(`portal_ticket_${id}_status`);
    expect(portal.seen()).not.toContain('pas encore partie');
    await desk.shows(`id="message_${messageId}"`);
    expect(desk.seen()).not.toContain('pas encore partie');
  });

  test('taken back, Léa sees that it was, and Jean nothing at all', async () => {
    const { desk, portal } = await pages();
    const messageId = await reply('Pas encore…');
    await run(takeBackReply, world.cast.karim, { number, messageId });
    await desk.shows('Envoi de la réponse annulé par Karim Diallo');
    expect(desk.seen()).toContain(`action="replace" target="message_${messageId}"`);
    expect(desk.seen()).toContain('le client ne l’a pas reçue');
    await publisher.settled();
    expect(portal.pushed).toEqual([]);
  });
});
