import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Knex } from 'knex';
import { type HistoryFault, verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { GENESIS, linkHash } from '../../server/domain/proof/chain.ts';
import { createWorld, type World } from '../support/world.ts';

describe('the proof', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    const { run, cast } = world;
    for (const subject of ['Site hors ligne', 'Courriels perdus', 'Certificat expiré']) {
      await run(openTicket, cast.jean, {
        kind: 'incident',
        subject,
        body: 'Voyez la capture.',
        files: [{ name: 'capture.txt', contentType: 'text/plain', bytes: Buffer.from('502') }],
      });
    }
    await run(postMessage, cast.jean, { number: '2026-000002', body: 'Et ?', files: [] });
  });
  afterAll(() => world.drop());

  const verify = async () => {
    const faults: HistoryFault[] = [];
    const totals = await verifyHistories(world.knex, (fault) => faults.push(fault));
    return { totals, faults };
  };
  /** What somebody who holds the database can do: no trigger, no key, no check stands. */
  const behindItsBack = (work: (tx: Knex.Transaction) => Promise<unknown>) =>
    world.ownerKnex.transaction(async (tx) => {
      await tx.raw(`set local session_replication_role = 'replica'`);
      await tx.raw('alter table events drop constraint if exists events_check');
      await work(tx);
    });

  test('every history holds as long as nobody touches it', async () => {
    expect(await verify()).toEqual({
      totals: { tickets: 3, events: 13, faults: 0 },
      faults: [],
    });
  });

  test.each(['update events set type = type', 'delete from events', 'truncate events'])(
    'the database refuses "%s" to the application, and to the owner',
    async (statement) => {
      await expect(world.knex.raw(statement)).rejects.toThrow(/permission denied/);
      await expect(world.ownerKnex.raw(statement)).rejects.toThrow(/events is append-only/);
    },
  );

  test('the database refuses an event whose hash is not its own', async () => {
    await expect(
      world.knex('events').insert({
        ticket_id: 1,
        seq: 99,
        type: 'note_added',
        at: world.clock.now,
        canonical: '{}',
        prev_hash: GENESIS,
        hash: GENESIS,
      }),
    ).rejects.toThrow(/violates check constraint/);
  });

  test('an altered event is named', async () => {
    await behindItsBack((tx) =>
      tx('events')
        .where({ ticket_id: 1, seq: 1 })
        .update({ canonical: tx.raw(`replace(canonical, 'incident', 'information_request')`) }),
    );
    expect((await verify()).faults).toEqual([{ number: '2026-000001', seq: 1, fault: 'altered' }]);
  });

  test('so is one whose own hash was recomputed: the next one no longer follows it', async () => {
    await behindItsBack(async (tx) => {
      const row = await tx('events').where({ ticket_id: 1, seq: 1 }).first();
      await tx('events')
        .where({ ticket_id: 1, seq: 1 })
        .update({ hash: Buffer.from(linkHash(row.prev_hash, row.canonical)) });
    });
    expect((await verify()).faults).toEqual([
      { number: '2026-000001', seq: 2, fault: 'unchained' },
    ]);
  });

  test('a history cut short, words changed and a file swapped are found', async () => {
    await behindItsBack(async (tx) => {
      await tx('events').where({ ticket_id: 2, seq: 5 }).delete();
      await tx('attachment_contents')
        .whereIn('attachment_id', tx('attachments').select('id').where({ ticket_id: 3 }))
        .update({ bytes: Buffer.from('200') });
    });
    expect((await verify()).faults).toEqual([
      { number: '2026-000001', seq: 2, fault: 'unchained' },
      { number: '2026-000002', seq: 5, fault: 'cut_short' },
      { number: '2026-000003', seq: 2, fault: 'words_altered' },
    ]);
  });
});
