/**
 * The server's date and time: the only file that reads them (I6). Everything else is handed a `Clock`
 * or, better, a `now`, so that the whole product can be run, and tested, at another moment.
 */
export type Clock = () => Date;

/** The machine's own date and time. */
export const systemClock: Clock = () => new Date();

/** A clock that is `offset` milliseconds ahead of the machine's (behind it when negative). */
export function shiftedClock(offset: number): Clock {
  return () => new Date(Date.now() + offset);
}
