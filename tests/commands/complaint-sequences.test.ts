import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { done } from '../../seeds/done.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { escalateComplaint } from '../../server/commands/escalate-complaint.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { moveMediation } from '../../server/commands/move-mediation.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { findComplaint } from '../../server/store/complaints.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { withoutPaper } from '../support/diagnosed.ts';
import { createWorld, MONDAY, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = withoutPaper(await createWorld());
});
afterAll(() => world.drop());

const BOTH = ['complaint_officer_1', 'complaint_officer_2'] as const;
const MOVES = ['note', 'reply', 'take', 'answer', 'deliver', 'escalate', 'refer'] as const;
const DELIVERY = { kind: 'system', name: 'delivery' } as const;
const DAY = 86_400_000;

/** Somebody tries a move on a complaint; whether it may is the command's to say. */
async function attempt(
  move: (typeof MOVES)[number],
  number: string,
  { who, by }: { who: 'ines' | 'paul'; by: 'marie' | 'jean' },
): Promise<void> {
  const { run, cast, knex } = world;
  const officer = { ...cast[who], roles: BOTH };
  const said = { number, body: 'À revoir.', files: [] };
  switch (move) {
    case 'note':
      await run(addNote, officer, { number, body: 'Je regarde.' });
      return;
    case 'reply':
      await run(replyToTicket, officer, { ...said, statusAfter: null });
      return;
    case 'take':
      await run(assignTicket, officer, { number, assigneeId: officer.id });
      return;
    case 'answer': {
      const redress = { kind: 'none', cents: null } as const;
      await run(answerComplaint, officer, {
        number,
        outcome: 'rejected',
        reasons: 'Non.',
        redress,
      });
      return;
    }
    case 'deliver': {
      const mails = knex('outbound_emails').where({ letter: 'complaint_answer', status: 'queued' });
      for (const id of await mails.pluck('id')) {
        await run(recordDelivery, DELIVERY, { id, result: { accepted: true, captured: false } });
      }
      return;
    }
    case 'escalate':
      await run(escalateComplaint, cast[by], said);
      return;
    case 'refer': {
      const on = world.clock.now.toISOString().slice(0, 10);
      await run(moveMediation, officer, {
        number,
        move: { type: 'mediation_referred', data: { on } },
      });
    }
  }
}

const moves = fc.array(
  fc.record({
    move: fc.constantFrom(...MOVES),
    who: fc.constantFrom('ines' as const, 'paul' as const),
    wait: fc.constantFrom(0, 1, 31),
  }),
  { minLength: 6, maxLength: 14 },
);

/** What an officer does that is taking part, told apart by the level it was done at. */
const ACTS = new Set(['note_added', 'reply_sent', 'complaint_answered', 'mediation_referred']);

test('whatever officers of both levels try, nobody acts at both levels of one complaint', async () => {
  const { run, cast, knex } = world;
  const ids = [cast.ines.id, cast.paul.id];
  const met = { atLevel1: 0, atLevel2: 0 };
  await knex('users').whereIn('id', ids).update({ roles: BOTH });
  await fc.assert(
    fc.asyncProperty(
      moves,
      fc.constantFrom('marie' as const, 'jean' as const),
      async (tried, by) => {
        world.clock.now = MONDAY;
        const about = { tickets: [], invoices: [], files: [] };
        const said = { subject: 'Débit', body: 'Deux débits.', wanted: 'Un avoir.' };
        const { number } = done(await run(lodgeComplaint, cast[by], { ...said, ...about }));
        for (const { move, who, wait } of tried) {
          world.clock.now = new Date(world.clock.now.getTime() + wait * DAY + 1_000);
          await attempt(move, number, { who, by });
        }
        const ticket = await findTicket(knex, number);
        const events = ticket ? await listEvents(knex, ticket.id) : [];
        const escalatedAt = events.findIndex(({ type }) => type === 'complaint_escalated');
        const actors = (level: 1 | 2) =>
          events
            .filter((_, seq) => (escalatedAt === -1 || seq < escalatedAt) === (level === 1))
            .flatMap((event) =>
              ACTS.has(event.type) && 'user' in event.actor ? [event.actor.user] : [],
            );
        const first = new Set(actors(1));
        expect(actors(2).filter((id) => first.has(id))).toEqual([]);
        met.atLevel2 += actors(2).length;
        met.atLevel1 += first.size;
        const complaint = ticket && (await findComplaint(knex, ticket.id));
        if (by === 'jean') expect(complaint?.level).not.toBe(3);
      },
    ),
    { numRuns: 40, seed: 12 },
  );
  // the sequences did come to something at either level
  expect(met.atLevel1).toBeGreaterThan(20);
  expect(met.atLevel2).toBeGreaterThan(20);
}, 60_000);
