/** The amounts of a line, in integer cents; a reversal's are negative. */
type Amounts = {
  readonly vatBasisPoints: number;
  readonly netCents: number;
  readonly vatCents: number;
  readonly grossCents: number;
};

export type Totals = Omit<Amounts, 'vatBasisPoints'>;

/** What a statement is called by, on paper and in files: `R-000012`. */
export function statementReference(id: number): string {
  return `R-${String(id).padStart(6, '0')}`;
}

/** A statement as people type it, `R-000012` or `12`; null for anything else. */
export function readStatementReference(typed: string): number | null {
  const [, digits] = /^\s*(?:R-)?(\d{1,15})\s*$/i.exec(typed) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** The lines added up: nothing is rounded again. */
export function totalsOf(lines: readonly Amounts[]): Totals {
  const sum = (amount: keyof Totals) => lines.reduce((total, line) => total + line[amount], 0);
  return { netCents: sum('netCents'), vatCents: sum('vatCents'), grossCents: sum('grossCents') };
}

/** The same for each rate of VAT, the highest first. */
export function totalsByRate(
  lines: readonly Amounts[],
): readonly (Totals & { readonly vatBasisPoints: number })[] {
  const rates = [...new Set(lines.map(({ vatBasisPoints }) => vatBasisPoints))];
  return rates
    .sort((left, right) => right - left)
    .map((rate) => ({
      vatBasisPoints: rate,
      ...totalsOf(lines.filter(({ vatBasisPoints }) => vatBasisPoints === rate)),
    }));
}
