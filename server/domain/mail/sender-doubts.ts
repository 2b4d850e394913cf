import type { IncomingMail } from './incoming-mail.ts';
import { domainLooksLike, isDisguised, looksLike } from './lookalikes.ts';
import { readableDomain } from './punycode.ts';
import { isForged, type SenderProof } from './sender-proof.ts';
import { hasTricks, shownLine, turnsRound } from './shown-sender.ts';

/**
 * What staff are warned of about who wrote a mail, the gravest first:
 *
 * - `forged`: its domain says that it is not its own;
 * - `name_of_staff`: it bears a colleague's name, or the provider's, from an address that isn't theirs;
 * - `address_in_name`: its name shows another address than it came from;
 * - `homograph`: its domain or name poses as another by letters that look the same;
 * - `direction`: what can't be seen, or turns the writing round, was in it;
 * - `reply_elsewhere`: it asks for the answer at another domain;
 * - `takes_no_part`: it joined its ticket by the signed address alone, that somebody passed on.
 */
export const SENDER_DOUBTS = [
  'forged',
  'name_of_staff',
  'address_in_name',
  'homograph',
  'direction',
  'reply_elsewhere',
  'takes_no_part',
] as const;
export type SenderDoubt = (typeof SENDER_DOUBTS)[number];

/** The name given would be taken for somebody else's, wherever it is shown without its warning. */
export function posesAsAnother(doubts: readonly SenderDoubt[]): boolean {
  const posing: readonly SenderDoubt[] = ['name_of_staff', 'address_in_name', 'homograph'];
  return doubts.some((doubt) => posing.includes(doubt));
}

/** Those that are kept with a mail, the gravest first. */
export function knownDoubts(codes: readonly string[]): SenderDoubt[] {
  return SENDER_DOUBTS.filter((doubt) => codes.includes(doubt));
}

/** What is known of ourselves and of who wrote. */
export type DoubtFacts = {
  readonly proof: SenderProof | null;
  /** The address is a colleague's, or a confirmed customer's: it has its own name. */
  readonly trusted: boolean;
  readonly staffNames: readonly string[];
  readonly providerName: string;
  /** Our own domains, that others pose as. */
  readonly ownDomains: readonly string[];
  /** It joined a ticket that its author neither takes part in nor is a contact of. */
  readonly outsider?: boolean;
  /** It came through a mailing list, which asks for answers to itself. */
  readonly listMail: boolean;
};

/** Nobody reads further; looking further would take the square of it. */
const LONGEST_NAME = 500;

/** What deserves a warning about who wrote a mail, each once, the gravest first. */
export function senderDoubts(
  mail: Pick<IncomingMail, 'from' | 'sender' | 'replyTo' | 'subject'>,
  facts: DoubtFacts,
): SenderDoubt[] {
  const author = mail.from ?? mail.sender ?? mail.replyTo[0] ?? null;
  const name = (author?.name ?? '').slice(0, LONGEST_NAME);
  const address = author?.address.toLowerCase() ?? '';
  const domain = domainOf(address);
  const found: Record<SenderDoubt, boolean> = {
    forged: isForged(facts.proof),
    name_of_staff: !facts.trusted && bearsOurName(name, domain, facts),
    address_in_name: addressesIn(name).some((shown) => shown !== address),
    homograph: poses(domain, facts.ownDomains) || shownLine(name).split(' ').some(isDisguised),
    direction: hasTricks(name) || hasTricks(address) || turnsRound(mail.subject),
    reply_elsewhere:
      !facts.listMail &&
      mail.replyTo.some((to) => to.address !== '' && !areRelated(domainOf(to.address), domain)),
    takes_no_part: facts.outsider === true,
  };
  return SENDER_DOUBTS.filter((doubt) => found[doubt]);
}

function bearsOurName(
  name: string,
  domain: string,
  { staffNames, providerName, ownDomains }: DoubtFacts,
): boolean {
  if (ownDomains.some((own) => areRelated(own, domain))) return false;
  const said = words(name);
  if (
    said.length > 0 &&
    said.every((word) => [...words(providerName), ...OFFICES].includes(word))
  ) {
    return said.some((word) => words(providerName).includes(word));
  }
  return [...staffNames, providerName].some((ours) => {
    const wanted = words(ours);
    // one word alone is many people's name
    return wanted.length > 1 && wanted.every((word) => said.includes(word));
  });
}

/** What a provider's name is followed by, to tell who there writes. */
const OFFICES = [
  ...['support', 'service', 'services', 'client', 'clients', 'assistance', 'facturation'],
  ...['equipe', 'technique', 'team', 'customer', 'billing', 'helpdesk', 'help', 'desk'],
];

/** The words of a name as they look, whatever their order and what stands between them. */
function words(name: string): string[] {
  return looksLike(shownLine(name))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function addressesIn(name: string): string[] {
  const found = shownLine(name).match(/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:.]+/g);
  return (found ?? []).map((address) => address.toLowerCase());
}

function poses(domain: string, ownDomains: readonly string[]): boolean {
  const readable = readableDomain(domain);
  if (readable.split('.').some(isDisguised)) return true;
  return ownDomains.some(
    (own) => !areRelated(own, domain) && domainLooksLike(own) === domainLooksLike(readable),
  );
}

function areRelated(one: string, other: string): boolean {
  return one === other || one.endsWith(`.${other}`) || other.endsWith(`.${one}`);
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}
