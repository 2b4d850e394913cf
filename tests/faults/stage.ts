import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { systemClock } from '../../server/clock.ts';
import { loadConfig } from '../../server/config.ts';
import { firstStart } from '../../server/process/first-start.ts';
import { migrate } from '../../server/store/migrate.ts';
import { startDovecot, type TestDovecot } from '../support/dovecot.ts';
import { freePort } from '../support/free-port.ts';
import { customerAddress, KNOWN_CUSTOMERS } from './conversations.ts';
import { type CrashingPostgres, startCrashingPostgres } from './crashing-postgres.ts';
import { type KeptProcess, keepProcess } from './kept-process.ts';
import type { Door } from './post.ts';
import { openSink, type Sink } from './sink.ts';
import { OUR_ADDRESS, SECRET } from './write-mail.ts';

const MAIL_DOMAIN = 'alize.example';
const SIZE_LIMIT = '256KB';

/** A helpdesk in processes of its own, with servers that can be made to fail. */
export type Stage = {
  postgres: CrashingPostgres;
  dovecot: TestDovecot;
  sink: Sink;
  gateway: KeptProcess;
  worker: KeptProcess;
  doors: { smtp: Door; mailbox: Door };
  /** As IMAP_URL holds it. */
  mailbox: string;
  env: Record<string, string>;
  /** Turns the product's clock on, everywhere at once. */
  passMinutes(minutes: number): void;
  /** Minutes that the clock was turned on, in all. */
  minutesPassed(): number;
  stop(): Promise<void>;
};

/**
 * Brings all of it up. Ends what it began where something fails, and when this process is told to.
 *
 * @param dataDir where the database lies; a folder that goes with it, unless one is given
 */
export async function setStage({
  conduct,
  dataDir,
}: {
  conduct?: Parameters<typeof openSink>[0];
  dataDir?: string;
} = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-faults-'));
  const stops: (() => Promise<void>)[] = [
    async () => rmSync(folder, { recursive: true, force: true }),
  ];
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end().catch(() => {});
    interrupts.forget();
  };
  const interrupts = onInterrupt(stop);
  try {
    const postgres = await startCrashingPostgres(dataDir ?? folder);
    stops.push(() => postgres.stop());
    const dovecot = await startDovecot();
    stops.push(() => dovecot.stop());
    const sink = await openSink(conduct);
    stops.push(() => sink.close());

    const smtpPort = await freePort();
    const mailbox = dovecot.imapUrl(OUR_ADDRESS);
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: postgres.url,
      DATA_DIR: folder,
      PUBLIC_URL: 'https://aide.alize.example',
      SECRET,
      MAIL_DOMAIN,
      MAIL_ADDRESS: OUR_ADDRESS,
      MAIL_LISTEN: `127.0.0.1:${smtpPort}`,
      MAIL_SIZE_LIMIT: SIZE_LIMIT,
      // whose mail it is is not what is tried here, and no name server may be at hand
      MAIL_AUTH: 'off',
      IMAP_URL: mailbox,
      SMTP_URL: sink.url,
      DEMO: 'no',
    };
    await migrate(postgres.url);
    await furnish(env, folder);

    let ahead = 0;
    const processes = [
      keepProcess('gateway', 'mail', env, () => ahead),
      keepProcess('worker', 'worker', env, () => ahead),
    ] as const;
    const [gateway, worker] = processes;
    for (const one of processes) stops.push(() => one.stop());
    await Promise.all(processes.map((one) => one.revive()));
    return {
      postgres,
      dovecot,
      sink,
      gateway,
      worker,
      doors: {
        smtp: { port: smtpPort, protocol: 'smtp' },
        mailbox: { port: dovecot.lmtpPort, protocol: 'lmtp', to: OUR_ADDRESS },
      },
      mailbox,
      env,
      passMinutes(minutes) {
        ahead += minutes * 60_000;
        for (const one of processes) one.turnClock(ahead);
      },
      minutesPassed: () => ahead / 60_000,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The provider, its plans and its tariff, and customers that it knows. */
async function furnish(env: Record<string, string>, folder: string): Promise<void> {
  const loaded = loadConfig(env, folder);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  const databaseUrl = env.DATABASE_URL ?? '';
  const owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
  await owner.query(
    `with given as (select i, a from unnest($1::text[]) with ordinality as g (a, i)),
     added as (
       insert into customers (name, quality, confirmed_at, created_at)
       select a, 'consumer', now(), now() from given returning id, name)
     insert into users (customer_id, name, email, roles, locale, time_zone, created_at)
     select id, 'Client', name, array['customer'], 'fr', 'Europe/Paris', now() from added`,
    [Array.from({ length: KNOWN_CUSTOMERS }, (_, index) => customerAddress(index))],
  );
  await owner.query(
    `insert into tariff_versions (version, effective_from, unit_minutes, minimum_units,
       net_unit_cents, gross_unit_cents, created_at)
     values (1, 'epoch', 30, 1, 2900, 3480, now())`,
  );
  await owner.end();
  await firstStart({ ...loaded.config, databaseUrl }, systemClock);
}

/** Ctrl-C and the like leave nothing behind. */
function onInterrupt(stop: () => Promise<void>): { forget(): void } {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    void stop().finally(() => process.exit(130));
  };
  for (const signal of signals) process.on(signal, end);
  return {
    forget() {
      for (const signal of signals) process.off(signal, end);
    },
  };
}
