import { NOT_CONNECTED } from '../../server/domain/mail-account/not-connected.ts';
import type { TrialFault } from '../../server/domain/mail-account/trial.ts';
import { OAuthRefused } from '../oauth/token-endpoint.ts';
import { NoSecret } from './key-ring.ts';

/** What the mail libraries and Node put on their errors. */
type Told = {
  code?: unknown;
  message?: unknown;
  cause?: unknown;
  responseText?: unknown;
  response?: unknown;
  authenticationFailed?: unknown;
  mailboxMissing?: unknown;
  serverResponseCode?: unknown;
};

const BY_CODE: readonly (readonly [RegExp, TrialFault])[] = [
  [/^(ENOTFOUND|EAI_\w+|EDNS)$/, 'unknown_host'],
  [/^(ETIMEDOUT|CONNECT_TIMEOUT|GREETING_TIMEOUT|\w*Timeout\w*|TIMEOUT_ERR|ABORT_ERR)$/i, 'slow'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNRESET|ECONNECTION|EPIPE)$/, 'unreachable'],
  [
    /^(ETLS|ERR_TLS_\w+|ERR_SSL_\w+|EPROTO|CERT_\w+|UNABLE_TO_\w+|SELF_SIGNED_\w+|DEPTH_ZERO_\w+)$/,
    'tls',
  ],
  [/^(EAUTH|EOAUTH2)$/, 'sign_in'],
];

/** Reads why an attempt failed. What a library wraps around the first cause is looked through. */
export function readTrialFault(thrown: unknown): { fault: TrialFault; said: string } {
  const told = chain(thrown);
  const said = plain(told.map(wordsOf).find(Boolean) ?? String(thrown));
  const refused = told.find((error) => error instanceof OAuthRefused);
  if (refused) {
    const fault = (refused as OAuthRefused).message === NOT_CONNECTED ? 'not_connected' : 'token';
    return { fault, said };
  }
  if (told.some((error) => error instanceof NoSecret)) return { fault: 'no_secret', said };
  if (told.some(({ authenticationFailed }) => authenticationFailed === true)) {
    return { fault: 'sign_in', said };
  }
  if (told.some((error) => error.mailboxMissing || error.serverResponseCode === 'NONEXISTENT')) {
    return { fault: 'folder', said };
  }
  // nodemailer says ESOCKET of them all, and the system's own code in its words
  const codes = [
    ...told.map(({ code }) => (typeof code === 'string' ? code : '')),
    ...(said.match(/\b(?:E[A-Z]{4,}|EAI_\w+)\b/g) ?? []),
  ];
  for (const [pattern, fault] of BY_CODE) {
    if (codes.some((code) => pattern.test(code))) return { fault, said };
  }
  return { fault: /starttls|tls|certificate/i.test(said) ? 'tls' : 'other', said };
}

function chain(thrown: unknown): Told[] {
  const told: Told[] = [];
  for (let at = thrown; at && typeof at === 'object' && told.length < 5; at = (at as Told).cause) {
    told.push(at as Told);
  }
  return told;
}

function wordsOf({ responseText, response, message }: Told): string {
  return (
    ([responseText, response, message].find((said) => typeof said === 'string' && said !== '') as
      | string
      | undefined) ?? ''
  );
}

function plain(said: string): string {
  return said
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
