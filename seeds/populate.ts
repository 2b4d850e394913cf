import { addContact } from '../server/commands/add-contact.ts';
import { addStaff } from '../server/commands/add-staff.ts';
import type { Run } from '../server/commands/command.ts';
import { addIntakeRule } from '../server/commands/intake-rules.ts';
import { saveTariff } from '../server/commands/save-tariff.ts';
import { settleComplaintBodies } from '../server/commands/settle-complaint-bodies.ts';
import { settleProvider } from '../server/commands/settle-provider.ts';
import type { UserActor } from '../server/domain/user/actor.ts';
import type { Database } from '../server/store/connect.ts';
import { actorOf, findUser } from '../server/store/users.ts';
import { CONTACTS, type ContactName, DEMO_PASSWORD, STAFF, type StaffName } from './cast.ts';
import { COMPLAINT_BODIES } from './complaint-bodies.ts';
import { done } from './done.ts';
import { INTAKE_RULES } from './intake-rules.ts';
import { PROVIDER } from './provider.ts';
import { settlePlans } from './settle-plans.ts';
import { TARIFF } from './tariff.ts';

const seed = { kind: 'system', name: 'seed' } as const;

export type Cast = Record<StaffName | ContactName, UserActor>;

/** Base support and the tariff have always been there. */
const ALWAYS = new Date(0);

/** Fills an empty database with the provider and the cast, through the same commands as people. */
export async function populate(run: Run, database: Database): Promise<Cast> {
  done(await run(settleProvider, seed, PROVIDER));
  done(await run(settleComplaintBodies, seed, COMPLAINT_BODIES));
  await settlePlans(run, ALWAYS);
  done(await run(saveTariff, seed, { ...TARIFF, effectiveFrom: ALWAYS }));
  const cast: Partial<Cast> = {};
  const actor = async (userId: number) => actorOf(must(await findUser(database, userId)));
  for (const [name, person] of Object.entries(STAFF)) {
    const { userId } = done(await run(addStaff, seed, { ...person, password: DEMO_PASSWORD }));
    cast[name as StaffName] = await actor(userId);
  }
  for (const [name, person] of Object.entries(CONTACTS)) {
    const { userId } = done(await run(addContact, seed, { ...person, password: DEMO_PASSWORD }));
    cast[name as ContactName] = await actor(userId);
  }
  const { odile } = cast as Cast;
  for (const rule of INTAKE_RULES) done(await run(addIntakeRule, odile, rule));
  return cast as Cast;
}

function must<T>(value: T | null): T {
  if (value === null) throw new Error('A seed vanished');
  return value;
}
