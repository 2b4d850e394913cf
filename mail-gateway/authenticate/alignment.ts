import { dmarc } from 'mailauth';
import { dnsError } from './resolver.ts';

const NOBODY = async () => {
  throw dnsError('ENOTFOUND');
};

/**
 * Whether a domain that vouches is the author's: the same organisation's (RFC 7489, 3.1), or the
 * very same where the author's domain asks for that.
 *
 * The library's own alignment takes what is the organisation's for what is the same.
 */
export async function isAligned(
  author: string,
  vouching: string,
  { strict = false }: { strict?: boolean } = {},
): Promise<boolean> {
  const [one, other] = [author.toLowerCase(), vouching.toLowerCase()];
  if (one === other) return true;
  return !strict && (await organisationOf(one)) === (await organisationOf(other));
}

/** The domain that was registered: `exemple.fr` of `compta.exemple.fr`, by the public suffix list. */
async function organisationOf(domain: string): Promise<string> {
  const judged = await dmarc({
    headerFrom: domain,
    dkimDomains: [],
    spfDomains: [],
    resolver: NOBODY,
  });
  return judged ? judged.domain.toLowerCase() : domain;
}
