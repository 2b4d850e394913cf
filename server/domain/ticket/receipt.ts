/** The receipt that a merged ticket keeps: what was promised first is still promised (4.3). */
export function earlierOf(one: Date, other: Date): Date {
  return other < one ? other : one;
}
