const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----\n';
const SIGNATURE = '\n-----BEGIN PGP SIGNATURE-----\n';
const END = '\n-----END PGP SIGNATURE-----';
const ENCRYPTED = /^-----BEGIN PGP MESSAGE-----$/m;

/** What is PGP in a text, and its words without the armour. */
export interface PgpText {
  readonly text: string;
  readonly note: 'signed:pgp' | 'encrypted:pgp' | null;
  /** The signature, which is kept as a file. */
  readonly signature: string | null;
}

/**
 * Reads words that were signed in place (RFC 9580 7): the armour goes, with the dashes that it
 * escaped. The signature isn't verified, and what is encrypted stays as it is.
 */
export function readPgpText(text: string): PgpText {
  const begin = text.startsWith(SIGNED) ? 0 : text.indexOf(`\n${SIGNED}`) + 1;
  const said = text.startsWith(SIGNED) || begin > 0 ? text.indexOf('\n\n', begin) : -1;
  const ends = said === -1 ? -1 : text.indexOf(SIGNATURE, said);
  const over = ends === -1 ? -1 : text.indexOf(END, ends);
  if (over === -1) {
    const note = ENCRYPTED.test(text) ? 'encrypted:pgp' : null;
    return { text, note, signature: null };
  }
  const words = text.slice(said + 2, ends + 1).replace(/^- /gm, '');
  return {
    text: text.slice(0, begin) + words + text.slice(over + END.length).replace(/^\n/, ''),
    note: 'signed:pgp',
    signature: text.slice(ends + 1, over + END.length).trim(),
  };
}
