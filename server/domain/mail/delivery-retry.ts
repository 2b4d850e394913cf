const MINUTE = 60_000;
/** Growing steps, an hour and more from the fifth; together five days (RFC 5321, 4.5.4.1). */
const STEPS_IN_MINUTES = [1, 5, 15, 30, 60, 120, 240, 480, 720, 720, 720, 720, 720, 720, 720, 720];

/**
 * When a mail that was turned away for now is tried again.
 *
 * @param attempts how many times it was tried
 * @returns null when it is given up
 */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const minutes = STEPS_IN_MINUTES[attempts - 1];
  return minutes === undefined ? null : new Date(now.getTime() + minutes * MINUTE);
}
