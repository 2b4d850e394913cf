import type { Stretch } from './local-time.ts';

/** The same stretches in order, those that overlap or touch made one. */
export function united(stretches: readonly Stretch[]): Stretch[] {
  const sorted = stretches.filter(([from, to]) => to > from).sort((a, b) => a[0] - b[0]);
  const whole: Stretch[] = [];
  for (const stretch of sorted) {
    const last = whole.at(-1);
    if (last && stretch[0] <= last[1]) {
      whole[whole.length - 1] = [last[0], Math.max(last[1], stretch[1])];
    } else whole.push(stretch);
  }
  return whole;
}

/** What is left of `stretches` without `holes`; both in order and apart, as `united` gives them. */
export function without(stretches: readonly Stretch[], holes: readonly Stretch[]): Stretch[] {
  const left: Stretch[] = [];
  for (const [from, to] of stretches) {
    let start = from;
    for (const [holeFrom, holeTo] of holes) {
      if (holeTo <= start) continue;
      if (holeFrom >= to) break;
      if (holeFrom > start) left.push([start, holeFrom]);
      start = holeTo;
    }
    if (start < to) left.push([start, to]);
  }
  return left;
}

/** The part of each stretch between two instants. */
export function clipped(stretches: readonly Stretch[], from: number, to: number): Stretch[] {
  return stretches
    .map(([a, b]): Stretch => [Math.max(a, from), Math.min(b, to)])
    .filter(([a, b]) => b > a);
}
