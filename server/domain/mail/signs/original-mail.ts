import type { IncomingMail } from '../incoming-mail.ts';

const ID_LINE = /^[>|\s]{0,6}message-id\s*:\s*<([^<>\s]{3,900})>/gim;

/**
 * Message-IDs of the mails that this one speaks of: the returned original first, then ancestors.
 * A person may attach or paste any mail: only a `report` is believed about what it returns.
 */
export function concernedMessageIds(mail: IncomingMail, report: boolean): string[] {
  const ids = new Set<string>();
  if (report && mail.original?.messageId) ids.add(mail.original.messageId);
  // Free-form bounces paste the original's header into their text.
  const pasted = report ? mail.bodyText.slice(0, 200_000).matchAll(ID_LINE) : [];
  for (const match of pasted) ids.add(match[1]!);
  for (const id of mail.inReplyTo) ids.add(id);
  for (const id of [...mail.references].reverse()) ids.add(id);
  ids.delete('');
  return [...ids].slice(0, 50);
}
