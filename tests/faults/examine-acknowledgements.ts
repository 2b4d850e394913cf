import { maySeeNothing } from './conversations.ts';
import type { Findings, Held } from './findings.ts';
import { groupBy } from './groups.ts';

type Row = {
  number: string;
  opened_by: string;
  sender: string;
  state: string | null;
  /** Acknowledgements of this ticket alone. */
  own: number;
  /** The mail that the row names: its own, or one for several tickets. */
  letter: string | null;
};

/** Each ticket that a person opened has one row: sent, or withheld from a stranger who floods. */
export async function examineAcknowledgements({ desk }: Held): Promise<Findings> {
  const rows = (await desk.ask(
    `select t.number, e.outcome as opened_by, u.email as sender, a.state, o.letter,
            (select count(*)::int from outbound_emails own
              where own.ticket_id = t.id and own.letter = 'acknowledgement') as own
       from tickets t
       join inbound_emails e on e.ticket_id = t.id and e.outcome like '%ticket_opened'
       join users u on u.id = t.requester_id
       left join acknowledgements a on a.ticket_id = t.id
       left join outbound_emails o on o.id = a.outbound_email_id
      order by t.id`,
  )) as Row[];
  const states = groupBy(rows, (row) =>
    row.letter === 'acknowledgement' ? 'sent alone' : row.letter ? 'sent together' : row.state,
  );
  const told = [...states].map(([state, all]) => `${state ?? 'owed none'} ${all.length}`);
  return {
    figures: [`acknowledgements: ${told.sort().join(', ')}`],
    misses: rows
      .filter((row) => !holds(row))
      .map((row) => `acknowledgement ${JSON.stringify(row)}`),
  };
}

function holds({ opened_by: openedBy, sender, state, own, letter }: Row): boolean {
  if (openedBy !== 'ticket_opened') return state === null && own === 0;
  if (state === 'withheld') return maySeeNothing(sender) && own === 0;
  return state === 'sent' && own === (letter === 'acknowledgement' ? 1 : 0) && letter !== null;
}
