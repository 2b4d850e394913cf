/**
 * "On Monday Jean wrote:" in the languages that mail programs speak. A header may run over four
 * lines; its beginning and its end are recognised apart, so that no pattern has to span much text.
 */
interface Wording {
  readonly begin: RegExp;
  readonly end: RegExp;
}

const WORDINGS: readonly Wording[] = [
  {
    begin: /^(?:-{2,} ?)?on\b.{0,60}\d/i,
    end: /\b(?:wrote|writes|sent|said|typed)\s*(?:-{2,}|:)\s*$/i,
  },
  { begin: /^at\b.{0,60}\d/i, end: /\bwrote\s*:\s*$/i },
  { begin: /^.{0,60}\d/, end: /\b(?:you wrote|vous (?:[ée]criviez|avez [ée]crit))\s*:\s*$/i },
  { begin: /^(?:quoting|zitat von|citando|selon)\b.{0,100}@/i, end: /:\s*$/ },
  {
    begin: /^(?:-{2,} ?)?le\b.{0,60}\d/i,
    end: /(?:\ba [ée]crit|[ée]crivait|\b[ée]crit)(?: ce qui suit)?\s*(?:-{2,}|:)\s*$/i,
  },
  {
    begin: /^\d{1,4}[/. -]\d{1,2}.{4,60}/,
    end: /\b(?:a [ée]crit|wrote|schrieb|escribi[óo]|ha scritto|escreveu|schreef)\s*:\s*$/i,
  },
  { begin: /^el\b.{0,60}\d/i, end: /\bescribi[óo](?: lo siguiente)?\s*:\s*$/i },
  {
    begin: /^(?:il|in data|(?:lun|mar|mer|gio|ven|sab|dom)\w*)\b.{0,60}\d/i,
    end: /\b(?:ha scritto|scrisse|scrive)\s*:\s*$/i,
  },
  { begin: /^(?:am|vom|von)\b.{0,60}\d/i, end: /\bschrieb(?:en)?\b.{0,160}:\s*$/i },
  { begin: /^(?:am|vom|von)\b.{0,60}\d/i, end: /(?:folgendes geschrieben|geschrieben)\s*:\s*$/i },
  { begin: /^op\b.{0,60}\d/i, end: /\b(?:schreef|geschreven)\b.{0,160}:\s*$/i },
  { begin: /^(?:em|no dia|a)\b.{0,60}\d/i, end: /\bescreveu\s*:\s*$/i },
  { begin: /^.{0,60}\d/, end: /\bskr(?:ev|eiv|iver)\b.{0,160}:\s*$/i },
  { begin: /^(?:w dniu|dnia|użytkownik|.{0,20}\d)/i, end: /\bnapisa[łl](?:\(?a\)?)?\s*:\s*$/i },
  { begin: /^.{0,60}\d/, end: /(?:написала?|пишет|написал\(а\)|писал(?:а|\(а\))?)\s*:\s*$/i },
  { begin: /^(?:v[àa]o|ng[àa]y).{0,60}\d/i, end: /(?:đ[ãa] vi[ếe]t|vi[ếe]t)\s*:\s*$/i },
  {
    begin: /^.{0,60}\d/,
    end: /(?:kirjoitti|napsala?|napsal\(a\)|ezt [íi]rta(?:.{0,80}\))?|a scris|[şs]unu yazd[ıi]|yazd[ıi]|έγραψε|написав|pisze|je napisao|napisao je|nap[íi]sal(?:a|\(a\))?|je napisala?|kirjutas|menulis|rašė|rakstīja|написа|написао|пише)\s*:\s*$/i,
  },
  {
    begin: /^.{0,60}\d/,
    end: /(?:写道|寫道|のメール|さんは書きました|님이 작성|작성|כתב(?:\/ה)?|كتب)\s*[:：]\s*$/,
  },
];

/** `Jean Moreau <jean@…> wrote:`, without a date. */
const MAILBOX_AND_VERB =
  /^[^\n:]{0,120}<[^\s<>@]{1,128}@[^\s<>]{1,253}>\s*(?:wrote|writes|a [ée]crit|schrieb|escribi[óo]|ha scritto|escreveu|schreef|skrev)\s?:$/i;
/** A date and a time, then a mailbox and a colon: the header of programs that use no verb. */
const DATE_AND_MAILBOX =
  /^(?=.{0,80}\d{1,2}[:.h]\d{2})(?=.{0,80}\d{4}).{8,200}?<?[^\s<>@]{1,128}@[^\s<>]{1,253}>?\s*:?\s*$/;
/** Whatever the language and the order: a year, a time, a mailbox in brackets, and a colon at the end. */
const DATED_MAILBOX =
  /^(?=.{0,200}?(?:\b|\D)(?:19|20)\d{2}\b)(?=.{0,200}?\b\d{1,2}[:.h]\d{2}\b)(?=.{0,300}?[<(]\s?[^\s<>()@]{1,128}@[^\s<>()]{1,253}\s?[>)]).{12,400}\s?[:：]$/i;
/** `Jean Moreau <jean@…> schrieb am Mo., 23. Nov. 2026 um 10:12:`: the date behind the verb. */
const VERB_AND_DATE =
  /^.{1,160}\s(?:schrieb am|a [ée]crit le|escribi[óo] el|ha scritto il|escreveu (?:em|no dia)|wrote on|skrev den|schreef op|писала?|napisa[łl]\(?a?\)?)\s.{0,80}\d.{0,60}:\s*$/i;
/** `2026-11-23 10:12 GMT+01:00 Jean Moreau`, with its mailbox on the next line or nowhere. */
const GMAIL_DATE = /^\d{4}-\d\d-\d\d \d{1,2}:\d\d (?:GMT|UTC)[+-]\d\d:\d\d \S.{0,200}$/;
/** A header that begins where the reply's last line ends. */
const MIDLINE =
  /(?:^|\s|-{2,} ?)((?:On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|\d)|Le (?:lun|mar|mer|jeu|ven|sam|dim|\d))[^\n]{6,200}(?:wrote|sent|a [ée]crit)\s?:)\s*$/;

/** Right above a quotation, a name and a verb, or a mailbox, are enough. */
const ABOVE_QUOTATION =
  /^[^\n:>]{2,80}(?:\b(?:wrote|writes|schrieb|escribi[óo]|ha scritto|escreveu|schreef|skrev)|\ba [ée]crit|<[^\s<>@]{1,128}@[^\s<>]{1,253}>)\s?:$/i;
/** A header whose mail goes on behind it, its line ends lost. */
const RUN_ON =
  /^(?:On|Le) (?=[^\n]{0,80}\d{4})[^\n]{6,200}<[^\s<>@]{1,128}@[^\s<>]{1,253}> ?(?:wrote|a [ée]crit) ?: \S/;

const MOST_LINES = 4;

/** How many lines the reply header at `index` takes; 0 where there is none. */
export function replyHeaderLength(lines: readonly string[], index: number): number {
  const length = headerLength(lines, index);
  // what stands above a header is not a part of it
  for (let below = index + 1; below < index + length; below += 1) {
    if (/[.!?…]$/.test((lines[below - 1] ?? '').trim())) return 0;
    if (hasDate(lines[below] ?? '') && headerLength(lines, below) > 0) return 0;
  }
  return length;
}

/** Figures besides those of an address: the second half of a header has none. */
function hasDate(line: string): boolean {
  return line.length <= 400 && /\d/.test(line.replace(/\S{1,128}@\S{1,253}/g, ''));
}

function headerLength(lines: readonly string[], index: number): number {
  const first = (lines[index] ?? '').trim();
  if (first.length < 6 || first.length > 400) return 0;
  if (GMAIL_DATE.test(first)) {
    const next = (lines[index + 1] ?? '').trim();
    return first.endsWith('<') || /^<?[^\s<>@]+@[^\s<>]+>?\s*:?$/.test(next) ? 2 : 1;
  }
  if (RUN_ON.test(first)) return 1;
  if (ABOVE_QUOTATION.test(first) && /^\s{0,3}>/.test(lines[index + 1] ?? '')) return 1;
  const wordings = WORDINGS.filter(({ begin }) => begin.test(first));
  let joined = '';
  for (let length = 1; length <= MOST_LINES; length += 1) {
    const line = lines[index + length - 1];
    if (line === undefined || (length > 1 && line.trim() === '')) return 0;
    joined = joined === '' ? line.trim() : `${joined} ${line.trim()}`;
    if (joined.length > 600) return 0;
    if (wordings.some(({ end }) => end.test(joined))) return length;
    if (/[:：]$/.test(joined) && isHeaderAlone(joined)) return length;
  }
  return 0;
}

function isHeaderAlone(line: string): boolean {
  return (
    DATED_MAILBOX.test(line) ||
    DATE_AND_MAILBOX.test(line) ||
    MAILBOX_AND_VERB.test(line) ||
    VERB_AND_DATE.test(line)
  );
}

/** Where in a line a reply header begins after the author's last words; -1 where none does. */
export function midlineReplyHeader(line: string): number {
  if (line.length > 1_000) return -1;
  const match = MIDLINE.exec(line);
  return match && /\p{L}/u.test(line.slice(0, match.index)) ? match.index : -1;
}
