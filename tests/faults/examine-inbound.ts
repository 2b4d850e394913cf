import type { Conversation, Nature, PlannedMail } from './conversations.ts';
import type { Findings, Held } from './findings.ts';
import { groupBy } from './groups.ts';
import type { Desk } from './watch-desk.ts';
import { TAG_HEADER } from './write-mail.ts';

/** What each nature must end in. */
const ENDS_IN: Record<Nature, string> = {
  opening: 'ticket_opened',
  reply: 'reply_threaded',
  auto_reply: 'auto_reply_recorded',
  bounce: 'bounce_recorded',
  alert: 'alert_ticket_opened',
  unreadable: 'quarantined',
  too_large: 'quarantined',
  loop: 'loop_cut',
};

type Row = {
  tag: string | null;
  route: 'smtp' | 'imap';
  uid: number | null;
  outcome: string | null;
  reasons: string[];
  ticket: string | null;
};

/** What could not be read has no identity: its copies can't be told from two mails. */
const APART = new Set<Nature>(['unreadable', 'too_large']);

/** Each mail one outcome, each copy one row, each conversation one ticket. */
export async function examineInbound(
  { desk, conversations, handed }: Held,
  lying: ReadonlyMap<number, string>,
): Promise<Findings> {
  const rows = (await desk.ask(
    `select substring(encode(substring(raw for 4096), 'escape') from '${TAG_HEADER}: ([a-z0-9-]+)')
              as tag, route, uid::int, outcome, reasons, t.number as ticket
       from inbound_emails e left join tickets t on t.id = e.ticket_id order by e.id`,
  )) as Row[];
  // the bytes of what was too large stayed in the mailbox
  for (const row of rows) row.tag ??= row.uid === null ? null : (lying.get(row.uid) ?? null);
  const misses: string[] = [];
  const kept = groupBy(rows, ({ tag }) => tag ?? '');
  const lyingCopies = groupBy([...lying.values()], (tag) => tag);

  for (const conversation of conversations) {
    for (const mail of conversation.mails) {
      const copies = kept.get(mail.tag) ?? [];
      const known = { handed: handed.get(mail.tag), lying: lyingCopies.get(mail.tag)?.length ?? 0 };
      misses.push(...missesOf(mail, copies, known));
    }
    misses.push(...ticketMisses(conversation, kept));
  }
  const undecided = rows.filter(({ outcome }) => outcome === null).length;
  if (undecided > 0) misses.push(`${undecided} messages are undecided`);
  const planned = new Set(conversations.flatMap(({ mails }) => mails.map(({ tag }) => tag)));
  const strange = rows.filter(({ tag }) => tag === null || !planned.has(tag)).length;
  if (strange > 0) misses.push(`${strange} messages that nobody sent`);
  const bySmtp = rows.filter(({ route }) => route === 'smtp').length;
  const opened = conversations.filter(({ mails }) => opensTicket(mails[0])).length;
  misses.push(...(await countMisses(desk, rows, opened)));
  return { figures: [...figuresOf(rows, handed, bySmtp), `tickets: ${opened}, one each`], misses };
}

/** Once more as the tables count: nothing was written beside what the outcomes tell. */
async function countMisses(desk: Desk, rows: readonly Row[], opened: number): Promise<string[]> {
  const [count] = await desk.ask(
    `select (select count(*)::int from tickets) as tickets,
            (select count(*)::int from messages) as messages,
            (select count(*)::int from outbound_emails where letter = 'mail_too_large') as told`,
  );
  const messages = rows.filter(({ outcome }) => /opened|threaded/.test(outcome ?? '')).length;
  const tooLarge = rows.filter(({ reasons }) => reasons.includes('unreadable:too_large')).length;
  return [
    ...(count?.tickets === opened ? [] : [`${count?.tickets} tickets for ${opened} conversations`]),
    ...(count?.messages === messages ? [] : [`${count?.messages} messages for ${messages} mails`]),
    ...(count?.told === tooLarge ? [] : [`${count?.told} told of ${tooLarge} that were too large`]),
  ];
}

const opensTicket = (mail: PlannedMail | undefined) =>
  mail?.nature === 'opening' || mail?.nature === 'alert';

function missesOf(
  { tag, nature }: PlannedMail,
  copies: readonly Row[],
  { handed, lying }: { handed: ReturnType<Held['handed']['get']>; lying: number },
): string[] {
  const misses: string[] = [];
  const outcomes = copies.map(({ outcome }) => outcome);
  const settled = outcomes.filter((outcome) => outcome !== 'duplicate');
  const asOne = APART.has(nature) ? new Set(settled).size : settled.length;
  if (asOne !== 1 || settled[0] !== ENDS_IN[nature]) {
    misses.push(`${nature} ${tag}: ${outcomes.join(', ') || 'lost'}`);
  }
  const smtp = copies.filter(({ route }) => route === 'smtp').length;
  const most = handed?.smtp ? 1 + handed.smtp.unanswered : 0;
  if (smtp > most || (handed?.smtp && smtp === 0)) {
    misses.push(`${tag}: kept ${smtp} times over SMTP, handed in ${most} times`);
  }
  const uids = copies.filter(({ route }) => route === 'imap').map(({ uid }) => uid);
  if (new Set(uids).size !== uids.length || uids.length !== lying) {
    misses.push(`${tag}: kept ${uids.length} times over IMAP, ${lying} lie in the mailbox`);
  }
  return misses;
}

function ticketMisses({ id, mails }: Conversation, kept: Map<string, Row[]>): string[] {
  const numbers = mails.flatMap(({ tag }) =>
    (kept.get(tag) ?? []).flatMap(({ ticket, outcome }) =>
      ticket !== null && outcome !== 'duplicate' ? [ticket] : [],
    ),
  );
  const wanted = opensTicket(mails[0]) ? mails.length : 0;
  const one = new Set(numbers).size === (wanted > 0 ? 1 : 0);
  return one && numbers.length === wanted
    ? []
    : [
        `conversation ${id}: ${mails.length} mails on ${[...new Set(numbers)].join(', ') || 'none'}`,
      ];
}

function figuresOf(rows: readonly Row[], handed: Held['handed'], bySmtp: number): string[] {
  const posts = [...handed.values()].flatMap((routes) => Object.values(routes));
  const sum = (key: 'unanswered' | 'putOff') => posts.reduce((all, post) => all + post[key], 0);
  const outcomes = groupBy(rows, ({ outcome }) => outcome ?? 'undecided');
  const told = [...outcomes].map(([outcome, all]) => `${outcome} ${all.length}`).sort();
  return [
    `messages: ${handed.size}, handed in ${posts.length} times (${sum('putOff')} put off, ${sum('unanswered')} without an answer)`,
    `kept: ${rows.length} (${bySmtp} over SMTP, ${rows.length - bySmtp} over IMAP)`,
    `outcomes: ${told.join(', ')}`,
  ];
}
