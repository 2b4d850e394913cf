import type { Db } from './connect.ts';

export type TokenPurpose = 'confirm' | 'invite' | 'reset';

export async function insertUserToken(
  db: Db,
  token: {
    digest: Uint8Array;
    userId: number;
    purpose: TokenPurpose;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await db('user_tokens').insert({
    digest: token.digest,
    user_id: token.userId,
    purpose: token.purpose,
    created_at: token.createdAt,
    expires_at: token.expiresAt,
  });
}

/** Whom a link that still works belongs to; looking at it doesn't use it up. */
export async function findTokenOwner(
  db: Db,
  digest: Uint8Array,
  purpose: TokenPurpose,
  now: Date,
): Promise<number | null> {
  const row = await db('user_tokens')
    .where({ digest, purpose })
    .whereNull('used_at')
    .where('expires_at', '>', now)
    .first('user_id');
  return row?.user_id ?? null;
}

/** Uses a link up: of two requests at once only one gets the owner. */
export async function useToken(
  db: Db,
  digest: Uint8Array,
  purpose: TokenPurpose,
  now: Date,
): Promise<number | null> {
  const rows = await db('user_tokens')
    .where({ digest, purpose })
    .whereNull('used_at')
    .where('expires_at', '>', now)
    .update({ used_at: now })
    .returning('user_id');
  return rows[0]?.user_id ?? null;
}

/** Whether somebody was invited by a link that still works. */
export async function hasInvitation(db: Db, userId: number, now: Date): Promise<boolean> {
  const row = await db('user_tokens')
    .where({ user_id: userId, purpose: 'invite' })
    .whereNull('used_at')
    .where('expires_at', '>', now)
    .first('user_id');
  return row !== undefined;
}

/** A new link, or a changed password, makes the older links of the same purpose worthless. */
export async function revokeTokens(
  db: Db,
  userId: number,
  purposes: readonly TokenPurpose[],
  now: Date,
): Promise<void> {
  await db('user_tokens')
    .where({ user_id: userId })
    .whereIn('purpose', purposes)
    .whereNull('used_at')
    .update({ used_at: now });
}
