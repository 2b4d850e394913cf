import { withoutPassword } from '../config/without-password.ts';
import type { Config } from '../config.ts';
import type { ConfigWithDatabase } from './bring-database.ts';

type Account = { name: string; email: string; role: string };

/** What an operator reads once everything is up. */
export function announcement(given: {
  /** As the operator gave it, before anything was brought up. */
  asked: Config;
  config: ConfigWithDatabase;
  /** Where mail is accepted, as `host:port`; null when it is not. */
  mail: string | null;
  accounts: readonly Account[];
  password: string;
}): string {
  const { accounts, mail, config } = given;
  const lines = ['', `Guichet is ready: ${config.publicUrl}`, ''];
  if (accounts.length > 0) {
    lines.push(`Demonstration accounts, all with the password ${given.password}`);
    lines.push(...columns(accounts.map(({ role, name, email }) => [`  ${role}`, name, email])), '');
  }
  if (mail !== null) {
    const protocol = config.mailListen?.protocol.toUpperCase();
    lines.push(`Send mail to ${config.mailAddress}, over ${protocol} at ${mail}`, '');
  }
  lines.push(...columns(services(given.asked, config).map(([name, what]) => [`  ${name}`, what])));
  lines.push('', 'Ctrl-C stops it.', '');
  return lines.join('\n');
}

/** For each service, whether it is ours or the environment's. */
function services(asked: Config, config: ConfigWithDatabase): [name: string, what: string][] {
  const database = asked.databaseUrl
    ? `from the environment, ${withoutPassword(asked.databaseUrl)}`
    : `embedded PostgreSQL, data in ${config.dataDir}`;
  const redis =
    asked.redisUrl && `from the environment, Redis at ${withoutPassword(asked.redisUrl)}`;
  const listen = config.mailListen;
  const mailIn = [
    ...(listen ? [`embedded ${listen.protocol.toUpperCase()} receiver`] : []),
    ...config.mailboxes.map(({ name }) => `from the environment, mailbox ${name}`),
  ];
  const mailOut = config.smtpUrl
    ? `from the environment, ${withoutPassword(config.smtpUrl)}`
    : `captured, not sent: read it at ${config.publicUrl}/outbox`;
  return [
    ['database', database],
    ['queue', redis ?? 'in the database'],
    ['live pages', redis ?? 'through the database'],
    ['mail in', mailIn.join('; ') || 'none'],
    ['mail out', mailOut],
  ];
}

/** Rows with their cells under one another. */
function columns(rows: readonly string[][]): string[] {
  const width = (index: number) => Math.max(...rows.map((row) => (row[index] ?? '').length));
  return rows.map((row) =>
    row
      .map((cell, index) => (index < row.length - 1 ? cell.padEnd(width(index)) : cell))
      .join('  '),
  );
}
