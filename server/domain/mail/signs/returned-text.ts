/** Lines after which a bounce quotes the mail it returns. */
const ORIGINAL_FOLLOWS: readonly RegExp[] = [
  /^[-*=_>|\s]*(?:below|this|here|included|the following|following)[^\n]{0,40}\b(?:cop(?:y|ie)|headers?)\b[^\n]{0,20}\b(?:message|mail|e-mail)\b/i,
  /^[-*=_>|\s]*(?:the )?(?:original|unsent|returned|undelivered|rejected)[^\n]{0,12}(?:message|mail|headers?)\b(?! (?:details|info))[^\n]{0,30}$/i,
  /^[-*=_>|\s]*(?:message|mail)[- ](?:headers?|text|body|content)[^\n]{0,20}(?:follow|original|below)/i,
  /^[-*=_>|\s]*(?:the )?(?:headers?|text|beginning|first part|start|summary)[^\n]{0,20}of (?:the |your )?(?:original|returned|undelivered)[^\n]{0,40}$/i,
  /^[-*=_>|\s]*(?:copie|en-?t[êe]tes?|message)[^\n]{0,20}(?:du message|d'origine|original)[^\n]{0,20}$/i,
];

/** A header line of the returned mail itself, at the beginning of its line. */
const ORIGINAL_HEADER =
  /^(?:Received|Return-Path|DKIM-Signature|X-Google-[A-Za-z-]+|X-Originating-IP|Authentication-Results)\s*:/i;

/** What the mail server says in a bounce, without the mail that it sends back below. */
export function reportOf(text: string): string {
  const lines = text.split('\n');
  let said = false;
  for (const [index, line] of lines.entries()) {
    const follows =
      ORIGINAL_HEADER.test(line) || ORIGINAL_FOLLOWS.some((pattern) => pattern.test(line));
    if (said && follows) return lines.slice(0, index).join('\n');
    if (line.trim() !== '') said = true;
  }
  return text;
}
