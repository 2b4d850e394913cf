import { createHash } from 'node:crypto';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../store/connect.ts';
import { PageError } from './page-error.ts';

const MINUTES = 60;

/** How often one address, or one caller, may try before it is told to wait. */
const RULES = {
  sign_in_address: { points: 10, duration: 15 * MINUTES },
  sign_in_caller: { points: 100, duration: 15 * MINUTES },
  register_address: { points: 5, duration: 60 * MINUTES },
  register_caller: { points: 20, duration: 60 * MINUTES },
  reset_address: { points: 5, duration: 60 * MINUTES },
  reset_caller: { points: 20, duration: 60 * MINUTES },
  notice_address: { points: 10, duration: 60 * MINUTES },
  notice_caller: { points: 20, duration: 60 * MINUTES },
  request_address: { points: 10, duration: 60 * MINUTES },
  request_caller: { points: 20, duration: 60 * MINUTES },
} as const;
export type RateLimit = keyof typeof RULES;

export type RateLimits = {
  /** Counts a try; throws the page that says how long to wait once there were too many. */
  count(limit: RateLimit, who: string): Promise<void>;
  /** Takes a try back: it was not one of those that are counted. */
  takeBack(limit: RateLimit, who: string): Promise<void>;
  forget(limit: RateLimit, who: string): Promise<void>;
};

/** Counters of tries, shared by all processes. Addresses are kept as digests only. */
export function createRateLimits(database: Database): RateLimits {
  const limiters = Object.fromEntries(
    Object.entries(RULES).map(([keyPrefix, rule], index) => [
      keyPrefix,
      new RateLimiterPostgres({
        storeClient: database,
        storeType: 'knex',
        tableName: 'rate_limits',
        tableCreated: true,
        clearExpiredByTimeout: index === 0,
        keyPrefix,
        ...rule,
      }),
    ]),
  ) as Record<RateLimit, RateLimiterPostgres>;
  return {
    async count(limit, who) {
      try {
        await limiters[limit].consume(digest(who));
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        throw new PageError(429, Math.max(1, Math.ceil(error.msBeforeNext / 60_000)));
      }
    },
    async takeBack(limit, who) {
      await limiters[limit].reward(digest(who));
    },
    async forget(limit, who) {
      await limiters[limit].delete(digest(who));
    },
  };
}

function digest(who: string): string {
  return createHash('sha256').update(who).digest('base64url');
}
