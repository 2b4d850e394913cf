import { dnsError, type Resolver, saysNothing } from './resolver.ts';

/** Milliseconds. A question this old makes us doubt that anybody answers. */
const DOUBT = 1_000;
/** How long the servers have to answer what they surely know. */
const PROBE = 2_000;
/** How long nobody is asked once they didn't. */
const SILENCE = 60_000;

/**
 * Gives up at once, for a minute at a time, while the DNS doesn't answer at all: a machine without
 * a network must not have each mail wait for nothing. One domain that doesn't answer proves nothing,
 * and could be its sender's doing, so the servers are asked for what every one of them knows: who
 * serves `com`. While they are silent they are asked that again, once a minute, and mail doesn't
 * wait for it.
 *
 * @param now milliseconds that only grow
 */
export function withBreaker(resolver: Resolver, now: () => number): Resolver {
  let silentUntil: number | null = null;
  let probing = false;
  const waiting = new Set<(error: Error) => void>();

  async function probe(): Promise<void> {
    const answers = await answersWithin(() => resolver('com', 'NS'), PROBE);
    silentUntil = answers ? null : now() + SILENCE;
    probing = false;
    if (!answers) for (const giveUp of [...waiting]) giveUp(dnsError('ESILENT'));
  }
  const doubt = () => {
    if (probing) return;
    probing = true;
    void probe();
  };

  return async (name, type) => {
    if (silentUntil !== null) {
      if (now() >= silentUntil) doubt();
      throw dnsError('ESILENT');
    }
    let giveUp: (error: Error) => void = () => {};
    const silence = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    waiting.add(giveUp);
    const timer = setTimeout(doubt, DOUBT);
    try {
      return await Promise.race([resolver(name, type), silence]);
    } finally {
      clearTimeout(timer);
      waiting.delete(giveUp);
    }
  };
}

/** Whether anything comes back in time, be it a refusal: somebody is there then. */
async function answersWithin(ask: () => Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  const answered = ask().then(
    () => true,
    (error) => saysNothing(error) || !isSilence(error),
  );
  return await Promise.race([answered, late]).finally(() => clearTimeout(timer));
}

function isSilence(error: unknown): boolean {
  const { code = '' } = error as NodeJS.ErrnoException;
  return ['ETIMEOUT', 'ECONNREFUSED', 'ENETUNREACH', 'EHOSTUNREACH', 'ECANCELLED'].includes(code);
}
