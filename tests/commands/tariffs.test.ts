import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { saveTariff } from '../../server/commands/save-tariff.ts';
import { saveVatRate } from '../../server/commands/save-vat-rate.ts';
import { findCustomer } from '../../server/store/customers.ts';
import { findTariff, listTariffs, tariffInForce } from '../../server/store/tariffs.ts';
import { listVatRates, vatRate } from '../../server/store/vat-rates.ts';
import { createWorld, MONDAY, type World } from '../support/world.ts';

const DEARER = { unitMinutes: 15, minimumUnits: 2, netUnitCents: 1_900, grossUnitCents: 2_280 };
const APRIL = new Date('2026-04-01T00:00:00.000Z');

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

test('the demonstration begins with a tariff, and its cast where it lives', async () => {
  const { knex, cast } = world;
  expect(await tariffInForce(knex, MONDAY)).toEqual({
    id: 1,
    version: 1,
    effectiveFrom: new Date(0),
    unitMinutes: 30,
    minimumUnits: 1,
    netUnitCents: 2900,
    grossUnitCents: 3480,
  });
  const territory = async (name: 'jean' | 'marie' | 'tiare') =>
    (await findCustomer(knex, cast[name].customerId as number))?.territory;
  expect(await territory('jean')).toBe('guadeloupe');
  expect(await territory('marie')).toBe('reunion');
  expect(await territory('tiare')).toBe('nouvelle_caledonie');
});

test('VAT by territory, as the contract states it (D4)', async () => {
  const rates = await listVatRates(world.knex, '2026-03-02');
  expect(rates.inForce.map(({ territory, basisPoints }) => [territory, basisPoints])).toEqual([
    ['metropole', 2000],
    ['guadeloupe', 850],
    ['martinique', 850],
    ['reunion', 850],
    ['guyane', 0],
    ['mayotte', 0],
    ['saint_barthelemy', 0],
    ['saint_martin', 0],
    ['saint_pierre_et_miquelon', 0],
    ['nouvelle_caledonie', 0],
    ['polynesie_francaise', 0],
    ['wallis_et_futuna', 0],
  ]);
  expect(rates.later).toEqual([]);
});

test('a version to come changes nothing before its day, and the earlier one stays', async () => {
  const { knex, run, cast } = world;
  const saved = await run(saveTariff, cast.nadia, { ...DEARER, effectiveFrom: APRIL });
  expect(saved).toMatchObject({ ok: true, value: { version: 2, unitMinutes: 15 } });
  const before = new Date('2026-03-31T23:59:59.999Z');
  expect((await tariffInForce(knex, before))?.version).toBe(1);
  expect((await tariffInForce(knex, APRIL))?.version).toBe(2);
  expect((await findTariff(knex, 1))?.netUnitCents).toBe(2900);
  const page = { limit: 10, before: null };
  expect((await listTariffs(knex, page)).map(({ version }) => version)).toEqual([2, 1]);
  const after = { limit: 10, before: { at: APRIL, id: 2 } };
  expect((await listTariffs(knex, after)).map(({ version }) => version)).toEqual([1]);
});

test('nobody edits or removes a version or a rate, not even the application itself', async () => {
  for (const table of ['tariff_versions', 'vat_rates']) {
    await expect(world.knex(table).update({ effective_from: '2020-01-01' })).rejects.toThrow();
    await expect(world.knex(table).del()).rejects.toThrow();
  }
});

test('a tariff is not backdated, and agents and customers save none', async () => {
  const { run, cast } = world;
  const past = new Date(MONDAY.getTime() - 1);
  expect(await run(saveTariff, cast.nadia, { ...DEARER, effectiveFrom: past })).toEqual({
    ok: false,
    reason: 'backdated',
    field: 'effective_from',
  });
  for (const actor of [cast.karim, cast.marie, { kind: 'visitor' } as const]) {
    expect(await run(saveTariff, actor, { ...DEARER, effectiveFrom: APRIL })).toMatchObject({
      reason: 'forbidden',
    });
  }
});

test.each([
  [{ unitMinutes: 0 }, 'figure_out_of_range', 'unit_minutes'],
  [{ unitMinutes: 1441 }, 'figure_out_of_range', 'unit_minutes'],
  [{ unitMinutes: 7.5 }, 'figure_out_of_range', 'unit_minutes'],
  [{ minimumUnits: -1 }, 'figure_out_of_range', 'minimum_units'],
  [{ netUnitCents: Number.NaN }, 'price_out_of_range', 'net'],
  [{ grossUnitCents: 100_000_001 }, 'price_out_of_range', 'gross'],
])('figures that are no tariff: %p', async (wrong, reason, field) => {
  const input = { ...DEARER, ...wrong, effectiveFrom: APRIL };
  expect(await world.run(saveTariff, world.cast.odile, input)).toMatchObject({ reason, field });
});

test('a VAT rate holds from its day on, in its territory only', async () => {
  const { knex, run, cast } = world;
  const rate = { territory: 'guyane', effectiveFrom: '2026-03-10', basisPoints: 210 } as const;
  expect(await run(saveVatRate, cast.odile, rate)).toEqual({ ok: true, value: null });
  expect(await vatRate(knex, 'guyane', '2026-03-09')).toBe(0);
  expect(await vatRate(knex, 'guyane', '2026-03-10')).toBe(210);
  expect(await vatRate(knex, 'mayotte', '2026-03-10')).toBe(0);
  expect((await listVatRates(knex, '2026-03-09')).later).toMatchObject([
    { territory: 'guyane', effectiveFrom: '2026-03-10', basisPoints: 210 },
  ]);
  const refused = (input: object, by = cast.odile) => run(saveVatRate, by, { ...rate, ...input });
  expect(await refused({ effectiveFrom: '2026-03-01' })).toMatchObject({ reason: 'backdated' });
  expect(await refused({ basisPoints: 10_001 })).toMatchObject({ reason: 'rate_out_of_range' });
  expect(await refused({ territory: 'monaco' })).toMatchObject({ reason: 'invalid_choice' });
  expect(await refused({}, cast.lea)).toMatchObject({ reason: 'forbidden' });
});
