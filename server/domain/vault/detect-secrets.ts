import { isNoSecret, looksDrawn, looksDrawnWithLetters } from './secret-like.ts';

/** A credential that somebody wrote where everybody on the ticket reads it. */
export type FoundSecret = {
  readonly start: number;
  readonly end: number;
  /** What is to be taken out of the text: `text.slice(start, end)`. */
  readonly value: string;
  /** The login written beside it; empty where there is none. */
  readonly login: string;
};

/** Characters read of a message: a mail may be a book. */
const LONGEST = 100_000;
/** Found at most: somebody reads them one by one. */
const MOST = 50;
const LABEL =
  "mots? de passe|mot2passe|mdp|passwords?|passwd|passphrase|pass(?:code)?|pwd|phrase (?:de passe|secrète)|code (?:pin|d[’']accès|confidentiel|secret)|code pin|pin|cl(?:é|e|ef) (?:api|secrète|privée|d[’']api)|api[ _-]?(?:key|token)|(?:access|secret|auth)[ _-]?(?:key|token)|secret|token|jeton";
/** A label begins a word; `_` is allowed before it, for `DB_PASSWORD`. */
const LABELLED = `(?<![\\p{L}\\p{N}])(?:${LABEL})(?![\\p{L}\\p{N}])`;
const BETWEEN = '[^\\n:=.?!;]{0,40}?';
const QUOTE = '["\'`«“]?[ \\u00a0\\u202f]?';
const VALUE = '([^\\s"`«»“”]{3,200})';

/** `Mot de passe : x`, `mdp=x`, `password for the FTP -> x`; what stands on the next line too. */
const GIVEN = new RegExp(
  `${LABELLED}(${BETWEEN})["']?[ \\u00a0\\u202f\\t]*(?:=>|->|→|:=|[:=,](?=[^/]))[ \\u00a0\\u202f\\t]*(\\n[> \\t]*)?${QUOTE}${VALUE}`,
  'giu',
);
/** `le mot de passe est x`, `password is x`, `mdp x`. */
const SAID = new RegExp(
  `${LABELLED}[^\\n:=.?!;]{0,25}?\\s(?:is|est|c[’']est|sera)\\s+:?\\s*${QUOTE}${VALUE}|(?<![\\p{L}\\p{N}])(?:mdp|pwd)\\s+${VALUE}`,
  'giu',
);
/** `identifiants : a / b`, `login / pass : a / b`. */
const PAIR =
  /(?<![\p{L}\p{N}])(?:identifiants?|login|credentials|acc[èe]s|user(?:name)?|utilisateur)(?![\p{L}\p{N}])[^\n:=]{0,30}[:=]\s*([^\s/|,;]{2,100})\s*(?:\/|\||,|;| et | and )\s*([^\s"«»]{4,200})/giu;
/** `ftp://user:x@host`. */
const IN_ADDRESS = /\b[a-z][a-z0-9+.-]{1,15}:\/\/([^\s:@/]{1,100}):([^\s@/]{1,200})@[\w.-]/gi;
const PRIVATE_KEY =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:(?!-----)[\s\S]){20,20000}-----END [A-Z ]*PRIVATE KEY-----/g;
/** Keys whose maker gave them a shape of their own. */
const SHAPED =
  /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36,}|github_pat_\w{50,}|glpat-[\w-]{20,}|sk_live_\w{16,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{35}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})/g;
const LOGIN =
  /(?<![\p{L}\p{N}])(?:identifiant|login|user(?:name)?|utilisateur|compte|account|id)[ \u00a0\u202f]*[:=][ \u00a0\u202f]*(\S{2,100})/iu;

/**
 * Credentials in a message, in French or English (D7), by their place. Offered to somebody who
 * judges: few words that are no secret, rather than every secret there may be.
 */
export function detectSecrets(whole: string): FoundSecret[] {
  const text = whole.slice(0, LONGEST);
  const found: FoundSecret[] = [];
  const add = (value: string, end: number, login = '') => {
    const kept = withoutSentenceEnd(value);
    const start = end - value.length;
    if (found.length >= MOST) return;
    if (found.some((other) => start < other.end && other.start < start + kept.length)) return;
    found.push({ start, end: start + kept.length, value: kept, login });
  };
  for (const { 0: key, index } of text.matchAll(PRIVATE_KEY)) add(key, index + key.length);
  for (const match of text.matchAll(IN_ADDRESS)) {
    const [whole, login = '', value = ''] = match;
    add(value, match.index + whole.lastIndexOf('@'), login);
  }
  for (const { 0: key, index } of text.matchAll(SHAPED)) add(key, index + key.length);
  for (const match of text.matchAll(PAIR)) {
    const [whole, login = '', value = ''] = match;
    if (looksDrawnWithLetters(withoutSentenceEnd(value)))
      add(value, match.index + whole.length, login);
  }
  for (const match of text.matchAll(GIVEN)) {
    const [whole, between = '', nextLine, value = ''] = match;
    const end = match.index + whole.length;
    if (isGiven(text, withoutSentenceEnd(value), end, { near: isNear(between), nextLine }))
      add(value, end, loginBefore(text, match.index));
  }
  for (const match of text.matchAll(SAID)) {
    const value = match[1] ?? match[2] ?? '';
    if (looksDrawnWithLetters(withoutSentenceEnd(value)))
      add(value, match.index + match[0].length, loginBefore(text, match.index));
  }
  return found.sort((a, b) => a.start - b.start);
}

function isGiven(
  text: string,
  value: string,
  end: number,
  { near, nextLine }: { near: boolean; nextLine: string | undefined },
): boolean {
  if (!near) return looksDrawnWithLetters(value);
  if (nextLine !== undefined) return looksDrawn(value);
  // a plain word is a password where it is all that is given, and no word about one
  const alone = /^[ \t\u00a0"'»”`.,;)]*(?:$|\n)/.test(text.slice(end, end + 20));
  return looksDrawn(value) || (alone && !isNoSecret(value));
}

/** Right after its label, or after what it opens: `mot de passe FTP :`. */
function isNear(between: string): boolean {
  return /^["')\] \u00a0\u202f\t]*$|^[ \u00a0](?:(?:du|de la|de|d['’]|pour|for|of|the|le|la|mon|my|l['’]) ?)*[\w-]{1,20}[ \u00a0\u202f]?$/iu.test(
    between,
  );
}

/** The end of a sentence is not part of what it says. */
function withoutSentenceEnd(value: string): string {
  return value.replace(/['’]?[)\]]?[.,;:]?$/, '');
}

/** The login that was given shortly before. */
function loginBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - 120), at);
  const match = LOGIN.exec(before);
  return withoutSentenceEnd(match?.[1] ?? '');
}
