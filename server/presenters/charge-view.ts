import { shownCents } from '../domain/billing/charge.ts';
import { mayBecome } from '../domain/billing/charge-course.ts';
import { needsAcceptance } from '../domain/billing/needs-acceptance.ts';
import { statementReference } from '../domain/billing/statement.ts';
import { shownPrice } from '../domain/billing/tariff.ts';
import { type DiagnosisOutcome, isBillable } from '../domain/diagnosis/outcome.ts';
import type { Charge } from '../store/charges.ts';
import type { Statement } from '../store/statements.ts';
import type { ChargePanel, ChargeView, StatementView } from '../views/models/charges.ts';
import { emptyForm } from '../views/models/common.ts';

/** A line of the ledger as those who decide about it see it. */
export function chargeView(charge: Charge, form: ChargeView['form'] = emptyForm()): ChargeView {
  const { quality, tariff, acceptance, state, statementId } = charge;
  const { price, unitCents } = shownPrice(tariff, quality);
  const decidable = charge.reversesId === null;
  const acceptanceMissing = needsAcceptance(charge) && acceptance === null;
  return {
    id: String(charge.id),
    ticketNumber: charge.ticketNumber,
    customer: { id: String(charge.customer.id), name: charge.customer.name },
    outcome: charge.outcome,
    state,
    draftedAt: charge.draftedAt,
    seconds: charge.seconds,
    units: charge.units,
    unitMinutes: tariff.unitMinutes,
    unitCents,
    price,
    minimum: Math.abs(charge.units) > Math.ceil(charge.seconds / (tariff.unitMinutes * 60)),
    netCents: charge.netCents,
    vatCents: charge.vatCents,
    grossCents: charge.grossCents,
    shownCents: shownCents(charge, quality),
    vatPercent: charge.vatBasisPoints / 100,
    territory: charge.territory,
    quality,
    tariffVersion: tariff.version,
    acceptance,
    acceptanceMissing,
    reverses: charge.reversesId === null ? null : String(charge.reversesId),
    reversedBy: charge.reversedById === null ? null : String(charge.reversedById),
    decidedBy: charge.decidedBy,
    decidedAt: charge.decidedAt,
    waiverReason: charge.waiverReason,
    statement:
      statementId === null
        ? null
        : { id: String(statementId), reference: statementReference(statementId) },
    mayApprove:
      decidable && state === 'draft' && charge.ticketKind === 'incident' && !acceptanceMissing,
    mayWaive: decidable && mayBecome(state, 'waived'),
    form,
  };
}

/** What a ticket's diagnosis costs, or why nothing; nothing is charged before a verdict (D3). */
export function chargePanel(
  verdict: { id: number; outcome: DiagnosisOutcome; seconds: number } | null,
  charges: readonly Charge[],
  { tariffVersionId, mayDecide }: { tariffVersionId: number | null; mayDecide: boolean },
): ChargePanel {
  const charged = charges.some(({ verdictId }) => verdictId === verdict?.id);
  return {
    charges: charges.map((charge) => chargeView(charge)),
    nothing: verdict === null || charged ? null : whyNothing(verdict, tariffVersionId),
    concluded: verdict !== null,
    mayDecide,
  };
}

function whyNothing(
  { outcome, seconds }: { outcome: DiagnosisOutcome; seconds: number },
  tariffVersionId: number | null,
): string {
  if (!isBillable(outcome)) return outcome;
  return seconds > 0 && tariffVersionId === null ? 'no_tariff' : 'no_time';
}

export function statementView(statement: Statement): StatementView {
  return {
    id: String(statement.id),
    reference: statementReference(statement.id),
    customer: { id: String(statement.customer.id), name: statement.customer.name },
    period: statement.period,
    exportedAt: statement.exportedAt,
    exportedBy: statement.exportedBy,
  };
}
