/** Letters of other scripts that are drawn as Latin ones, or nearly. */
const DRAWN_AS: Readonly<Record<string, string>> = {
  // Cyrillic
  а: 'a',
  в: 'b',
  с: 'c',
  ԁ: 'd',
  е: 'e',
  ё: 'e',
  һ: 'h',
  н: 'h',
  і: 'i',
  ї: 'i',
  ј: 'j',
  к: 'k',
  ӏ: 'l',
  м: 'm',
  о: 'o',
  р: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  у: 'y',
  ѵ: 'v',
  ԝ: 'w',
  х: 'x',
  // Greek
  α: 'a',
  ε: 'e',
  η: 'n',
  ι: 'i',
  κ: 'k',
  ν: 'v',
  ο: 'o',
  ρ: 'p',
  τ: 't',
  υ: 'u',
  χ: 'x',
  ϲ: 'c',
  // Armenian
  ց: 'g',
  հ: 'h',
  յ: 'j',
  ո: 'n',
  օ: 'o',
  ս: 'u',
  // Latin, but not of any alphabet that people here read
  ı: 'i',
  ɑ: 'a',
  ɡ: 'g',
  ɩ: 'i',
  ʟ: 'l',
  ɴ: 'n',
  ʀ: 'r',
};

/** Scripts whose letters are taken for Latin ones. */
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u;

/**
 * What a text looks like: in lower case, without accents, each letter as the Latin one that it is
 * drawn as. Two texts that a reader would take for one another look the same.
 */
export function looksLike(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  return [...plain.normalize('NFC')].map((letter) => DRAWN_AS[letter] ?? letter).join('');
}

/** The same for a domain, where figures and pairs of letters are taken for letters too. */
export function domainLooksLike(domain: string): string {
  return looksLike(domain)
    .replace(/0/g, 'o')
    .replace(/[1i]/g, 'l')
    .replace(/rn/g, 'm')
    .replace(/vv/g, 'w');
}

/**
 * Whether a word poses as a Latin one: it mixes its letters with another script's, or has only
 * letters of that script that are drawn as Latin ones.
 */
export function isDisguised(word: string): boolean {
  if (!FOREIGN.test(word)) return false;
  const letters = [...word.normalize('NFKC').toLowerCase()].filter((char) => /\p{L}/u.test(char));
  if (letters.some((letter) => /\p{Script=Latin}/u.test(letter))) return true;
  return letters.every((letter) => letter in DRAWN_AS);
}
