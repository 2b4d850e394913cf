import {
  type MethodResult,
  readAuthenticationResults,
} from '../../server/domain/mail/authentication-results.ts';
import { fieldValues, type IncomingMail } from '../../server/domain/mail/incoming-mail.ts';
import type { ProofVerdict, SenderProof } from '../../server/domain/mail/sender-proof.ts';
import { authorDomain } from './check-sender.ts';

/**
 * What the server that hands us our mail found out of a sender (RFC 8601). Only the topmost field
 * that bears its name counts: it takes away any that came in under its name, and writes above what
 * it received, so those below are whoever's.
 *
 * @param server the name it signs its results with (MAIL_AUTHSERV_ID)
 */
export function relayedResult(mail: IncomingMail, server: string): SenderProof {
  const domain = authorDomain(mail);
  const told = fieldValues(mail.headers, 'authentication-results')
    .map(readAuthenticationResults)
    .find((results) => results?.server === server.toLowerCase());
  const results = told?.results ?? [];
  const resultOf = (method: string) => results.find((found) => found.method === method) ?? null;
  const dmarc = resultOf('dmarc');
  return {
    verdict: domain === null ? 'none' : verdictOf(mail, dmarc, domain),
    by: 'relay',
    domain,
    dmarc: dmarc?.result ?? null,
    spf: resultOf('spf')?.result ?? null,
    dkim: results
      .filter(({ method }) => method === 'dkim')
      .map(({ result, properties }) => ({
        domain: (properties.get('header.d') ?? properties.get('header.i') ?? '')
          .replace(/^.*@/, '')
          .toLowerCase(),
        result,
      })),
    arc: resultOf('arc')?.result ?? null,
  };
}

function verdictOf(mail: IncomingMail, dmarc: MethodResult | null, domain: string): ProofVerdict {
  if (!dmarc) return 'unverified';
  if (dmarc.result === 'fail') return 'fail';
  if (dmarc.result !== 'pass') return /^temp|^perm/.test(dmarc.result) ? 'unverified' : 'none';
  // another author than the one we read was vouched for
  const judged = dmarc.properties.get('header.from')?.toLowerCase() ?? domain;
  const same = domain === judged || domain.endsWith(`.${judged}`);
  return same && fieldValues(mail.headers, 'from').length === 1 ? 'pass' : 'fail';
}
