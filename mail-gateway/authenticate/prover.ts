import type { IncomingMail } from '../../server/domain/mail/incoming-mail.ts';
import type { SenderProof } from '../../server/domain/mail/sender-proof.ts';
import type { Log } from '../../server/log.ts';
import type { KeptMessage } from '../intake/read-message.ts';
import { withBreaker } from './breaker.ts';
import { cachedResolver } from './cached-resolver.ts';
import { checkSender, UNKNOWN } from './check-sender.ts';
import { relayedResult } from './relayed-result.ts';
import { type Resolver, systemResolver } from './resolver.ts';

/** Finds out whom a mail is from. Never fails: what can't be found out in time is unverified. */
export type Prove = (kept: KeptMessage, mail: IncomingMail) => Promise<SenderProof>;

export type ProofSettings = {
  /** Who finds out: we do, the relay did, nobody. */
  readonly mode: 'check' | 'relay' | 'off';
  /** The relay's name in its results. */
  readonly relay: string | null;
  /** Domains of forwarders whose word counts (ARC). */
  readonly sealers: readonly string[];
};

/** Milliseconds that one mail may take to be looked into. */
const BUDGET = 5_000;

/** What intake asks of each mail; null where nobody is to ask. */
export function createProver(
  { mode, relay, sealers }: ProofSettings,
  { log, resolver = systemResolver() }: { log: Log; resolver?: Resolver },
): Prove | null {
  if (mode === 'off') return null;
  if (mode === 'relay') {
    return async (_kept, mail) => relayedResult(mail, relay ?? '');
  }
  const now = () => performance.now();
  return proveWith({ resolver: withBreaker(cachedResolver(resolver, now), now), sealers, log });
}

/** @param budget milliseconds */
export function proveWith({
  resolver,
  sealers = [],
  budget = BUDGET,
  log,
}: {
  resolver: Resolver;
  sealers?: readonly string[];
  budget?: number;
  log: Log;
}): Prove {
  return async (kept, mail) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<SenderProof>((resolve) => {
      timer = setTimeout(resolve, budget, UNKNOWN);
    });
    const checked = checkSender(kept, mail, { resolver, sealers }).catch((error) => {
      log.warn({ err: error }, 'a sender could not be looked into');
      return UNKNOWN;
    });
    return await Promise.race([checked, late]).finally(() => clearTimeout(timer));
  };
}
