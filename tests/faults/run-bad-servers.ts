import { setTimeout as sleep } from 'node:timers/promises';
import { type BadServer, createBadServer } from './bad-server.ts';
import type { Findings } from './findings.ts';
import { holdOut, type Run } from './hold-out.ts';
import { seededRandom } from './random.ts';
import type { Desk } from './watch-desk.ts';

/**
 * The servers around us fail: the mailbox's is killed while mail comes into it, and the one that
 * takes our mail answers 421, 4xx and 550, hangs, hangs up in the middle, or loses its answer.
 *
 * @param run `kills` of the mailbox's server; `hangs`: connections that are never answered again,
 *   each of which costs the minutes that mail is given
 */
export async function runBadServers(
  run: Run & { kills: number; hangs: number },
): Promise<Findings> {
  const { messages, seed, kills, hangs } = run;
  const server = createBadServer(seededRandom(seed + 1), hangs);
  return holdOut(
    run,
    { conduct: server.conduct },
    async ({ stage: { dovecot }, gate, random }) => {
      for (let kill = 0; kill < kills; kill += 1) {
        gate.release(Math.floor(messages / (kills + 1)));
        await sleep(random.between(50, 1_500));
        await dovecot.crash(() => sleep(random.between(0, 1_500)));
      }
      gate.release(messages);
      return { figures: [`SIGKILL: the mailbox's server ${kills} times`], misses: [] };
    },
    (desk) => lookAtFailures(desk, server),
  ).then(({ figures, misses }) => ({
    figures: [...figures, `the sink's troubles: ${told(server)}`],
    misses,
  }));
}

/** Only what the server refused is given up, and its ticket tells of it. */
async function lookAtFailures(desk: Desk, server: BadServer): Promise<string[]> {
  const failed = await desk.ask(
    `select o.to_address as "to", o.last_error as error,
            exists (select from events e where e.ticket_id = o.ticket_id
                       and e.type = 'mail_delivery_failed') as told
       from outbound_emails o where o.status = 'failed'`,
  );
  return failed.flatMap(({ to, error, told }) => [
    ...(server.refuses(String(to)) ? [] : [`given up though nobody refused it: ${to}: ${error}`]),
    ...(told ? [] : [`no ticket tells that ${to} was refused`]),
  ]);
}

function told({ conducts }: BadServer): string {
  return [...conducts]
    .map(([what, times]) => `${what} ${times}`)
    .sort()
    .join(', ');
}
