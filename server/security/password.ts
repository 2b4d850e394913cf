import { argon2id, hash, verify } from 'argon2';

/** OWASP's argon2id parameters: 19 MiB, 2 passes, 1 lane. */
const COST = { type: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/**
 * Whether the password is the one that was hashed. An account without a password takes as long to
 * refuse as one that has one, so that nobody learns from the clock which addresses are known.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const matches = await verify(stored ?? (await unusable()), password);
  return stored !== null && matches;
}

let unusableHash: Promise<string> | null = null;
function unusable(): Promise<string> {
  unusableHash ??= hashPassword('no account has this password');
  return unusableHash;
}
