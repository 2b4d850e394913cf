import type { Stretch } from './local-time.ts';

/** The years a table may grow to; a due time beyond them counts as never. */
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2400, 0, 1);
const SHORTEST = 2;

/** Open stretches, as instants in order and apart, between two instants. */
export type ReadOpenings = {
  between(from: number, to: number): readonly Stretch[];
  /** Whether anything may open at or after an instant. */
  goOnAfter(at: number): boolean;
};

/**
 * When a calendar is open, as a sorted table of opening instants and the open time before each, so
 * that every question is a binary search or two. It starts with the years first asked about and
 * grows as needed, at least doubling. All instants and times are milliseconds.
 *
 * Opening `k` lasts `before[k + 1] - before[k]`; an opening that the table's edge cuts goes on in
 * the part that is added there.
 */
export class OpeningTable {
  readonly #read: ReadOpenings;
  #opens = new Float64Array(0);
  #before = new Float64Array(1);
  #from = 0;
  #to = 0;

  constructor(read: ReadOpenings) {
    this.#read = read;
  }

  /** How many openings the table holds now. */
  get length(): number {
    return this.#opens.length;
  }

  /**
   * The earliest instant at which the open time since `start` reaches `time`. One that ends with an
   * opening is the closing instant, not the next opening; none at all is `start` itself.
   *
   * @returns null where that never happens
   * @throws RangeError for an instant outside the years 1900 to 2399, or a negative time
   */
  dueAt(start: number, time: number): number | null {
    if (!(start >= this.#from && start < this.#to)) this.#cover(start);
    if (!(time > 0)) return noTime(start, time);
    const opens = this.#opens;
    let low = 0;
    let high = opens.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((opens[middle] as number) <= start) low = middle + 1;
      else high = middle;
    }
    const before = this.#before;
    let wanted = time;
    if (low > 0) {
      const done = (before[low - 1] as number) + start - (opens[low - 1] as number);
      const closing = before[low] as number;
      wanted += Math.min(done, closing);
    }
    if (wanted > (before[opens.length] as number)) return this.#dueLater(start, time);
    // the first closing by which the open time is enough: it lies at or after `low`
    let last = opens.length;
    while (low < last) {
      const middle = (low + last) >>> 1;
      if ((before[middle] as number) < wanted) low = middle + 1;
      else last = middle;
    }
    return (opens[low - 1] as number) + wanted - (before[low - 1] as number);
  }

  /** Open time from one instant to a later one; 0 where it isn't later. */
  openBetween(from: number, to: number): number {
    if (!(to > from)) return 0;
    this.#cover(from);
    this.#cover(to);
    return this.#openUntil(to) - this.#openUntil(from);
  }

  isOpen(at: number): boolean {
    this.#cover(at);
    const index = this.#lastOpening(at);
    return index >= 0 && at < this.#closing(index);
  }

  /** The first open instant from `at` on, `at` itself where it is open; null where none comes. */
  nextOpening(at: number): number | null {
    if (this.isOpen(at)) return at;
    for (;;) {
      const next = this.#opens[this.#lastOpening(at) + 1];
      if (next !== undefined) return next;
      if (!this.#grow()) return null;
    }
  }

  /** The first closed instant from `at` on, `at` itself where it is closed; null where none comes. */
  nextClosing(at: number): number | null {
    if (!this.isOpen(at)) return at;
    for (;;) {
      const closing = this.#closing(this.#lastOpening(at));
      if (closing < this.#to) return closing;
      if (!this.#grow()) return null;
    }
  }

  /** The open stretches between two instants, cut to them. */
  openings(from: number, to: number): Stretch[] {
    if (!(to > from)) return [];
    this.#cover(from);
    this.#cover(to);
    const found: Stretch[] = [];
    for (let index = Math.max(this.#lastOpening(from), 0); index < this.length; index += 1) {
      const open = this.#opens[index] as number;
      if (open >= to) break;
      const stretch: Stretch = [Math.max(open, from), Math.min(this.#closing(index), to)];
      if (stretch[1] > stretch[0]) found.push(stretch);
    }
    return found;
  }

  /** The last opening at or before an instant; -1 where there is none. */
  #lastOpening(at: number): number {
    let low = 0;
    let high = this.#opens.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#opens[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #closing(index: number): number {
    const before = this.#before;
    return (
      (this.#opens[index] as number) + (before[index + 1] as number) - (before[index] as number)
    );
  }

  #openUntil(at: number): number {
    const index = this.#lastOpening(at);
    if (index < 0) return 0;
    const before = this.#before;
    const done = (before[index] as number) + at - (this.#opens[index] as number);
    return Math.min(done, before[index + 1] as number);
  }

  #dueLater(start: number, time: number): number | null {
    return this.#grow() ? this.dueAt(start, time) : null;
  }

  /** Makes the table span an instant. */
  #cover(at: number): void {
    if (at >= this.#from && at < this.#to) return;
    if (!(at >= FIRST && at < LAST)) throw new RangeError(`No calendar reaches the instant ${at}`);
    const year = new Date(at).getUTCFullYear();
    if (this.#from === this.#to) this.#extend(newYear(year), newYear(year + SHORTEST));
    else if (at < this.#from) this.#extend(newYear(year), this.#to);
    else this.#extend(this.#from, newYear(Math.max(year + 1, this.#doubled())));
  }

  /** Doubles the table; @returns false where nothing opens any more, or in its last year */
  #grow(): boolean {
    if (this.#to >= LAST || !this.#read.goOnAfter(this.#to)) return false;
    this.#extend(this.#from, newYear(this.#doubled()));
    return true;
  }

  #doubled(): number {
    const [first, end] = [new Date(this.#from), new Date(this.#to)].map((at) =>
      at.getUTCFullYear(),
    );
    const years = (end as number) - (first as number);
    return Math.min((end as number) + years, new Date(LAST).getUTCFullYear());
  }

  #extend(from: number, to: number): void {
    const old: Stretch[] = Array.from(this.#opens, (open, index) => [open, this.#closing(index)]);
    const first = old.length === 0 && this.#from === this.#to;
    const stretches = joined(
      first
        ? this.#read.between(from, to)
        : [...this.#read.between(from, this.#from), ...old, ...this.#read.between(this.#to, to)],
    );
    this.#opens = Float64Array.from(stretches, ([open]) => open);
    this.#before = new Float64Array(stretches.length + 1);
    stretches.forEach(([open, close], index) => {
      this.#before[index + 1] = (this.#before[index] as number) + close - open;
    });
    this.#from = from;
    this.#to = to;
  }
}

/** Stretches in order, those that touch made one. */
function joined(stretches: readonly Stretch[]): Stretch[] {
  const whole: [number, number][] = [];
  for (const [from, to] of stretches) {
    const last = whole.at(-1);
    if (last && last[1] === from) last[1] = to;
    else whole.push([from, to]);
  }
  return whole;
}

function noTime(start: number, time: number): number {
  if (time === 0) return start;
  throw new RangeError(`${time} is no length of time`);
}

function newYear(year: number): number {
  return Date.UTC(year, 0, 1);
}
