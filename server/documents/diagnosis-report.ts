import type { ShownPrice } from '../domain/billing/tariff.ts';
import type { TestResult } from '../domain/diagnosis/event.ts';
import type { NothingDue } from '../domain/diagnosis/nothing-due.ts';
import type { DiagnosisOutcome } from '../domain/diagnosis/outcome.ts';
import type { Block, Compose, Words } from './blocks.ts';

/** What a diagnosis ended with, as its customer is told (D2). No word meant for colleagues. */
export type DiagnosisReport = {
  readonly ticket: { readonly number: string; readonly subject: string; readonly receivedAt: Date };
  readonly service: string | null;
  readonly outcome: DiagnosisOutcome;
  readonly reasons: string;
  readonly pronouncedAt: Date;
  readonly pronouncedBy: string;
  /** The earlier report that this one takes the place of. */
  readonly replaces: { readonly reference: string; readonly at: Date } | null;
  readonly tests: readonly {
    readonly wording: string;
    readonly result: TestResult;
    readonly said: string;
    readonly evidence: readonly string[];
  }[];
  readonly findings: readonly {
    readonly at: Date;
    readonly said: string;
    readonly evidence: readonly string[];
  }[];
  readonly accesses: readonly {
    readonly by: string;
    readonly service: string | null;
    readonly startedAt: Date;
    readonly endedAt: Date;
    readonly purpose: string;
  }[];
  /** Time that stands: when it was spent, and how long; no word of what was noted beside it. */
  readonly time: readonly { readonly startedAt: Date; readonly seconds: number }[];
  readonly seconds: number;
  readonly tariff:
    | (ShownPrice & { readonly unitMinutes: number; readonly minimumUnits: number })
    | null;
  readonly charge: ReportedCharge;
  readonly ticketUrl: string;
};

/** What is due; or that nothing is, and why. */
export type ReportedCharge =
  | {
      readonly due: true;
      readonly units: number;
      readonly netCents: number;
      readonly vatCents: number;
      readonly grossCents: number;
      readonly vatBasisPoints: number;
      /** Fewer units were started than the tariff's minimum. */
      readonly minimum: boolean;
      readonly price: ShownPrice['price'];
    }
  | {
      readonly due: false;
      readonly reason: NothingDue;
    };

/** The report of a diagnosis (4.3, D2): its outcome first, then what was done, then what it costs. */
export const diagnosisReport: Compose<DiagnosisReport> = (report, words) => ({
  title: words.t('documents.diagnosis_report.title'),
  blocks: [
    ...whatItIsOf(report, words),
    ...outcome(report, words),
    ...tests(report, words),
    ...findings(report, words),
    ...accesses(report, words),
    ...time(report, words),
    ...cost(report, words),
    ...next(report, words),
  ],
});

function whatItIsOf(
  { ticket, service, replaces }: DiagnosisReport,
  { t, at, zone }: Words,
): Block[] {
  const rows: [string, string][] = [
    [t('documents.diagnosis_report.ticket'), `${ticket.number} · ${ticket.subject}`],
    [t('documents.diagnosis_report.received'), at(ticket.receivedAt, 'long')],
    [
      t('documents.diagnosis_report.service'),
      service ?? t('documents.diagnosis_report.no_service'),
    ],
  ];
  const facts: readonly Block[] = [
    { kind: 'facts', rows },
    { kind: 'paragraph', style: 'small', text: t('documents.diagnosis_report.clock', { zone }) },
  ];
  if (replaces === null) return [...facts];
  const text = t('documents.diagnosis_report.replaces', {
    reference: replaces.reference,
    date: at(replaces.at, 'date'),
  });
  return [{ kind: 'paragraph', style: 'strong', text }, ...facts];
}

function outcome(report: DiagnosisReport, { t, at }: Words): Block[] {
  const by = t('documents.diagnosis_report.pronounced', {
    name: report.pronouncedBy,
    at: at(report.pronouncedAt, 'long'),
  });
  return [
    heading(t, 'outcome'),
    { kind: 'paragraph', style: 'strong', text: t(`diagnosis.told.${report.outcome}`) },
    { kind: 'paragraph', text: report.reasons },
    { kind: 'paragraph', style: 'small', text: by },
  ];
}

function tests({ tests: done }: DiagnosisReport, { t }: Words): Block[] {
  if (done.length === 0) return [];
  return [
    heading(t, 'tests'),
    {
      kind: 'table',
      columns: [
        { head: t('documents.diagnosis_report.test'), share: 4 },
        { head: t('documents.diagnosis_report.result'), share: 1.4 },
        { head: t('documents.diagnosis_report.observed'), share: 4 },
      ],
      rows: done.map(({ wording, result, said, evidence }) => [
        wording,
        t(`diagnosis.result.${result}`),
        [said, ...evidence.map((name) => t('documents.diagnosis_report.evidence', { name }))]
          .filter(Boolean)
          .join('\n'),
      ]),
    },
  ];
}

function findings({ findings: found }: DiagnosisReport, { t, at }: Words): Block[] {
  if (found.length === 0) return [];
  const told = found.flatMap(({ at: when, said, evidence }): Block[] => [
    { kind: 'paragraph', style: 'small', text: at(when, 'long') },
    { kind: 'paragraph', text: said },
    ...evidence.map(
      (name): Block => ({
        kind: 'paragraph',
        style: 'small',
        text: t('documents.diagnosis_report.evidence', { name }),
      }),
    ),
  ]);
  return [heading(t, 'findings'), ...told];
}

function accesses({ accesses: made }: DiagnosisReport, { t, at }: Words): Block[] {
  if (made.length === 0) return [];
  return [
    heading(t, 'accesses'),
    {
      kind: 'table',
      columns: [
        { head: t('documents.diagnosis_report.when'), share: 3 },
        { head: t('documents.diagnosis_report.who'), share: 2 },
        { head: t('documents.diagnosis_report.accessed'), share: 2 },
        { head: t('documents.diagnosis_report.purpose'), share: 3 },
      ],
      rows: made.map((access) => [
        t('documents.diagnosis_report.span', {
          from: at(access.startedAt, 'long'),
          to: at(access.endedAt, sameDay(access, at) ? 'time' : 'long'),
        }),
        access.by,
        access.service ?? t('documents.diagnosis_report.no_service'),
        access.purpose,
      ]),
    },
  ];
}

const sameDay = ({ startedAt, endedAt }: { startedAt: Date; endedAt: Date }, at: Words['at']) =>
  at(startedAt, 'date') === at(endedAt, 'date');

function time({ time: spent, seconds }: DiagnosisReport, { t, at, duration }: Words): Block[] {
  if (spent.length === 0) {
    return [
      heading(t, 'time'),
      { kind: 'paragraph', text: t('documents.diagnosis_report.no_time') },
    ];
  }
  return [
    heading(t, 'time'),
    {
      kind: 'table',
      columns: [
        { head: t('documents.diagnosis_report.day'), share: 3 },
        { head: t('documents.diagnosis_report.duration'), share: 1, figures: true },
      ],
      rows: spent.map((entry) => [at(entry.startedAt, 'long'), duration(entry.seconds)]),
      total: [t('documents.diagnosis_report.whole_time'), duration(seconds)],
    },
  ];
}

function cost({ tariff, charge }: DiagnosisReport, words: Words): Block[] {
  const { t, money, figure } = words;
  const blocks: Block[] = [heading(t, 'cost')];
  if (tariff !== null) {
    const told = { unit: money(tariff.unitCents), minutes: figure(tariff.unitMinutes) };
    const text = t(`documents.diagnosis_report.tariff.${tariff.price}`, told);
    const least = t('documents.diagnosis_report.minimum', { count: tariff.minimumUnits });
    blocks.push({ kind: 'paragraph', text: tariff.minimumUnits > 1 ? `${text} ${least}` : text });
  }
  if (!charge.due) {
    const text = t(`documents.diagnosis_report.nothing.${charge.reason}`);
    return [...blocks, { kind: 'paragraph', style: 'strong', text }];
  }
  const amounts = [
    [t('documents.diagnosis_report.units'), figure(charge.units)],
    [t('documents.diagnosis_report.net'), money(charge.netCents)],
    [vatLabel(charge.vatBasisPoints, words), money(charge.vatCents)],
  ];
  return [
    ...blocks,
    {
      kind: 'table',
      columns: [
        { head: t('documents.diagnosis_report.amount'), share: 3 },
        { head: '', share: 1, figures: true },
      ],
      rows: amounts,
      total: [t('documents.diagnosis_report.gross'), money(charge.grossCents)],
    },
    ...(charge.minimum
      ? [{ kind: 'paragraph', text: t('documents.diagnosis_report.minimum_applied') } as const]
      : []),
    { kind: 'paragraph', style: 'small', text: t('documents.diagnosis_report.not_an_invoice') },
  ];
}

/** VAT is kept in basis points: 850 is 8.5 %. */
function vatLabel(basisPoints: number, { t, figure }: Words): string {
  return t('documents.diagnosis_report.vat', { rate: figure(basisPoints / 100) });
}

function next({ charge, ticketUrl }: DiagnosisReport, { t }: Words): Block[] {
  const paragraphs = [
    t('documents.diagnosis_report.next.answer', { url: ticketUrl }),
    ...(charge.due ? [t('documents.diagnosis_report.next.dispute')] : []),
  ];
  return [heading(t, 'next'), ...paragraphs.map((text): Block => ({ kind: 'paragraph', text }))];
}

function heading(t: Words['t'], key: string): Block {
  return { kind: 'heading', text: t(`documents.diagnosis_report.heading.${key}`) };
}
