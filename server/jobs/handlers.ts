import type { Run } from '../commands/command.ts';
import { forgetExpired } from '../commands/forget-expired.ts';
import { letGoReply } from '../commands/let-go-reply.ts';
import { warnOfTimers } from '../commands/sweep-timers.ts';
import { watchMailboxes } from '../commands/watch-mailboxes.ts';
import type { Database } from '../store/connect.ts';
import { type CaseFileMaker, makeCaseFile } from './handlers/make-case-file.ts';
import { sweepAcknowledgements } from './handlers/sweep-acknowledgements.ts';
import { sweepCaseFiles } from './handlers/sweep-case-files.ts';
import { sweepDeadlines } from './handlers/sweep-deadlines.ts';
import { sweepHeldReplies } from './handlers/sweep-held-replies.ts';
import { sweepOutboundEmails } from './handlers/sweep-outbound-emails.ts';
import { sweepSuspensions } from './handlers/sweep-suspensions.ts';
import type { JobQueues } from './queues.ts';
import type { Handlers } from './workers.ts';

const SWEEP_ACTOR = { kind: 'system', name: 'sweep' } as const;

/**
 * What each job does. Jobs only say when: what is to be done, and whether it was, is in PostgreSQL,
 * so that a job lost, or run twice, changes nothing.
 *
 * @param transmit one attempt at one outgoing mail
 * @param sweepIntake decides received mail that nobody is deciding
 * @param mailboxes the names of those that the environment names
 */
export function createHandlers({
  run,
  database,
  queues,
  clock,
  transmit,
  sweepIntake,
  mailboxes,
  renderDocument,
  translate,
}: {
  run: Run;
  database: Database;
  queues: Pick<JobQueues, 'add'>;
  clock: () => Date;
  transmit: (outboundEmailId: number) => Promise<void>;
  sweepIntake: () => Promise<unknown>;
  mailboxes: readonly string[];
} & Pick<CaseFileMaker, 'renderDocument' | 'translate'>): Handlers {
  return {
    'transmit-outbound-email': ({ outboundEmailId }) => transmit(outboundEmailId),
    'let-go-reply': async ({ messageId }) => {
      await run(letGoReply, SWEEP_ACTOR, { messageId });
    },
    'sweep-outbound-emails': async () => {
      await sweepOutboundEmails(database, queues, clock());
      await sweepHeldReplies(database, run, clock());
    },
    'sweep-inbound-emails': async () => {
      await sweepIntake();
    },
    'sweep-deadlines': async () => {
      await sweepDeadlines(database, run, clock);
    },
    'sweep-suspensions': () => sweepSuspensions(database, run, clock),
    'sweep-acknowledgements': () => sweepAcknowledgements(database, run, clock()),
    'sweep-timers': async () => {
      await run(warnOfTimers, SWEEP_ACTOR, null);
    },
    'watch-mailboxes': async () => {
      await run(watchMailboxes, SWEEP_ACTOR, { mailboxes });
    },
    'make-case-file': ({ caseFileId }) =>
      makeCaseFile({ database, run, renderDocument, translate }, caseFileId),
    'sweep-case-files': () => sweepCaseFiles(database, queues, clock()),
    'sweep-expired': async () => {
      await run(forgetExpired, SWEEP_ACTOR, null);
    },
  };
}
