import { addStaff } from '../commands/add-staff.ts';
import { configOrExit } from '../config/or-exit.ts';
import { ROLES, type Role } from '../domain/user/role.ts';
import { loadProvider } from '../store/settings.ts';
import { withRunner } from './with-runner.ts';

const STAFF_ROLES = ROLES.filter((role) => role !== 'customer');
const USAGE = `npm run staff:add -- "Full Name" address@example.org role[,role]
Roles: ${STAFF_ROLES.join(', ')}`;

/**
 * Adds somebody to the staff: how the first administrator of a new helpdesk comes in. The person
 * is invited by mail to choose a password.
 *
 * @returns the exit code
 */
async function main([name, email, roles]: readonly string[]): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  if (!name || !email || !roles) {
    say(USAGE);
    return 2;
  }
  const config = configOrExit();
  return withRunner(config, async (run, database) => {
    const provider = await loadProvider(database);
    const outcome = await run(
      addStaff,
      { kind: 'system', name: 'seed' },
      {
        name,
        email,
        roles: roles.split(',') as Role[],
        locale: 'fr',
        timeZone: provider.timeZone,
      },
    );
    if (outcome.ok) say(`Added. The invitation is on its way to ${email}.`);
    else say(`Refused: ${outcome.reason}${outcome.field ? ` (${outcome.field})` : ''}\n${USAGE}`);
    return outcome.ok ? 0 : 1;
  });
}

process.exitCode = await main(process.argv.slice(2));
