import { statementReference, totalsOf } from '../domain/billing/statement.ts';
import { shownPrice } from '../domain/billing/tariff.ts';
import type { Charge } from '../store/charges.ts';
import type { Statement } from '../store/statements.ts';
import type { Translate } from '../views/i18n.ts';
import type { Cell } from './csv.ts';
import { wallClock } from './wall-clock.ts';

/**
 * A statement as the billing system reads it; the README documents it. Integer cents, days of the
 * provider's, instants in UTC.
 */
export function statementJson(statement: Statement, lines: readonly Charge[]): object {
  return {
    statement: statementReference(statement.id),
    id: statement.id,
    customer: { id: statement.customer.id, name: statement.customer.name },
    period: statement.period,
    exported_at: statement.exportedAt.toISOString(),
    currency: 'EUR',
    lines: lines.map((line) => ({
      charge: line.id,
      reverses: line.reversesId,
      ticket: line.ticketNumber,
      outcome: line.outcome,
      drafted_at: line.draftedAt.toISOString(),
      quality: line.quality,
      territory: line.territory,
      tariff_version: line.tariff.version,
      seconds: line.seconds,
      unit_minutes: line.tariff.unitMinutes,
      units: line.units,
      ...priceOf(line),
      vat_basis_points: line.vatBasisPoints,
      net_cents: line.netCents,
      vat_cents: line.vatCents,
      gross_cents: line.grossCents,
    })),
    totals: { lines: lines.length, ...centsOf(totalsOf(lines)) },
  };
}

const HEADS = [
  'statement',
  'customer',
  'charge',
  'reverses',
  'ticket',
  'drafted',
  'quality',
  'territory',
  'tariff_version',
  'seconds',
  'unit_minutes',
  'units',
  'unit_price',
  'price',
  'vat_percent',
  'net',
  'vat',
  'gross',
] as const;

/** One line per line, in euros. */
export function statementCsv(
  statement: Statement,
  lines: readonly Charge[],
  { t, timeZone }: { t: Translate; timeZone: string },
): Cell[][] {
  return [
    HEADS.map((name) => t(`statements.head.${name}`)),
    ...lines.map((line): Cell[] => {
      const { price, unit_cents } = priceOf(line);
      return [
        statementReference(statement.id),
        statement.customer.name,
        line.id,
        line.reversesId,
        line.ticketNumber,
        wallClock(line.draftedAt, timeZone),
        t(`customers.quality.${line.quality}`),
        t(`tariffs.territory.${line.territory}`),
        line.tariff.version,
        line.seconds,
        line.tariff.unitMinutes,
        line.units,
        { cents: unit_cents },
        t(`charges.price.${price}`),
        // a percent is a hundred basis points, as a euro is a hundred cents
        { cents: line.vatBasisPoints },
        { cents: line.netCents },
        { cents: line.vatCents },
        { cents: line.grossCents },
      ];
    }),
  ];
}

function priceOf({ tariff, quality }: Pick<Charge, 'tariff' | 'quality'>) {
  const { price, unitCents } = shownPrice(tariff, quality);
  return { price, unit_cents: unitCents };
}

function centsOf({ netCents, vatCents, grossCents }: ReturnType<typeof totalsOf>) {
  return { net_cents: netCents, vat_cents: vatCents, gross_cents: grossCents };
}
