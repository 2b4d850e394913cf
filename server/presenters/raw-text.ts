/** Characters that a page would not show, or that would change how what follows is shown. */
const HIDDEN = /[^\P{Cc}\t\n]|[\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Raw bytes as a person may read them: UTF-8 where they are, line ends made one, and each character
 * that hides or turns text round written out as its code, such as `[U+202E]`.
 */
export function readableText(bytes: Uint8Array): string {
  return new TextDecoder()
    .decode(bytes)
    .replace(/\r\n?/g, '\n')
    .replace(HIDDEN, (character) => {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      return `[U+${code}]`;
    });
}
