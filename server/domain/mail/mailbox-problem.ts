/** What keeps a mailbox from being read, as somebody who can mend it would say. */
export const MAILBOX_PROBLEMS = [
  'unheld',
  'access_refused',
  'login_refused',
  'not_found',
  'unreachable',
  'certificate',
  'folder_missing',
  'other',
] as const;
export type MailboxProblem = (typeof MAILBOX_PROBLEMS)[number];

const SIGNS: readonly (readonly [MailboxProblem, RegExp])[] = [
  // what the token endpoint of an account refused with
  ['access_refused', /^OAUTH:/],
  ['login_refused', /authenticat|\blogin\b|credential|invalid_grant|EAUTH/i],
  ['folder_missing', /mailbox doesn't exist|unknown mailbox|NONEXISTENT|no such mailbox/i],
  ['certificate', /certificate|\bCERT_|self.signed|altname|wrong version number/i],
  ['not_found', /ENOTFOUND|EAI_AGAIN|getaddrinfo/i],
  ['unreachable', /ECONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|timed? ?out|closed/i],
];

/**
 * Sorts what a mail server, or the way to it, said.
 *
 * @param error null where nobody said anything: no gateway holds the mailbox
 */
export function mailboxProblem(error: string | null): MailboxProblem {
  if (error === null) return 'unheld';
  return SIGNS.find(([, sign]) => sign.test(error))?.[0] ?? 'other';
}
