import { addressesIn, cleanAddress } from './mail-address.ts';

const FIELD =
  /^\s*(?:final-recipient|original-recipient|x-actual-recipient)\s*:\s*(?:[a-z0-9-]+\s*;\s*)*(.+)$/i;
const EXPLICIT =
  /(?:rcpt to|recipient(?: address)?|intended recipient|failed (?:recipient|address)|address|destinataire)\s*:?\s*[:<]\s*(.+)$/i;
/** `<a@x>: …`, `* a@x`, `"a@x":`, `550 5.1.1 <a@x>... User unknown`, `a@x on Fri, …`. */
const AT_START =
  /^(\s*)(?:(?:[-*•]|>{1,3})\s+)?(?:[45]\d\d[- ](?:#?[45]\.\d{1,3}\.\d{1,3} )?)?["'<(]*((?:mailto:)?[^\s<>()"',;:|]{1,128}@[^\s<>()"',;:|]{1,253})/;
const LISTED =
  /^\s*(?:\d{1,3}[.)]\s+|(?:\p{Lu}[\p{L}.'’-]{0,30},?\s+){1,4})[<("']*[^\s<>()"',;:@]{1,128}@[^\s<>()"',;:]{1,253}[>)"']*\s*[:,.]?\s*$/u;
const LIST =
  /^(?:[^\s<>()"',;:@]{1,128}@[^\s<>()"',;:@]{1,253}>?\s*(?:[,;]|\band\b|\bet\b)[\s<]*)*[^\s<>()"',;:@]{1,128}@[^\s<>()"',;:@]{1,253}/;
const AFTER_WORD =
  /\b(?:to|user|recipient|recipients?\(s\)|address|mailbox|account|[àa]|destinataire|deliver(?:y|ed)?|for|smtp)\b[^@\n]{0,30}?[\s:<(="]([^\s<>()"',;:=]{1,128}@[^\s<>()"',;:]{1,253})/i;
const ABOUT_OTHERS =
  /\b(?:contact|assistance|help|support|questions?|visit|mail from|sender|from:|from|expanded from|envelope-from|on behalf|forward(?:ed|ing)? (?:it )?to|if you do so|message-id|msgid|via|complain|repl(?:y|ies) to)\b/i;
/** The end of a line whose sentence goes on below, towards somebody who helps. */
const LEADS_ELSEWHERE =
  /\b(?:contact|(?:write|mail|reply|send|forward)[^.:]{0,40} to|help|assistance|[àa]|contacter)\s*$/i;
const HEADER_LINE =
  /^\s*(?:from|to|cc|bcc|subject|subj|sent|date|sender|reply-to|message-id|mail from|x-[a-z-]+|received|return-path)\s*:/i;

/**
 * Whom a free-form bounce could not reach: from what the server says (`report`), else from the
 * `To` of what it returns (`returned`). `own` are the addresses the bounce came to, the sender's, never the ones
 * that failed unless nothing else is named.
 */
export function bouncedRecipients(
  report: string,
  returned: string,
  own: readonly string[],
): string[] {
  const lines = report.split('\n').slice(0, 400);
  const below = returned.split('\n').slice(0, 400);
  const ours = new Set(own.map((address) => address.toLowerCase()));
  const finders: [(lines: readonly string[]) => string[], readonly string[]][] = [
    [fromFields, lines],
    [fromLineStarts, lines],
    [fromListedLines, lines],
    [fromCommands, lines],
    [fromSentences, lines],
    [fromHeader, lines],
    [fromFields, below],
    [fromHeader, below],
  ];
  for (const [find, where] of finders) {
    const found = distinct(find(where));
    const others = found.filter((address) => !ours.has(address.toLowerCase()));
    if (others.length > 0) return others;
    if (found.length > 0 && find !== fromSentences) return found;
  }
  return [];
}

function fromFields(lines: readonly string[]): string[] {
  const finals = lines.filter((line) => /^\s*final-recipient/i.test(line));
  return (finals.length > 0 ? finals : lines).flatMap((line) => first(FIELD.exec(line)?.[1]));
}

/** Addresses that begin a line; deeper lines are the words of the remote server about them. */
function fromLineStarts(lines: readonly string[]): string[] {
  const found: { indent: number; address: string }[] = [];
  for (const [index, line] of lines.entries()) {
    const match = AT_START.exec(line);
    if (!match || HEADER_LINE.test(line) || LEADS_ELSEWHERE.test(lines[index - 1] ?? '')) continue;
    const address = first(match[2])[0];
    if (address)
      found.push({ indent: (match[1] ?? '').replaceAll('\t', '        ').length, address });
  }
  const outermost = Math.min(...found.map(({ indent }) => indent));
  return found.filter(({ indent }) => indent === outermost).map(({ address }) => address);
}

/** `Marie Hoarau (marie@…)`, `1. <marie@…>`: lines that hold a name or a number and one address. */
function fromListedLines(lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    line.length < 400 && LISTED.test(line) && !HEADER_LINE.test(line) && !ABOUT_OTHERS.test(line)
      ? addressesIn(line)
      : [],
  );
}

function fromCommands(lines: readonly string[]): string[] {
  return lines.flatMap((line) =>
    HEADER_LINE.test(line) && !/^\s*rcpt to/i.test(line) ? [] : first(EXPLICIT.exec(line)?.[1]),
  );
}

function fromSentences(lines: readonly string[]): string[] {
  const hidden = /\((?:generated|expanded) from:?\s*([^\s()]{1,300})\)/.exec(lines.join('\n'))?.[1];
  if (hidden) return first(hidden);
  const told = lines.filter((line) => !HEADER_LINE.test(line) && !ABOUT_OTHERS.test(line));
  const named = told.flatMap(listAfterWord);
  if (named.length > 0) return named;
  const joined = told.join(' ');
  const across = first(AFTER_WORD.exec(joined)?.[1]);
  return across.length > 0 ? across : told.flatMap((line) => addressesIn(line)).slice(0, 1);
}

/** The address that a phrase leads to, and those joined to it by commas. */
function listAfterWord(line: string): string[] {
  const match = AFTER_WORD.exec(line);
  if (!match) return [];
  const from = match.index + match[0].length - match[1]!.length;
  const list = LIST.exec(line.slice(from, from + 4_000));
  return list ? addressesIn(list[0]) : first(match[1]);
}

function fromHeader(lines: readonly string[]): string[] {
  return lines.filter((line) => /^\s*to\s*:/i.test(line)).flatMap(addressesIn);
}

function first(text: string | undefined): string[] {
  const address = text === undefined ? null : cleanAddress(text);
  return address === null ? [] : [address];
}

function distinct(addresses: readonly string[]): string[] {
  const seen = new Map<string, string>();
  for (const address of addresses) {
    if (!seen.has(address.toLowerCase())) seen.set(address.toLowerCase(), address);
  }
  return [...seen.values()];
}
