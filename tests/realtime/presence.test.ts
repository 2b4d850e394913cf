import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openTicket } from '../../server/commands/open-ticket.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { openBus } from '../../server/realtime/bus.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { type LiveSite, log, openTab, startSite, type Tab, testSessions } from '../support/live.ts';
import { until } from '../support/processes.ts';
import { createWorld, type World } from '../support/world.ts';

describe('who is on a ticket', () => {
  let world: World;
  let site: LiveSite;
  let people: ReturnType<typeof testSessions>;
  let ticket: string;
  const tabs: Tab[] = [];

  beforeAll(async () => {
    world = await createWorld();
    people = testSessions(world);
    const bus = openBus({ databaseUrl: world.url, redisUrl: null, log });
    site = await startSite(world, { bus, sessions: people.sessions });
    const words = { kind: 'incident', subject: 'Site hors ligne', body: 'Aidez-moi' } as const;
    await world.run(openTicket, world.cast.jean, { ...words, files: [] });
    ticket = String((await findTicket(world.knex, '2026-000001'))?.id);
  });
  afterEach(() => {
    for (const tab of tabs.splice(0)) tab.close();
  });
  afterAll(async () => {
    await site.close();
    await world.drop();
  });

  async function tabOf(who: UserActor): Promise<Tab> {
    const tab = await openTab(site, { sid: await people.signIn(who) });
    tabs.push(tab);
    return tab;
  }
  const shown = (tab: Tab) =>
    tab.present.at(-1)?.people.map(({ name, state }) => `${name} ${state}`) ?? [];

  test('Karim sees Léa read, then write, then go', async () => {
    const [karim, lea] = [await tabOf(world.cast.karim), await tabOf(world.cast.lea)];
    karim.socket.emit('reading', { ticket });
    lea.socket.emit('reading', { ticket });
    await until(() => shown(karim).join() === 'Karim Diallo reading,Léa Fontaine reading');
    lea.socket.emit('writing', { ticket });
    await until(() => shown(karim).includes('Léa Fontaine writing'));
    lea.socket.emit('gone', { ticket });
    await until(() => shown(karim).join() === 'Karim Diallo reading');
  });

  test('two tabs of one person are one person, who stays until the last is closed', async () => {
    const [karim, first] = [await tabOf(world.cast.karim), await tabOf(world.cast.lea)];
    const second = await tabOf(world.cast.lea);
    karim.socket.emit('reading', { ticket });
    first.socket.emit('writing', { ticket });
    second.socket.emit('reading', { ticket });
    await until(() => shown(karim).join() === 'Karim Diallo reading,Léa Fontaine writing');
    first.close();
    await until(() => shown(karim).join() === 'Karim Diallo reading,Léa Fontaine reading');
    second.close();
    await until(() => shown(karim).join() === 'Karim Diallo reading');
  });

  test('a customer neither sees who is there nor is seen', async () => {
    const [karim, jean] = [await tabOf(world.cast.karim), await tabOf(world.cast.jean)];
    await jean.join(`ticket:${ticket}:requester`);
    jean.socket.emit('reading', { ticket });
    karim.socket.emit('reading', { ticket });
    await until(() => shown(karim).join() === 'Karim Diallo reading');
    expect(jean.present).toEqual([]);
  });

  test('nonsense from a browser changes nothing and breaks nothing', async () => {
    const karim = await tabOf(world.cast.karim);
    for (const nonsense of [null, 7, {}, { ticket: 7 }, { ticket: '__proto__' }, { ticket: '' }]) {
      karim.socket.emit('writing', nonsense);
      karim.socket.emit('gone', nonsense);
      karim.socket.emit('join', nonsense);
      karim.socket.emit('leave', nonsense);
    }
    karim.socket.emit('reading', { ticket });
    await until(() => shown(karim).join() === 'Karim Diallo reading');
  });
});
