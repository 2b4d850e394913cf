import { isRule } from './separators.ts';

/** What programs and devices add below a mail; each stands on a line of its own. */
const ADDED_BY_DEVICE: readonly RegExp[] = [
  /^[-–—<([\s*_]*(?:securely |composed and )?sent (?:from|via|with|by|using)\b(?: my| a| an| the)?(?: [\w.'’+&,-]+){1,7}\s*(?:\d+)?[.!]?[>)\]\s*_]*(?:[.,;]?\s*(?:please |pls )?(?:excuse|pardon|forgive|apologies)[^\n]{0,60})?$/i,
  /^(?:sent (?:from|via|with)|get) \[?[^\n\]]{1,40}\]?\s?(?:\(https?:[^\s)]{1,200}\)|<https?:[^\s>]{1,200}>|https?:\S{1,200})[^\n]{0,40}$/i,
  /^get outlook for \w+/i,
  /^sent (?:on|while on) the (?:go|move)\.?$/i,
  /^(?:[\p{L}'-]{2,20} )?from (?:my )?(?:mobile|iphone|ipad|phone|android)[\w ]{0,20}$/iu,
  /^envoy[ée] (?:[àa] partir d[eu']|de(?:puis)?|via|avec|par)(?! (?:erreur|la part|inadvertance))\s?[^\n]{2,80}$/i,
  /^(?:obten(?:ez|ir|er)|t[ée]l[ée]charge[rz]|get|holen sie sich|scarica|downloaden?|ottieni|baixar|obter|hämta|hent) (?:outlook|bluemail|spark|[\w ]{2,20} mail) (?:pour|for|für|para|per|voor|för|til|to) [^\n]{2,80}$/i,
  /^(?:von meinem|gesendet (?:von|mit|über|aus))\b[^\n]{2,60}$/i,
  /^(?:provenance|origine)\s*:\s*(?:courrier|mail) (?:pour|for) [^\n]{2,60}$/i,
  /^diese nachricht wurde von [^\n]{2,60} gesendet\.?$/i,
  /^(?:verzonden|verstuurd|sendt|skickat|inviato|enviado|enviada|wysłan[eo]|lähetetty|odesláno|gönderildi|надіслано|отправлено) (?:met|vanaf|vanuit|van|fra|från|med|dal?|desde|con|com|do|de|z|ze|iz|с|из|з|від|via)\s?[^\n]{2,60}$/i,
  /^(?:lähetetty|gönderen|am trimis de pe|poslan[oa] (?:iz|s|z)|odoslan[éo] z|nosūtīts no|išsiųsta iš|küldve|saadetud) ?[^\n]{2,60}$/i,
  /^[^\n]{2,30}(?:umdan|[ıi]mdan|dan) gönderildi\.?$/i,
  /^(?:.{0,6})?(?:從|从|发自|發自|iPhone).{0,20}(?:傳送|发送|寄出|から送信(?:されました)?|에서 보냄|iPhone|iPad)$/,
  /^נשלח מ.{2,40}$/,
  // what was there is left out already
  /^\[(?:quoted text hidden|texte des messages pr[ée]c[ée]dents masqu[ée])\]$/i,
  // antivirus programs, and the trees
  /^(?:garanti sans virus|virus-free|sans virus|virenfrei)\b[^\n]{0,80}$/i,
  /^l'absence de virus dans ce (?:courrier|message)[^\n]{0,120}$/i,
  /^this e-?mail has been checked for viruses[^\n]{0,120}$/i,
  /^<?https?:\/\/www\.(?:avast|avg)\.com\S{0,200}$/i,
  /^(?:avant d'imprimer|pensez [àa] l'environnement|please consider the environment)[^\n]{0,160}$/i,
  /^(?:my|mein|mijn) \w+ (?:iphone|ipad)$/i,
];

/** A closing formula alone on its line, above a name and what goes with it. */
const CLOSING =
  /^(?:(?:best|kind|warm|with (?:best|kind))? ?regards|sincerely(?: yours)?|best wishes|(?:thanks|thank you) and (?:best |kind )?regards|yours (?:sincerely|faithfully|truly)|(?:tr[èe]s )?cordialement(?: v[ôo]tre)?|c(?:or|r)?dlt|bien (?:cordialement|[àa] vous|[àa] toi)|salutations (?:distingu|cordiales)[ée]{0,2}s?|(?:avec )?(?:mes|nos) (?:meilleures |sinc[èe]res )?salutations(?: distingu[ée]es)?|salutations(?: distingu[ée]es)?|mit freundlichen gr[üu](?:ß|ss)en|viele gr[üu](?:ß|ss)e|saludos(?: cordiales)?|(?:cordiali|distinti) saluti|atenciosamente|met vriendelijke groet(?:en)?|med v[äe]nlig(?:a)? h[äi]ls(?:ning(?:ar)?|en))\s*[,.!]?$/i;

const MOST_LINES = 12;

/** Index of the first line of the signature that ends these lines; their count where there is none. */
export function signatureStart(lines: readonly string[]): number {
  let end = lastWords(lines, lines.length);
  let start = end;
  for (;;) {
    const before = start;
    start = lastWords(lines, withoutDeviceLines(lines, withoutNotice(lines, start)));
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

/** A last paragraph that says whom the mail is for: a company adds it, not a person. */
function withoutNotice(lines: readonly string[], end: number): number {
  let start = end;
  while (start > 0 && end - start < MOST_LINES && (lines[start - 1] ?? '').trim() !== '')
    start -= 1;
  const paragraph = lines.slice(start, end).join(' ').slice(0, 4_000);
  return start > 0 && isNotice(paragraph) ? lastWords(lines, start) : end;
}

function isNotice(paragraph: string): boolean {
  return (
    /\b(?:confidenti[ae]l|privileged|vertraulich|confidencial|riservat[oi]|vertrouwelijk)/i.test(
      paragraph,
    ) &&
    /\b(?:destinataires?|destin[ée]s?|recipients?|addressees?|intended|empf[äa]nger|destinatari[oa]s?|geadresseerde)\b/i.test(
      paragraph,
    ) &&
    /\b(?:message|courriel|mail|e-mail|nachricht|mensaje|messaggio|mensagem|bericht)\b/i.test(
      paragraph,
    )
  );
}

/** Whether a program or a device, not a person, wrote this line. */
export function isDeviceLine(line: string): boolean {
  const text = line
    .trim()
    .replace(/[\u2019\u02bc]/g, "'")
    .replace(/[\u00a0\u202f]/g, ' ');
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
