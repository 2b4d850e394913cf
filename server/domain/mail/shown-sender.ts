import { cleanLine } from '../text-field.ts';
import { asciiDomain, readableDomain } from './punycode.ts';

/** What turns the direction of writing round: names that read backwards, files of another type. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** What takes no place: an address could hide in it, or a name differ by it. Signs keep theirs. */
const INVISIBLE =
  /(?!\u200c|\u200d|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}/gu;
/** What joins letters of some scripts, and the parts of some signs: beside ASCII it joins nothing. */
const JOINERS = /(?<=\p{ASCII}|^)[\u200c\u200d]+|[\u200c\u200d]+(?=\p{ASCII}|$)/gu;

/** Letters that a reader here tells apart at a glance. */
const FAMILIAR = /^[\x20-\x7eà-öø-ÿœ]*$/;

/**
 * A line that a stranger wrote (a name, a subject, an address) as staff are shown it: what can't be
 * seen, and what turns the writing round, is not in it.
 */
export function shownLine(text: string): string {
  return cleanLine(text.replace(DIRECTION, '').replace(INVISIBLE, '').replace(JOINERS, ''));
}

/** Whether `shownLine` has something to take out that nobody puts in a name by accident. */
export function hasTricks(text: string): boolean {
  return text.search(DIRECTION) !== -1 || text.search(INVISIBLE) !== -1;
}

/** Whether a text turns the direction of writing round. */
export function turnsRound(text: string): boolean {
  return text.search(DIRECTION) !== -1;
}

/**
 * An address as staff are shown it. A domain in letters that could be taken for others is shown as
 * machines write it (`xn--…`), which looks like nothing else.
 */
export function shownAddress(address: string): string {
  const line = shownLine(address);
  const at = line.lastIndexOf('@');
  if (at === -1) return line;
  const domain = line.slice(at + 1);
  const familiar = FAMILIAR.test(readableDomain(domain));
  return `${line.slice(0, at)}@${familiar ? domain : asciiDomain(domain)}`;
}

/** A sender's name as it is kept and shown; its address where it gave none. */
export function shownName(name: string, address: string): string {
  return (shownLine(name) || shownAddress(address)).slice(0, 200).trim();
}
