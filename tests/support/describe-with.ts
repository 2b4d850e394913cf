import { describe } from '@jest/globals';
import { isInstalled, type Part } from './parts.ts';

/** A `describe` whose tests need `part`; without it they are left out, and it is said why. */
export function describeWith(part: Part, name: string, tests: () => void): void {
  if (isInstalled(part)) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`Left out, for want of ${part.name} (${part.program}): ${name}\n`);
  describe.skip(name, tests);
}
