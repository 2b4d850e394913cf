import { z } from 'zod';
import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import type { Provider } from '../domain/provider/provider.ts';
import type { WaitingRule } from '../domain/sla/owed.ts';
import { ALLOWED_COUNTRIES } from '../domain/vault/countries.ts';
import type { Db } from './connect.ts';

export const providerValue = z.object({
  name: z.string(),
  postalAddress: z.string(),
  phone: z.string(),
  website: z.string(),
  timeZone: z.string(),
});

/** The provider's own facts. Throws where nobody has settled them yet: nothing works without. */
export async function loadProvider(db: Db): Promise<Provider> {
  const row = await db('settings').where({ name: 'provider' }).first('value');
  if (!row) throw new Error('The provider’s settings are missing from the database');
  return providerValue.parse(row.value);
}

export async function saveProvider(db: Db, provider: Provider, now: Date): Promise<void> {
  await db('settings')
    .insert({ name: 'provider', value: JSON.stringify(provider), updated_at: now })
    .onConflict('name')
    .merge();
}

/** Whether this database has never been set up. */
export async function isEmpty(db: Db): Promise<boolean> {
  return (await db('settings').first('name')) === undefined;
}

const waitingValue = z.object({ remindAfterDays: z.number(), closeAfterDays: z.number() });
/** Until somebody settles it: a week, then a week more. */
const PATIENCE: WaitingRule = { remindAfterDays: 7, closeAfterDays: 14 };

/** How long the provider waits for an answer it asked for. */
export async function loadWaitingRule(db: Db): Promise<WaitingRule> {
  const row = await db('settings').where({ name: 'waiting' }).first('value');
  return row ? waitingValue.parse(row.value) : PATIENCE;
}

export async function saveWaitingRule(db: Db, rule: WaitingRule, now: Date): Promise<void> {
  await db('settings')
    .insert({ name: 'waiting', value: JSON.stringify(rule), updated_at: now })
    .onConflict('name')
    .merge();
}

const diagnosisValue = z.object({ timerWarningMinutes: z.number() });
export type DiagnosisRule = z.output<typeof diagnosisValue>;
/** Until somebody settles it: two hours. */
const DIAGNOSIS: DiagnosisRule = { timerWarningMinutes: 120 };

/** From how many minutes on a timer has run for long, and its owner is told. */
export async function loadDiagnosisRule(db: Db): Promise<DiagnosisRule> {
  const row = await db('settings').where({ name: 'diagnosis' }).first('value');
  return row ? diagnosisValue.parse(row.value) : DIAGNOSIS;
}

export async function saveDiagnosisRule(db: Db, rule: DiagnosisRule, now: Date): Promise<void> {
  await db('settings')
    .insert({ name: 'diagnosis', value: JSON.stringify(rule), updated_at: now })
    .onConflict('name')
    .merge();
}

/** Where a team of the group works without the customers' agreement (8.2.3). */
export async function loadAllowedCountries(db: Db): Promise<readonly string[]> {
  const row = await db('settings').where({ name: 'allowed_countries' }).first('value');
  return row ? z.array(z.string()).parse(row.value) : ALLOWED_COUNTRIES;
}

export async function saveAllowedCountries(
  db: Db,
  countries: readonly string[],
  now: Date,
): Promise<void> {
  await db('settings')
    .insert({ name: 'allowed_countries', value: JSON.stringify(countries), updated_at: now })
    .onConflict('name')
    .merge();
}

const body = z.object({ name: z.string(), postalAddress: z.string() });
const bodiesValue: z.ZodType<ComplaintBodies> = z.object({
  customerService: body,
  consumerService: body,
  mediator: body.extend({ website: z.string(), formUrl: z.string() }),
  court: z.string(),
  professionals: z.boolean(),
});

/** Who answers complaints. Throws where nobody has settled them yet. */
export async function loadComplaintBodies(db: Db): Promise<ComplaintBodies> {
  const row = await db('settings').where({ name: 'complaint_bodies' }).first('value');
  if (!row) throw new Error('The complaint bodies are missing from the database');
  return bodiesValue.parse(row.value);
}

export async function saveComplaintBodies(
  db: Db,
  bodies: ComplaintBodies,
  now: Date,
): Promise<void> {
  await db('settings')
    .insert({ name: 'complaint_bodies', value: JSON.stringify(bodies), updated_at: now })
    .onConflict('name')
    .merge();
}
