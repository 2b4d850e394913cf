import type { SendMailOptions } from 'nodemailer';
import { dkimPlace, unsealDkimKey } from '../../server/security/dkim-key.ts';
import type { Database } from '../../server/store/connect.ts';
import { findSigningKey } from '../../server/store/dkim-keys.ts';

/** What signs the mails of one domain (RFC 6376). */
export type SigningKey = { domain: string; selector: string; privateKey: string };

/**
 * Everything that a mail of ours says of itself. One-click unsubscribing counts only where its two
 * fields are signed (RFC 8058, 4).
 */
const SIGNED =
  'From:Sender:Reply-To:Subject:Date:Message-ID:To:Cc:MIME-Version:Content-Type:' +
  'Content-Transfer-Encoding:Content-Language:In-Reply-To:References:Auto-Submitted:' +
  'List-Unsubscribe:List-Unsubscribe-Post';

/**
 * The key of the domain that a mail is from; null where none is enabled: it leaves unsigned, as it
 * did before there was one.
 *
 * @throws where there is one that none of our secrets opens: better late than unproven
 */
export async function findKeyFor(
  database: Database,
  address: string,
  secrets: readonly string[],
): Promise<SigningKey | null> {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const key = await findSigningKey(database, domain);
  if (key === null) return null;
  const privateKey = unsealDkimKey(secrets, key);
  if (privateKey === null)
    throw new Error(`None of our secrets opens ${dkimPlace(key).dkimDomain}`);
  return { domain, selector: key.selector, privateKey };
}

/** As nodemailer wants it. */
export function signedWith({ domain, selector, privateKey }: SigningKey): SendMailOptions['dkim'] {
  return { domainName: domain, keySelector: selector, privateKey, headerFieldNames: SIGNED };
}
