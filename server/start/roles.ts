import { parseArgs } from 'node:util';
import { StartProblem } from '../embedded/start-problem.ts';
import { type ProcessRole, ROLES } from '../process.ts';

/** Reads `--roles=http,worker`; says what they may be when it is anything else. */
export function rolesFrom(parameters: readonly string[]): ProcessRole[] {
  const names = namesIn(parameters);
  const roles = ROLES.filter((role) => names.includes(role));
  if (roles.length > 0 && roles.length === new Set(names).size) return roles;
  throw new StartProblem(
    `--roles must name what this process does, among ${ROLES.join(', ')}: --roles=http,worker.`,
  );
}

function namesIn(parameters: readonly string[]): string[] {
  try {
    const { values } = parseArgs({ args: [...parameters], options: { roles: { type: 'string' } } });
    return values.roles?.split(',') ?? [];
  } catch {
    return [];
  }
}
