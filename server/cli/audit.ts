import { configOrExit } from '../config/or-exit.ts';
import { createLog } from '../log.ts';
import { type HistoryFault, verifyHistories } from './audit/verify-histories.ts';
import { withDatabase } from './database.ts';

const SAYS: Record<HistoryFault['fault'], string> = {
  missing: 'is missing',
  altered: 'was altered: its hash is not the hash of what it says',
  unchained: 'does not follow the event before it',
  misfiled: 'is filed under another type, time or place than it says',
  cut_short: 'is where the history ends too soon, or goes on too long',
  words_altered: 'tells of a message whose words or files were altered or removed',
  verdict_altered: 'tells of a verdict that no longer says the same',
  ledger_altered: 'tells of a charge that the ledger no longer holds as it was',
  document_altered: 'tells of a report whose bytes were altered or removed',
};

/** `npm run audit:verify`: exit code 0 when every history holds, 1 when one does not. */
async function main(): Promise<number> {
  const config = configOrExit();
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const { tickets, events, faults } = await withDatabase(config, createLog('silent'), (database) =>
    verifyHistories(database, ({ number, seq, fault }) =>
      print(`Ticket ${number}: event ${seq} ${SAYS[fault]}.`),
    ),
  );
  print(
    `${tickets} tickets, ${events} events checked: ${faults === 0 ? 'every history holds' : `${faults} faults`}.`,
  );
  return faults === 0 ? 0 : 1;
}

process.exitCode = await main();
