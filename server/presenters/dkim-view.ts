import { dkimRecordName, dkimRecordValue, dkimZoneLine } from '../domain/mail/dkim-record.ts';
import type { DkimKey } from '../store/dkim-keys.ts';
import type { DkimKeyView, DkimPage } from '../views/models/outgoing.ts';

/**
 * Each domain with the key that signs its mails, and the one that waits for its record.
 *
 * @param addresses those that mails are from; a domain may have a key and no address any more
 */
export function dkimDomains(
  domains: readonly string[],
  addresses: readonly string[],
  keys: readonly DkimKey[],
): DkimPage['domains'] {
  return domains.map((domain) => {
    const own = keys.filter((key) => key.domain === domain);
    const signing = own.find(({ enabledAt }) => enabledAt !== null);
    const waiting = own.find(({ enabledAt }) => enabledAt === null);
    return {
      domain,
      addresses: [...new Set(addresses)].filter((one) => one.toLowerCase().endsWith(`@${domain}`)),
      signing: signing ? keyView(signing) : null,
      waiting: waiting ? keyView(waiting) : null,
    };
  });
}

function keyView(key: DkimKey): DkimKeyView {
  return {
    selector: key.selector,
    recordName: dkimRecordName(key),
    recordValue: dkimRecordValue(key.publicKey),
    zoneLine: dkimZoneLine(key),
    createdAt: key.createdAt,
    enabledAt: key.enabledAt,
  };
}
