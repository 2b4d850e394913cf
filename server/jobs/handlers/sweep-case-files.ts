import { MAKER_SILENT_AFTER } from '../../commands/make-case-file.ts';
import { listCaseFilesToMake } from '../../store/case-files.ts';
import type { Database } from '../../store/connect.ts';
import type { JobQueues } from '../queues.ts';

/** The next sweep takes the rest. */
const AT_ONCE = 50;

/** Finds the case files that wait, and those whose maker died. */
export async function sweepCaseFiles(
  database: Database,
  queues: Pick<JobQueues, 'add'>,
  now: Date,
): Promise<void> {
  const silentSince = new Date(now.getTime() - MAKER_SILENT_AFTER);
  for (const id of await listCaseFilesToMake(database, silentSince, AT_ONCE)) {
    await askToMake(queues, id);
  }
}

/** Has one made. Asked twice while it waits, it is made once. */
export async function askToMake(queues: Pick<JobQueues, 'add'>, caseFileId: number): Promise<void> {
  await queues.add('make-case-file', { caseFileId }, { id: `case-file-${caseFileId}` });
}
