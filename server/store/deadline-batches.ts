import type { Owed } from '../domain/sla/owed.ts';
import type { Db } from './connect.ts';

/**
 * Writes what is owed on many tickets at once. What was announced stays: the same runs of the same
 * clocks are meant, which only end at another time.
 */
export async function moveDeadlines(
  db: Db,
  moved: readonly { ticketId: number; owed: Owed }[],
): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map(({ ticketId, owed }) => ({
    ticket_id: ticketId,
    name: owed.name,
    state: owed.state,
    target_minutes: owed.targetMinutes,
    started_at: owed.startedAt,
    due_at: owed.dueAt,
    elapsed_ms: Math.round(owed.elapsedMs),
    met_at: owed.metAt,
    next_at: owed.nextAt,
  }));
  await db.raw(
    `insert into deadlines (ticket_id, name, state, target_minutes, started_at, due_at, elapsed_ms,
                            met_at, next_at)
     select ticket_id, name, state, target_minutes, started_at, due_at, elapsed_ms, met_at, next_at
       from jsonb_to_recordset(?::jsonb) as moved(
         ticket_id bigint, name text, state text, target_minutes integer, started_at timestamptz,
         due_at timestamptz, elapsed_ms bigint, met_at timestamptz, next_at timestamptz)
     on conflict (ticket_id, name) do update set
       state = excluded.state, due_at = excluded.due_at, elapsed_ms = excluded.elapsed_ms,
       met_at = excluded.met_at, next_at = excluded.next_at`,
    [JSON.stringify(rows)],
  );
}
