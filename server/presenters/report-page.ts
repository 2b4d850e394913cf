import { shownPrice } from '../domain/billing/tariff.ts';
import { nothingDue } from '../domain/diagnosis/nothing-due.ts';
import { readTestWords } from '../domain/diagnosis/step.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Charge } from '../store/charges.ts';
import type { DiagnosisStep } from '../store/diagnosis-steps.ts';
import type { Verdict } from '../store/verdicts.ts';
import type { ReportPage } from '../views/models/verdicts.ts';
import { verdictView } from './verdict-view.ts';

/** A diagnosis as its customer reads it: what the verdict was pronounced on, and nothing later. */
export function reportPage({
  ticket,
  verdicts,
  verdict,
  steps,
  charge,
  zone,
}: {
  ticket: Ticket;
  verdicts: readonly Verdict[];
  verdict: Verdict;
  steps: readonly DiagnosisStep[];
  charge: Charge | null;
  zone: string;
}): ReportPage {
  const { number, subject } = ticket;
  const { changeReason: _internal, ...shown } = verdictView(verdict, number);
  const known = steps.filter(({ recordedAt }) => recordedAt <= verdict.pronouncedAt);
  const earlier = verdicts.slice(0, -1).map((one) => verdictView(one, number));
  return {
    number,
    subject,
    customerZone: zone,
    verdict: shown,
    replaces: earlier.at(-1)?.reference ?? null,
    earlier: earlier.map(({ reference, pronouncedAt, reportUrl }) => ({
      reference,
      pronouncedAt,
      reportUrl,
    })),
    tests: known.flatMap(({ kind, result, body }) => {
      if (kind !== 'test' || result === null) return [];
      const { wording, observed } = readTestWords(body);
      return [{ wording, result, said: observed }];
    }),
    findings: known
      .filter(({ kind }) => kind === 'finding')
      .map(({ recordedAt, body }) => ({ at: recordedAt, said: body })),
    accesses: known.flatMap(({ kind, startedAt, endedAt, recordedBy, service, body }) =>
      kind === 'access' && startedAt && endedAt
        ? [{ by: recordedBy, service: service?.name ?? null, startedAt, endedAt, purpose: body }]
        : [],
    ),
    tariff: charge && {
      ...shownPrice(charge.tariff, charge.quality),
      unitMinutes: charge.tariff.unitMinutes,
    },
    charge: charge && {
      units: charge.units,
      netCents: charge.netCents,
      vatCents: charge.vatCents,
      grossCents: charge.grossCents,
      vatPercent: charge.vatBasisPoints / 100,
    },
    nothing: charge === null ? nothingDue(verdict.outcome, ticket) : null,
    waived: charge?.state === 'waived' || (charge?.reversedById ?? null) !== null,
    canReply: !isEnded(ticket.status),
  };
}
