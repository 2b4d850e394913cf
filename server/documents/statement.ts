import { type Totals, totalsByRate, totalsOf } from '../domain/billing/statement.ts';
import type { Quality } from '../domain/billing/tariff.ts';
import type { Block, Compose, Words } from './blocks.ts';

/** What was exported at once for a customer (D5). Integer cents; a reversal's are negative. */
export type StatementModel = {
  readonly customer: string;
  /** Days of the provider's, the last included. */
  readonly period: { readonly from: string; readonly to: string };
  readonly exportedAt: Date;
  readonly exportedBy: string;
  readonly lines: readonly StatementLine[];
};

export type StatementLine = Totals & {
  readonly id: number;
  readonly reversesId: number | null;
  readonly ticketNumber: string;
  readonly draftedAt: Date;
  readonly seconds: number;
  readonly units: number;
  readonly unitMinutes: number;
  readonly unitCents: number;
  readonly quality: Quality;
  readonly vatBasisPoints: number;
};

/** A statement on paper: each line with what it comes from, the VAT by rate, the total. */
export const statement: Compose<StatementModel> = (model, words) => ({
  title: words.t('documents.statement.title'),
  blocks: [...whatItIsOf(model, words), lines(model, words), ...vat(model, words), notes(words)],
});

function whatItIsOf(
  { customer, period, ...model }: StatementModel,
  { t, day, at }: Words,
): Block[] {
  return [
    {
      kind: 'facts',
      rows: [
        [t('documents.statement.customer'), customer],
        [
          t('documents.statement.period'),
          t('documents.statement.days', { from: day(period.from), to: day(period.to) }),
        ],
        [
          t('documents.statement.exported'),
          t('documents.statement.by', { at: at(model.exportedAt, 'long'), name: model.exportedBy }),
        ],
      ],
    },
    { kind: 'heading', text: t('documents.statement.lines') },
  ];
}

function lines({ lines: all }: StatementModel, words: Words): Block {
  const { t, money, at } = words;
  const { netCents, vatCents, grossCents } = totalsOf(all);
  const head = (name: string) => t(`documents.statement.head.${name}`);
  return {
    kind: 'table',
    columns: [
      { head: head('ticket'), share: 3.4 },
      { head: head('units'), share: 3 },
      { head: head('net'), share: 1.8, figures: true },
      { head: head('vat'), share: 1.8, figures: true },
      { head: head('gross'), share: 1.8, figures: true },
    ],
    rows: all.map((line) => [
      whatFor(line, t, at(line.draftedAt, 'date')),
      howMuch(line, words),
      money(line.netCents),
      money(line.vatCents),
      money(line.grossCents),
    ]),
    total: [head('total'), '', money(netCents), money(vatCents), money(grossCents)],
  };
}

function whatFor({ id, reversesId, ticketNumber }: StatementLine, t: Words['t'], date: string) {
  const told = { id, ticket: ticketNumber, date, reverses: reversesId ?? 0 };
  return t(`documents.statement.${reversesId === null ? 'charge' : 'reversal'}`, told);
}

function howMuch(line: StatementLine, { t, money, figure, duration }: Words): string {
  const price = line.quality === 'professional' ? 'net' : 'gross';
  return t(`documents.statement.units.${price}`, {
    duration: duration(line.seconds),
    units: figure(line.units),
    minutes: figure(line.unitMinutes),
    unit: money(line.unitCents),
  });
}

function vat({ lines: all }: StatementModel, { t, money, figure }: Words): Block[] {
  const head = (name: string) => t(`documents.statement.head.${name}`);
  return [
    { kind: 'heading', text: t('documents.statement.vat') },
    {
      kind: 'table',
      columns: [
        { head: head('rate'), share: 3 },
        { head: head('net'), share: 1, figures: true },
        { head: head('vat'), share: 1, figures: true },
        { head: head('gross'), share: 1, figures: true },
      ],
      rows: totalsByRate(all).map((rate) => [
        t('documents.statement.percent', { rate: figure(rate.vatBasisPoints / 100) }),
        money(rate.netCents),
        money(rate.vatCents),
        money(rate.grossCents),
      ]),
    },
  ];
}

function notes({ t }: Words): Block {
  return { kind: 'paragraph', style: 'small', text: t('documents.statement.note') };
}
