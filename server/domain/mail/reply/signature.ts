import { isRule } from './separators.ts';

/** What programs and devices add below a mail; each stands on a line of its own. */
const ADDED_BY_DEVICE: readonly RegExp[] = [
  /^[<([\s*_]*sent (?:from|via|with|by|using)\b(?: my| a| an| the)?(?: [\w.'’+&-]+){1,7}\s*(?:\d+)?[.!]?[>)\]\s*_]*(?:[.,;]?\s*(?:please |pls )?(?:excuse|pardon|forgive|apologies)[^\n]{0,60})?$/i,
  /^(?:sent (?:from|via|with)|get) \[?[^\n\]]{1,40}\]?\s?(?:\(https?:[^\s)]{1,200}\)|<https?:[^\s>]{1,200}>|https?:\S{1,200})[^\n]{0,40}$/i,
  /^get outlook for \w+/i,
  /^(?:someone )?from (?:my )?(?:mobile|iphone|ipad|phone|android)[\w ]{0,20}$/i,
  /^envoy[ée] (?:[àa] partir d[eu']|de(?:puis)?|via|avec|par)\s?[^\n]{2,60}$/i,
  /^(?:obten(?:ez|ir)|t[ée]l[ée]charge[rz]|get) outlook (?:pour|for) [^\n]{2,60}$/i,
  /^(?:von meinem|gesendet (?:von|mit|über|aus))\b[^\n]{2,60}$/i,
  /^(?:provenance|origine)\s*:\s*(?:courrier|mail) (?:pour|for) [^\n]{2,60}$/i,
  /^diese nachricht wurde von [^\n]{2,60} gesendet\.?$/i,
  /^(?:verzonden|verstuurd|sendt|skickat|inviato|enviado|enviada|wysłan[eo]|lähetetty|odesláno|gönderildi|надіслано|отправлено) (?:met|vanaf|van|fra|från|med|da|desde|do|de|z|ze|iz|с|из|від|via)\s?[^\n]{2,60}$/i,
  /^(?:.{0,6})?(?:從|从|iPhone).{0,20}(?:傳送|发送|寄出|から送信|에서 보냄)$/,
  /^(?:my|mein|mijn) \w+ (?:iphone|ipad)$/i,
];

/** A closing formula alone on its line, above a name and what goes with it. */
const CLOSING =
  /^(?:(?:best|kind|warm|with (?:best|kind))? ?regards|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|cordialement|bien (?:cordialement|[àa] vous)|(?:avec )?(?:mes|nos) (?:meilleures |sinc[èe]res )?salutations(?: distingu[ée]es)?|salutations(?: distingu[ée]es)?|mit freundlichen gr[üu](?:ß|ss)en|viele gr[üu](?:ß|ss)e)\s*[,.!]?$/i;

const MOST_LINES = 12;

/** Index of the first line of the signature that ends these lines; their count where there is none. */
export function signatureStart(lines: readonly string[]): number {
  let end = lastWords(lines, lines.length);
  let start = end;
  for (;;) {
    const before = start;
    start = lastWords(lines, withoutDeviceLines(lines, start));
    if (start === before) break;
  }
  end = start;
  const rule = ruleAbove(lines, end);
  const cut = rule === -1 ? end : lastWords(lines, rule);
  const closing = closingAbove(lines, cut);
  return closing === -1 ? cut : lastWords(lines, closing);
}

function withoutDeviceLines(lines: readonly string[], end: number): number {
  const line = (lines[end - 1] ?? '').trim();
  return end > 0 && (isRule(line) || isDeviceLine(line)) ? end - 1 : end;
}

/** Whether a program or a device, not a person, wrote this line. */
export function isDeviceLine(line: string): boolean {
  const text = line.trim();
  return text.length < 250 && ADDED_BY_DEVICE.some((pattern) => pattern.test(text));
}

/** Outlook's telephone version sets this line right above the mail that it quotes, unmarked. */
export function isOutlookMobileLine(line: string): boolean {
  return (
    line.length < 250 &&
    /\boutlook\b[^\n]{0,20}(?:ios|android)\b[^\n]{0,5}[<([]?https?:/i.test(line)
  );
}

/** `-- ` starts a signature of any size; another rule does where few lines follow it. */
function ruleAbove(lines: readonly string[], end: number): number {
  let fenced = false;
  for (let index = 0; index < end; index += 1) {
    const line = lines[index] ?? '';
    if (/^\s*```/.test(line)) fenced = !fenced;
    if (fenced || !isRule(line)) continue;
    const dashes = /^(?:--|—|–) ?$/.test(line);
    const alone = index === 0 || (lines[index - 1] ?? '').trim() === '';
    const below = lines.slice(index + 1, end).filter((text) => text.trim() !== '').length;
    if (dashes || (alone && below <= MOST_LINES)) return index;
  }
  return -1;
}

function closingAbove(lines: readonly string[], end: number): number {
  for (let index = Math.max(1, end - 14); index < end; index += 1) {
    if (!CLOSING.test((lines[index] ?? '').trim())) continue;
    const below = lines.slice(index + 1, end).filter((text) => text.trim() !== '');
    if (below.length >= 2 && below.length <= 8 && below.every((text) => text.trim().length < 60)) {
      return index;
    }
  }
  return -1;
}

function lastWords(lines: readonly string[], from: number): number {
  let end = from;
  while (end > 0 && (lines[end - 1] ?? '').trim() === '') end -= 1;
  return end;
}
