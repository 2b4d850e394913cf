import { MailUnreadable } from './mail-unreadable.ts';

/** How much one mail may cost before it is quarantined. */
export interface ParseBudget {
  readonly maxBytes: number;
  readonly maxParts: number;
  readonly maxDepth: number;
  /** Bytes of one header block, the mail's or a part's. */
  readonly maxHeaderBytes: number;
  readonly maxMilliseconds: number;
}

/** Generous for people (the largest real mail seen has some 300 parts), short for attackers. */
export const defaultBudget: ParseBudget = {
  maxBytes: 100 * 1024 * 1024,
  maxParts: 1_000,
  maxDepth: 50,
  maxHeaderBytes: 1024 * 1024,
  maxMilliseconds: 5_000,
};

/** Counts what one reading has spent; each method throws `MailUnreadable` on a breach. */
export class Spending {
  readonly budget: ParseBudget;
  readonly #started = performance.now();
  #parts = 0;

  constructor(budget: ParseBudget) {
    this.budget = budget;
  }

  part(depth: number): void {
    this.#parts += 1;
    if (this.#parts > this.budget.maxParts) {
      throw new MailUnreadable('too_many_parts', `more than ${this.budget.maxParts} parts`);
    }
    if (depth > this.budget.maxDepth) {
      throw new MailUnreadable('too_deep', `nested deeper than ${this.budget.maxDepth}`);
    }
    this.time();
  }

  header(bytes: number): void {
    if (bytes > this.budget.maxHeaderBytes) {
      throw new MailUnreadable(
        'header_too_large',
        `header over ${this.budget.maxHeaderBytes} bytes`,
      );
    }
  }

  time(): void {
    if (performance.now() - this.#started > this.budget.maxMilliseconds) {
      throw new MailUnreadable('too_slow', `over ${this.budget.maxMilliseconds} ms`);
    }
  }
}
