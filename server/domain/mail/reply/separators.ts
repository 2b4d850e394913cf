const WORDS =
  /original|reply message|forwarded|begin forwarded|oprindelig|urspr[üu]nglich|antwort nachricht|weitergeleitet|d.origine|transf[ée]r|initial|originale|inoltrat|mensaje original|reenviad|encaminhad|oorspronkelijk|doorgestuurd|oryginalna|przekazana|opprinnelig|videresendt|ursprung|vidarebefordrat|alkuper|исходное|пересылаемое|пересылается|původní|eredeti|元のメッセージ|原始邮件|原始郵件|转发|원본/i;
const RULE_CHARACTERS = '-_–—';
const BARE_FORWARD =
  /^(?:begin forwarded message|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])|anfang der weitergeleiteten nachricht)\s*:\s*$/i;
const REPLY_MARKER =
  /(?:repl(?:y|ies)|r[ée]pon(?:se|dre|dez)|antwort\w*|write|type)\b[^\n]{0,30}\b(?:above|au-dessus|oberhalb)\b/i;
const RULE = /^\s*(?:[-_=*#~+ᐧ–—]\s?){2,}\s*$/u;

/** "-----Original Message-----" and its kin: everything below is another mail. */
export function isOriginalSeparator(line: string): boolean {
  if (line.length > 200) return false;
  const words = betweenRules(line.replace(/^[\s>*]+/, '').replace(/[\s*]+$/, ''));
  return (words !== null && WORDS.test(words)) || BARE_FORWARD.test(line.trim());
}

/** The words of `--- words ---`. By hand: as a pattern it takes cubic time on long rules. */
function betweenRules(line: string): string | null {
  let start = 0;
  while (start < line.length && RULE_CHARACTERS.includes(line[start]!)) start += 1;
  let end = line.length;
  while (end > start && RULE_CHARACTERS.includes(line[end - 1]!)) end -= 1;
  const words = line.slice(start, end).trim();
  return start >= 3 && line.length - end >= 3 && words.length <= 60 ? words : null;
}

/** `> Message du 02/03/26 09:12`, under which one French provider repeats a header, line by line. */
export function isDatedSeparator(line: string): boolean {
  return /^[\s>]{0,4}message du ?:? \d{1,2}\/\d{1,2}\/\d{2,4}/i.test(line);
}

/** The line of a helpdesk that asks to answer above it. */
export function isReplyMarker(line: string): boolean {
  return (
    line.length < 150 &&
    REPLY_MARKER.test(line) &&
    /^[\s>]*[-#_=*~–—<[(]{2,}|[-#_=*~–—>\])]{2,}\s*$/.test(line)
  );
}

/** A line of nothing but rules: `--`, `____`, `* * *`. */
export function isRule(line: string): boolean {
  return line.length < 200 && (RULE.test(line) || /^\s*ᐧ\s*$/u.test(line));
}
