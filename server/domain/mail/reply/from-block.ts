/** The labels under which mail programs repeat a header above the mail they quote. */
const FROM =
  'from|de|von|da|van|fra|fr[åa]n|od|от|від|kimden|lähettäjä|gönderen|expéditeur|mittente|feladó|発信者|差出人|发件人|寄件者|보낸 ?사람|από|מאת|من';
const SENT =
  'sent|envoy[ée](?: le)?|gesendet|inviato(?: il)?|enviado(?: el| em)?|verzonden|sendt|skickat|wysłano|отправлено|надіслано|gönderildi|lähetetty|odesláno|elküldve|data|date|datum|dato|päivämäärä|fecha|дата|送信日時|日期|发送时间|寄件日期|날짜|보낸 ?날짜|reçu|message du';
const TO =
  'to|[àa]|an|a|para|aan|til|till|do|кому|kime|vastaanottaja|komu|címzett|destinataire|宛先|收件人|收件者|받는 ?사람|προς|אל';
const SUBJECT =
  'subject|objet|sujet|betreff|oggetto|asunto|assunto|onderwerp|emne|[äa]mne|temat|тема|konu|aihe|předmět|tárgy|件名|主题|主旨|제목|θέμα|נושא';
const OTHER =
  'cc|c\\.?c\\.?|copie(?: à)?|kopie|kopia|копия|reply-to|répondre à|antwort an|importance|priorité|attachments?|pièces? jointes?|bcc';

const LABEL = new RegExp(
  `^[\\s>*|_]*(?:(${FROM})|(${SENT})|(${TO})|(${SUBJECT})|(${OTHER}))\\s?\\*?\\s?[:：]\\*?(?=\\s|$|\\S)`,
  'iu',
);

type Kind = 'from' | 'sent' | 'to' | 'subject' | 'other';
const KINDS: readonly Kind[] = ['from', 'sent', 'to', 'subject', 'other'];

/** Whether a repeated header ("From: … Sent: … To: … Subject: …") begins at this line. */
export function isFromBlock(lines: readonly string[], index: number): boolean {
  const first = kindOf(lines[index] ?? '');
  if (first !== 'from' && first !== 'sent') return false;
  const kinds = new Set<Kind>([first]);
  let gaps = 0;
  let text = lines[index] ?? '';
  for (let at = index + 1; at < lines.length && at < index + 12; at += 1) {
    const line = lines[at] ?? '';
    const kind = kindOf(line);
    if (kind) {
      kinds.add(kind);
      gaps = 0;
    } else {
      gaps += 1;
      // A long value wraps, some programs put blank lines between the fields.
      if (gaps > 1) break;
    }
    text += `\n${line}`;
  }
  if (kinds.size >= 3) return kinds.has('from') || kinds.has('to');
  if (kinds.size < 2 || !/@|\d{1,2}[:h.]\d{2}|\b\d{4}\b/.test(text)) return false;
  return (
    (kinds.has('from') && (kinds.has('sent') || kinds.has('subject') || /@/.test(text))) ||
    (kinds.has('sent') && kinds.has('to'))
  );
}

/** Whether this line is a `From:` under any of its names. */
export function isFromLine(line: string): boolean {
  return kindOf(line) === 'from';
}

function kindOf(line: string): Kind | null {
  if (line.length > 1_000) return null;
  const match = LABEL.exec(line);
  if (!match) return null;
  const found = match.slice(1).findIndex((group) => group !== undefined);
  return KINDS[found] ?? null;
}
