import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dieTogether } from '../../server/embedded/die-together.ts';

/** A process bound, without the kernel's help, to a sleeper that stands for the database. */
const [cluster = ''] = process.argv.slice(2);
const sleeper = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
writeFileSync(join(cluster, 'postmaster.pid'), `${sleeper.pid}\n`);
dieTogether(cluster, false).watch(sleeper);
process.stdout.write(`${sleeper.pid}\n`);
setInterval(() => {}, 60_000);
