import type { IncomingMail } from '../incoming-mail.ts';

const ID_LINE = /^[>|\s]{0,6}message-id\s*:\s*<([^<>\s]{3,900})>/gim;

/** Message-IDs of the mails that this one speaks of: the returned original first, then ancestors. */
export function concernedMessageIds(mail: IncomingMail): string[] {
  const ids = new Set<string>();
  if (mail.original?.messageId) ids.add(mail.original.messageId);
  // Free-form bounces paste the original's header into their text.
  for (const match of mail.bodyText.slice(0, 200_000).matchAll(ID_LINE)) ids.add(match[1]!);
  for (const id of mail.inReplyTo) ids.add(id);
  for (const id of [...mail.references].reverse()) ids.add(id);
  ids.delete('');
  return [...ids].slice(0, 50);
}
