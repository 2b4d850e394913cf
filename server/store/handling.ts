import { type CompiledCalendar, compileCalendar } from '../domain/calendar/compile.ts';
import type { Handling } from '../domain/provider/working-now.ts';
import { findCalendarVersions } from './calendars.ts';
import type { Db } from './connect.ts';

/** Versions never change, so what was compiled once is kept. */
const KEPT = 500;
const known = new Map<number, CompiledCalendar>();

/**
 * The calendars of base support as they stand at an instant: what people are told of the hours, the
 * telephone's included. Throws where nobody has settled base support: nothing works without.
 */
export async function loadHandling(db: Db, at: Date): Promise<Handling> {
  const { rows } = await db.raw(
    `with base as (
       select v.definition -> 'calendars' as calendars
         from plan_versions v join support_plans p on p.id = v.plan_id
        where p.base and v.effective_from <= :at
        order by v.effective_from desc, v.id desc limit 1
     )
     select ${newestOf('incident')} as incident,
            ${newestOf('information_request')} as information_request`,
    { at } as never,
  );
  const { incident, information_request } = rows[0];
  if (incident === null || information_request === null) {
    throw new Error('Base support is missing from the database');
  }
  const [day, office] = await Promise.all([
    loadCompiled(db, incident),
    loadCompiled(db, information_request),
  ]);
  return { incident: day, information_request: office };
}

/** A version of a calendar, ready to answer. */
export async function loadCompiled(db: Db, versionId: number): Promise<CompiledCalendar> {
  const found = known.get(versionId);
  if (found) return found;
  const [calendar] = await findCalendarVersions(db, [versionId]);
  if (!calendar) throw new Error(`There is no version ${versionId} of a calendar`);
  const compiled = compileCalendar(calendar.definition);
  if (known.size >= KEPT) known.clear();
  known.set(versionId, compiled);
  return compiled;
}

function newestOf(kind: 'incident' | 'information_request'): string {
  return `(select id from calendar_versions
            where calendar_id = (select (calendars ->> '${kind}')::bigint from base)
            order by created_at <= :at desc, version desc limit 1)`;
}
