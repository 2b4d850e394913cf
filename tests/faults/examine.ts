import { fileURLToPath } from 'node:url';
import { exitOf, runScript } from '../support/processes.ts';
import { examineAcknowledgements } from './examine-acknowledgements.ts';
import { examineInbound } from './examine-inbound.ts';
import { examineOutbound } from './examine-outbound.ts';
import type { Findings, Held } from './findings.ts';
import { listMailbox } from './inbox.ts';

const AUDIT = fileURLToPath(new URL('../../server/cli/audit.ts', import.meta.url));

/** Holds what was sent against what the helpdesk kept, decided and answered. */
export async function examine(held: Held): Promise<Findings> {
  const lying = await listMailbox(held.stage.mailbox);
  const found = [
    await examineInbound(held, lying),
    await examineAcknowledgements(held),
    await examineOutbound(held),
    await examineHistories(held),
    examineProcesses(held),
  ];
  return {
    figures: found.flatMap(({ figures }) => figures),
    misses: found.flatMap(({ misses }) => misses),
  };
}

async function examineHistories({ stage }: Held): Promise<Findings> {
  const audit = runScript(AUDIT, [], { env: stage.env });
  let said = '';
  audit.stdout?.on('data', (text: string) => {
    said += text;
  });
  const { code, errors } = await exitOf(audit);
  const figures = [`audit:verify: ${said.trim().split('\n').at(-1)}`];
  return { figures, misses: code === 0 ? [] : [`audit:verify: ${said}${errors}`] };
}

function examineProcesses({ stage: { gateway, worker, postgres } }: Held): Findings {
  const fallen = [...gateway.fallen, ...worker.fallen];
  const errors = [gateway, worker].flatMap((one) =>
    [...one.errors].map(([what, times]) => `  ${one.name} logged ${times} times: ${what}`),
  );
  return {
    figures: [
      `processes that ended by themselves: ${fallen.length}; starts given up for want of the database: ${gateway.givenUp() + worker.givenUp()}; PostgreSQL ended by itself: ${postgres.fallen()}`,
      ...errors,
    ],
    misses: fallen,
  };
}
