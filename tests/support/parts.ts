import { existsSync } from 'node:fs';

/** A program of Debian's that some tests run for real, privately. */
export type Part = { name: string; program: string; packages: readonly string[] };

export const DOVECOT: Part = {
  name: 'Dovecot',
  program: '/usr/sbin/dovecot',
  packages: ['dovecot-imapd', 'dovecot-lmtpd'],
};

export const REDIS: Part = {
  name: 'Redis',
  program: '/usr/bin/redis-server',
  packages: ['redis-server'],
};

export const CHROMIUM: Part = {
  name: 'Chromium',
  program: '/usr/bin/chromium',
  packages: ['chromium', 'fonts-dejavu-core'],
};

export const POPPLER: Part = {
  name: 'Poppler',
  program: '/usr/bin/pdftotext',
  packages: ['poppler-utils'],
};

export const PARTS: readonly Part[] = [DOVECOT, REDIS, CHROMIUM, POPPLER];

export function isInstalled(part: Part): boolean {
  return existsSync(part.program);
}
