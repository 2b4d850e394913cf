import { domainToASCII } from 'node:url';
import { arc, type DMARCResult, dkimVerify, dmarc, type SPFResult, spf } from 'mailauth';
import { senderOf } from '../../server/commands/intake.ts';
import { readAuthenticationResults } from '../../server/domain/mail/authentication-results.ts';
import { fieldValues, type IncomingMail } from '../../server/domain/mail/incoming-mail.ts';
import type { ProofVerdict, SenderProof } from '../../server/domain/mail/sender-proof.ts';
import type { KeptMessage } from '../intake/read-message.ts';
import { isAligned } from './alignment.ts';
import { isPrivateAddress } from './private-address.ts';
import { dnsError, type Resolver, saysNothing } from './resolver.ts';
import { signingDomain, vouchesForAll, withSignatures } from './signatures.ts';

/** More than any chain of forwarders adds. */
const MOST_SIGNATURES = 50;

/** Until something is known. */
export const UNKNOWN: SenderProof = {
  verdict: 'unverified',
  by: 'check',
  domain: null,
  dmarc: null,
  spf: null,
  dkim: [],
  arc: null,
};

/** The domain of the address that a mail is taken to be from; null where it has none. */
export function authorDomain(mail: IncomingMail): string | null {
  return domainOf(senderOf(mail) ?? '') || null;
}

/** As it is asked about; '' where there is none that can be. */
function domainOf(address: string): string {
  return domainToASCII(address.slice(address.lastIndexOf('@') + 1)).toLowerCase();
}

/**
 * Asks the author's domain whether a mail is its own: DKIM, SPF where we know whom it came from,
 * both as DMARC lines them up with the author, and ARC of forwarders that are trusted.
 *
 * Only what bears on the verdict is asked: what a stranger's domain says, or fails to say, can
 * neither help nor hinder.
 *
 * @param sealers the domains of forwarders whose word counts
 */
export async function checkSender(
  kept: KeptMessage,
  mail: IncomingMail,
  { resolver, sealers }: { resolver: Resolver; sealers: readonly string[] },
): Promise<SenderProof> {
  const domain = authorDomain(mail);
  if (domain === null) return { ...UNKNOWN, verdict: 'none' };
  let unanswered = false;
  const ask: Resolver = (name, type) =>
    resolver(name, type).catch((error) => {
      if (!saysNothing(error)) unanswered = true;
      throw error;
    });
  const [policy, signed, sent] = await Promise.all([
    dmarc({ headerFrom: domain, dkimDomains: [], spfDomains: [], resolver: ask }),
    checkSignatures(kept, mail, { domain, sealers, ask }),
    checkServer(kept, domain, ask),
  ]);
  const wanted = policy && policy.status.result !== 'none' ? policy : null;
  const strict = { dkim: wanted?.alignment?.dkim.strict, spf: wanted?.alignment?.spf.strict };
  const vouching = await Promise.all([
    ...signed.passed.map((by) => isAligned(domain, by, { strict: strict.dkim ?? false })),
    ...(sent?.passed ? [isAligned(domain, sent.domain, { strict: strict.spf ?? false })] : []),
  ]);
  const vouched = isSaidOnce(mail) && vouching.includes(true);
  const forwarded = signed.arc === 'pass' && vouchedForwarder(mail, domain, sealers);
  return {
    verdict: verdictOf({
      wanted,
      vouched: vouched || forwarded,
      unanswered,
      serverKnown: sent !== null,
    }),
    by: 'check',
    domain,
    dmarc: dmarcResult(wanted, policy, vouched),
    spf: sent?.result ?? null,
    dkim: signed.dkim,
    arc: signed.arc,
  };
}

function dmarcResult(
  wanted: DMARCResult | null,
  policy: DMARCResult | false,
  vouched: boolean,
): string {
  if (!wanted) return policy ? 'none' : 'permerror';
  if (wanted.status.result === 'temperror') return 'temperror';
  return vouched ? 'pass' : 'fail';
}

/**
 * A domain that only watches (`p=none`) is taken at its word when we saw both of its proofs fail;
 * where the server that brought the mail is unknown, SPF may have vouched for it on the way.
 */
function verdictOf({
  wanted,
  vouched,
  unanswered,
  serverKnown,
}: {
  wanted: DMARCResult | null;
  vouched: boolean;
  unanswered: boolean;
  serverKnown: boolean;
}): ProofVerdict {
  if (vouched) return 'pass';
  if (unanswered || wanted?.status.result === 'temperror') return 'unverified';
  if (!wanted) return 'none';
  const turnsAway = /^(?:quarantine|reject)$/i.test((wanted.policy ?? '').trim());
  return serverKnown || turnsAway ? 'fail' : 'unverified';
}

/** An author told twice is vouched for by nobody: a signature would cover one of them. */
function isSaidOnce(mail: IncomingMail): boolean {
  return fieldValues(mail.headers, 'from').length <= 1;
}

async function checkSignatures(
  { raw, receivedAt }: KeptMessage,
  mail: IncomingMail,
  { domain, sealers, ask }: { domain: string; sealers: readonly string[]; ask: Resolver },
): Promise<Pick<SenderProof, 'dkim' | 'arc'> & { passed: string[] }> {
  const own = new Set<string>();
  for (const value of fieldValues(mail.headers, 'dkim-signature').slice(0, MOST_SIGNATURES)) {
    const by = signingDomain(value);
    if (by !== '' && vouchesForAll(value) && (await isAligned(domain, by))) own.add(by);
  }
  const sealed = isSealed(mail, sealers);
  if (own.size === 0 && !sealed) return { dkim: [], arc: null, passed: [] };
  // a seal may cover signatures that vouch for nothing here: it is checked with all of them
  const bytes = withSignatures(raw, (name, value) =>
    name === 'arc' ? sealed : sealed || (own.has(signingDomain(value)) && vouchesForAll(value)),
  );
  const askOnly: Resolver = async (name, type) => {
    const by = name.slice(name.indexOf('._domainkey.') + '._domainkey.'.length).toLowerCase();
    if (!own.has(by) && !sealers.includes(by)) throw dnsError('ENOTFOUND');
    return ask(name, type);
  };
  const resolver = askOnly;
  const found = await dkimVerify(bytes, { resolver, curTime: receivedAt });
  const [signedAuthor, ...others] = found.headerFrom.map(domainOf);
  // what was signed is what we read: two readers of one header may not agree
  const sameAuthor = signedAuthor === domain && others.length === 0;
  const mine = found.results.filter(({ signingDomain: by }) => own.has((by ?? '').toLowerCase()));
  const arcResult = sealed && found.arc?.chain ? await arc(found.arc as never, { resolver }) : null;
  return {
    dkim: mine.map(({ signingDomain: by, status }) => ({
      domain: by.toLowerCase(),
      result: status.result,
    })),
    arc: arcResult?.status.result ?? null,
    passed: mine
      .filter(({ status }) => sameAuthor && status.result === 'pass' && !status.underSized)
      .map(({ signingDomain: by }) => by.toLowerCase()),
  };
}

/** SPF, where our own receiver was handed the mail by a server of the outside. */
async function checkServer(
  { client, envelopeFrom }: KeptMessage,
  domain: string,
  ask: Resolver,
): Promise<{ domain: string; result: string | null; passed: boolean } | null> {
  if (!client || isPrivateAddress(client.ip)) return null;
  const sender = envelopeFrom || `postmaster@${client.helo}`;
  const sending = sender.split('@').pop() ?? '';
  // for whom else it may send says nothing of the author
  if (!(await isAligned(domain, sending))) return { domain: sending, result: null, passed: false };
  const found: SPFResult = await spf({
    sender,
    ip: client.ip,
    helo: client.helo,
    mta: 'guichet',
    resolver: ask,
  });
  const { result } = found.status;
  return { domain: sending, result, passed: result === 'pass' };
}

/** Whether the last forwarder of a mail is one that is trusted, by its own word until it is checked. */
function isSealed(mail: IncomingMail, sealers: readonly string[]): boolean {
  return lastFirst(mail, 'arc-seal').some(
    (value, index) => index === 0 && sealers.includes(signingDomain(value)),
  );
}

/**
 * Whether a trusted forwarder saw the author vouched for: the last one, or one before it while all
 * those after it are trusted too.
 */
function vouchedForwarder(mail: IncomingMail, domain: string, sealers: readonly string[]): boolean {
  const told = lastFirst(mail, 'arc-authentication-results');
  for (const [index, seal] of lastFirst(mail, 'arc-seal').entries()) {
    if (!sealers.includes(signingDomain(seal))) return false;
    const results = readAuthenticationResults(
      (told[index] ?? '').replace(/^\s*i\s*=\s*\d+\s*;/i, ''),
    );
    const saw = results?.results.find(({ method }) => method === 'dmarc');
    if (saw?.result !== 'pass') continue;
    const author = saw.properties.get('header.from')?.toLowerCase() ?? '';
    if (author === domain || domain.endsWith(`.${author}`)) return isSaidOnce(mail);
  }
  return false;
}

/** The values of an ARC field by instance, the last first (RFC 8617, 4.2.1). */
function lastFirst(mail: IncomingMail, name: string): string[] {
  const instance = (value: string) => Number(/(?:^|;)\s*i\s*=\s*(\d+)/i.exec(value)?.[1] ?? 0);
  return [...fieldValues(mail.headers, name)].sort((a, b) => instance(b) - instance(a));
}
