import { field, type IncomingMail } from '../incoming-mail.ts';

const SENDERS = /(?:challenge|confirm|verify|whitelist|spamarrest|boxbe|tmda)/i;

const TEXTS: readonly RegExp[] = [
  /(?:sender|e-?mail|message) (?:verification|confirmation) (?:is )?(?:required|request)/i,
  /(?:please )?(?:confirm|verify) (?:that )?you(?:r message| are| sent)[^.]{0,60}(?:human|real person|this message|not (?:a )?spam|by (?:clicking|replying))/i,
  /to (?:confirm|release|deliver|verify) (?:this|your) (?:e-?mail|message)[^.]{0,80}(?:click|reply|follow|visit)/i,
  /click (?:on )?(?:the|this) (?:following )?link[^.]{0,80}(?:deliver|release|approve|add you|authori[sz]e|whitelist)/i,
  /(?:add|added) (?:yourself |you )?to (?:my|the|our) (?:white ?list|approved|allowed|list of (?:approved|allowed|permitted))/i,
  /(?:account|mailbox|address) is protected by[^.]{0,60}/i,
  /address added to the recipient's (?:allowed|approved|white) ?list/i,
  /awaiting (?:your )?(?:confirmation|verification|authori[sz]ation)/i,
  /just (?:reply|click)[^.]{0,60}(?:this (?:one|first) time|once|only once)/i,
  /(?:anti-?spam|challenge[ -]response)[^.]{0,80}(?:requires?|asks?|confirm)/i,
  /(?:cliquez|r[ée]pondez)[^.]{0,80}(?:pour|afin)[^.]{0,40}(?:que votre message soit (?:remis|d[ée]livr[ée])|d[ée]bloquer votre message|vous authentifier)/i,
  /votre message (?:est|a [ée]t[ée]) (?:mis )?en attente[^.]{0,80}(?:authentif|confirm|cliqu)/i,
  /(?:prouver|v[ée]rifier|confirmer) que vous (?:n'[êe]tes pas un robot|[êe]tes (?:bien )?(?:un humain|une personne|l'exp[ée]diteur))/i,
];

/** "Prove that you are human": answering it would be answering a machine about our own mail. */
export function challengeSigns(mail: IncomingMail, alsoBounce: boolean): string[] {
  if (field(mail.headers, 'x-spamarrest-probe') !== null) return ['header:challenge'];
  const text = mail.bodyText.slice(0, 8_000).replace(/\s+/g, ' ');
  const signs = TEXTS.filter((pattern) => pattern.test(text)).length;
  const sender =
    SENDERS.test(mail.from?.address ?? '') || SENDERS.test(field(mail.headers, 'x-mailer') ?? '');
  if (alsoBounce)
    return signs > 0 && /white ?list/i.test(text) && signs > 1 ? ['text:challenge'] : [];
  if (signs > 1 || (signs > 0 && (sender || mail.returnPath === '' || isAutomatic(mail)))) {
    return ['text:challenge'];
  }
  return [];
}

function isAutomatic(mail: IncomingMail): boolean {
  const value = field(mail.headers, 'auto-submitted')?.toLowerCase() ?? 'no';
  return !value.startsWith('no');
}
