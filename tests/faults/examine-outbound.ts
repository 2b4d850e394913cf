import type { Findings, Held } from './findings.ts';
import { groupBy } from './groups.ts';

type Row = {
  id: string;
  letter: string;
  to_address: string;
  status: string;
  attempts: number;
  told: number;
};

/** What the sink took is what was sent: no mail more, none less; repeats are allowed and counted. */
export async function examineOutbound({ desk, stage: { sink } }: Held): Promise<Findings> {
  const rows = (await desk.ask(
    `select o.rfc_message_id as id, o.letter, o.to_address, o.status, o.attempts,
            (select count(*)::int from events e
              where e.ticket_id = o.ticket_id
                and e.type in ('mail_delivered', 'mail_delivery_failed')
                and e.canonical::jsonb -> 'data' ->> 'outbound_email' = o.id::text) as told
       from outbound_emails o order by o.id`,
  )) as Row[];
  const misses: string[] = [];
  const known = new Set(rows.map(({ id }) => id));
  for (const { id, letter, to_address: to, status, told } of rows) {
    const taken = sink.taken.has(id);
    if (status === 'sent' ? !taken : status !== 'failed' || taken) {
      misses.push(`${letter} to ${to} is ${status}, ${taken ? 'taken' : 'never taken'}: ${id}`);
    }
    if (told > 1) misses.push(`${letter} to ${to}: its end is told ${told} times`);
  }
  for (const id of sink.taken.keys()) if (!known.has(id)) misses.push(`no mail of ours: ${id}`);
  const repeats = [...sink.taken.values()].reduce((sum, times) => sum + times - 1, 0);
  const sent = rows.filter(({ status }) => status === 'sent').length;
  const letters = groupBy(rows, ({ letter }) => letter);
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  return {
    figures: [
      `mails: ${rows.length} (${[...letters].map(([name, all]) => `${name} ${all.length}`).join(', ')}), ${sent} sent, ${rows.length - sent} refused for good, in ${attempts} attempts`,
      `at the sink: ${sink.taken.size} Message-IDs, ${repeats} taken again after a lost answer`,
    ],
    misses,
  };
}
