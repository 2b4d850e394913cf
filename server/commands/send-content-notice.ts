import {
  AUTHOR_CONTACTED,
  type AuthorContacted,
  mayBeAnonymous,
  NOTICE_GROUNDS,
  type NoticeGround,
} from '../domain/conduct/content-notice.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { readAddress } from '../domain/user/email-address.ts';
import type { Locale } from '../domain/user/role.ts';
import { insertContentNotice } from '../store/content-notices.ts';
import type { Command } from './command.ts';
import { openTicketWith } from './ticket-opening.ts';
import { whoWrites } from './who-writes.ts';

export type ContentNoticeInput = {
  ground: NoticeGround;
  /** Who notifies; both may be left out for an offence against minors. */
  name: string;
  email: string;
  location: string;
  description: string;
  /** Why it is illegal, in law. */
  law: string;
  authorContacted: AuthorContacted;
  goodFaith: boolean;
  /** The form's own words, in the sender's language, that the answers are kept with. */
  words: {
    subject: string;
    /** What somebody is called who left no name. */
    nobody: string;
    location: string;
    law: string;
    /** The question and its answer. */
    contacted: string;
  };
  locale: Locale;
};

/**
 * Somebody notifies illegal content (I5, LCEN art. 6): taken in from a stranger, without account or
 * contract, as a ticket of its kind, and acknowledged without a word of what was written.
 */
export const sendContentNotice: Command<ContentNoticeInput, { number: string }> = async (
  context,
  input,
) => {
  const { ground, authorContacted } = input;
  if (!NOTICE_GROUNDS.includes(ground)) return refuse('invalid_choice', { field: 'ground' });
  const identity = readIdentity(input);
  if (!identity.ok) return identity;
  const location = readField('location', input.location, { max: 2_000 });
  if (!location.ok) return location;
  const description = readField('description', input.description, { max: 20_000 });
  if (!description.ok) return description;
  const law = readField('law', input.law, { max: 20_000 });
  if (!law.ok) return law;
  if (!AUTHOR_CONTACTED.includes(authorContacted)) {
    return refuse('invalid_choice', { field: 'author_contacted' });
  }
  if (!input.goodFaith) return refuse('required', { field: 'good_faith' });

  const { tx, now } = context;
  const { words } = input;
  const { writer: notifier, reachable } = await whoWrites(context, identity.value, input.locale);
  const { ticket, written } = await openTicketWith(context, {
    kind: 'content_notice',
    channel: 'portal',
    subject: words.subject,
    customerId: notifier.customerId,
    requester: notifier,
    receivedAt: now,
    said: {
      visibility: 'public',
      authorId: notifier.userId,
      channel: 'portal',
      // whole: its digest in the history then proves all that was notified
      body: [
        `${words.location}\n${location.value}`,
        description.value,
        `${words.law}\n${law.value}`,
        words.contacted,
      ].join('\n\n'),
    },
    acknowledge: reachable ? 'now' : 'never',
    nameless: true,
  });
  await written;
  const notice = { location: location.value, ground, authorContacted, receivedAt: now };
  await insertContentNotice(tx, ticket.id, notice);
  return accept({ number: ticket.number });
};

/** @returns the address null where it is left out, as only some notices may be */
function readIdentity({
  ground,
  name: givenName,
  email: givenEmail,
  words,
}: ContentNoticeInput): Outcome<{ name: string; email: string | null }> {
  const anonymous = mayBeAnonymous(ground);
  const name = readField('name', givenName.trim() === '' && anonymous ? words.nobody : givenName, {
    max: 200,
    line: true,
  });
  if (!name.ok) return name;
  if (givenEmail.trim() === '' && anonymous) return accept({ name: name.value, email: null });
  const email = readAddress(givenEmail);
  return email.ok ? accept({ name: name.value, email: email.value }) : email;
}
