import type { DiagnosisReport, ReportedCharge } from '../documents/diagnosis-report.ts';
import type { Document } from '../documents/document.ts';
import { shownPrice } from '../domain/billing/tariff.ts';
import { nothingDue } from '../domain/diagnosis/nothing-due.ts';
import type { DiagnosisOutcome } from '../domain/diagnosis/outcome.ts';
import { reportReference } from '../domain/diagnosis/report-reference.ts';
import { readTestWords } from '../domain/diagnosis/step.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { listAttachments } from '../store/attachments.ts';
import { type Charge, findChargeOfVerdict } from '../store/charges.ts';
import { type Customer, findCustomer } from '../store/customers.ts';
import { type DiagnosisStep, listSteps } from '../store/diagnosis-steps.ts';
import { findService } from '../store/services.ts';
import { loadProvider } from '../store/settings.ts';
import { findTariff } from '../store/tariffs.ts';
import { listTimeEntries } from '../store/time-entries.ts';
import type { User } from '../store/users.ts';
import type { Verdict } from '../store/verdicts.ts';
import type { CommandContext } from './command.ts';
import { ticketUrl } from './post-letter.ts';

export type Concluded = {
  readonly verdictId: number;
  /** Its place among the ticket's verdicts, from 1. */
  readonly place: number;
  readonly outcome: DiagnosisOutcome;
  readonly reasons: string;
  readonly seconds: number;
  readonly replaced: Verdict | null;
};

/** The report of a verdict whose charge is written: all that its customer is told (D2). */
export async function reportOf(
  { tx, now, house }: CommandContext,
  { ticket, staff, requester }: { ticket: Ticket; staff: UserActor; requester: User },
  concluded: Concluded,
): Promise<Document<'diagnosis_report'>> {
  const { verdictId, place, outcome, reasons, seconds, replaced } = concluded;
  const [provider, customer, service, steps, entries, tariff, charge] = await Promise.all([
    loadProvider(tx),
    findCustomer(tx, ticket.customerId) as Promise<Customer>,
    ticket.serviceId === null ? null : findService(tx, ticket.serviceId),
    listSteps(tx, ticket.id),
    listTimeEntries(tx, ticket.id),
    ticket.tariffVersionId === null ? null : findTariff(tx, ticket.tariffVersionId),
    findChargeOfVerdict(tx, verdictId),
  ]);
  return {
    name: 'diagnosis_report',
    reference: reportReference(ticket.number, place),
    locale: requester.locale,
    createdAt: now,
    provider,
    to: customer.name === requester.name ? [customer.name] : [customer.name, requester.name],
    model: {
      ticket,
      service: service?.name ?? null,
      outcome,
      reasons,
      pronouncedAt: now,
      pronouncedBy: staff.name,
      replaces: replaced && {
        reference: reportReference(ticket.number, replaced.place),
        at: replaced.pronouncedAt,
      },
      ...(await told(tx, steps)),
      time: entries
        .filter(({ supersededById, seconds: spent }) => supersededById === null && spent > 0)
        .sort((one, other) => one.startedAt.getTime() - other.startedAt.getTime()),
      seconds,
      tariff: tariff && {
        ...shownPrice(tariff, charge?.quality ?? customer.quality),
        unitMinutes: tariff.unitMinutes,
        minimumUnits: tariff.minimumUnits,
      },
      charge: reported(charge, concluded, ticket),
      ticketUrl: ticketUrl(house.publicUrl, ticket.number),
    },
  };
}

type Told = Pick<DiagnosisReport, 'tests' | 'findings' | 'accesses'>;

async function told(tx: CommandContext['tx'], steps: readonly DiagnosisStep[]): Promise<Told> {
  const files = await listAttachments(
    tx,
    steps.flatMap(({ messageId }) => messageId ?? []),
  );
  const evidence = (step: DiagnosisStep) =>
    files.filter(({ messageId }) => messageId === step.messageId).map(({ name }) => name);
  return {
    tests: steps.flatMap((step) => {
      if (step.kind !== 'test' || step.result === null) return [];
      const { wording, observed } = readTestWords(step.body);
      return [{ wording, result: step.result, said: observed, evidence: evidence(step) }];
    }),
    findings: steps
      .filter(({ kind }) => kind === 'finding')
      .map((step) => ({ at: step.recordedAt, said: step.body, evidence: evidence(step) })),
    accesses: steps.flatMap(({ kind, startedAt, endedAt, recordedBy, service, body }) =>
      kind === 'access' && startedAt && endedAt
        ? [{ by: recordedBy, service: service?.name ?? null, startedAt, endedAt, purpose: body }]
        : [],
    ),
  };
}

function reported(charge: Charge | null, { outcome }: Concluded, ticket: Ticket): ReportedCharge {
  if (charge !== null) {
    const { unitMinutes } = charge.tariff;
    return {
      due: true,
      units: charge.units,
      netCents: charge.netCents,
      vatCents: charge.vatCents,
      grossCents: charge.grossCents,
      vatBasisPoints: charge.vatBasisPoints,
      minimum: charge.units * unitMinutes * 60 - charge.seconds >= unitMinutes * 60,
      price: shownPrice(charge.tariff, charge.quality).price,
    };
  }
  return { due: false, reason: nothingDue(outcome, ticket) };
}
