import { z } from 'zod';
import { computeCharge, shownCents } from '../../domain/billing/charge.ts';
import { isBillable, OUTCOMES } from '../../domain/diagnosis/outcome.ts';
import { answerLines } from './json-lines.ts';

const count = z.int().min(0);

/** What `explain -- bill` is asked on one line: raw time and the tariff it falls under. */
export const billQuestion = z.object({
  outcome: z.enum(OUTCOMES),
  /** Unknown counts as a consumer. */
  quality: z.enum(['consumer', 'professional', 'unknown']),
  seconds: z.array(count),
  tariff: z.object({
    unit_minutes: z.int().min(1),
    /** Without tax for a professional, with tax for others. */
    unit_price_cents: count,
    minimum_units: count.nullish(),
    vat_basis_points: count.max(10_000),
  }),
});
type BillQuestion = z.output<typeof billQuestion>;

/** One line per question on standard input: what a diagnosis costs, and why (D3, D4). */
export function explainBills(): AsyncGenerator<object> {
  return answerLines(process.stdin, billQuestion, explainBill);
}

/** What `explain -- bill` says of one question, without its id. Integer cents. */
export function explainBill({ outcome, quality, seconds, tariff }: BillQuestion): object {
  const charge = computeCharge(outcome, seconds, {
    quality,
    unitMinutes: tariff.unit_minutes,
    unitCents: tariff.unit_price_cents,
    minimumUnits: tariff.minimum_units ?? 0,
    vatBasisPoints: tariff.vat_basis_points,
  });
  return {
    billable: isBillable(outcome),
    units: charge.units,
    net_cents: charge.netCents,
    vat_cents: charge.vatCents,
    gross_cents: charge.grossCents,
    shown_cents: shownCents(charge, quality),
    reason: charge.reason,
  };
}
