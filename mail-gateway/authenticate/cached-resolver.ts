import { type Resolver, saysNothing } from './resolver.ts';

/** Milliseconds: a sender's mails often come together, and a key that is withdrawn is soon noticed. */
const KEPT = 60_000;
const MOST = 5_000;

/**
 * Remembers answers for a minute, that there is nothing included; what failed is asked again. Who
 * asks what is being asked already waits for the same answer.
 *
 * @param now milliseconds that only grow
 */
export function cachedResolver(resolver: Resolver, now: () => number): Resolver {
  const known = new Map<string, { until: number; answer: ReturnType<Resolver> }>();
  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const found = known.get(key);
    if (found && found.until > now()) return found.answer;
    const answer = resolver(name, type);
    known.delete(key);
    known.set(key, { until: now() + KEPT, answer });
    answer.catch((error) => {
      if (!saysNothing(error) && known.get(key)?.answer === answer) known.delete(key);
    });
    for (const oldest of known.keys()) {
      if (known.size <= MOST) break;
      known.delete(oldest);
    }
    return answer;
  };
}
