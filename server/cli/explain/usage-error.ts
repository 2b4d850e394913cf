/** What was asked on the command line cannot be answered; the message says why. */
export class UsageError extends Error {}
