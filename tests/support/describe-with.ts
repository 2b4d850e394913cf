import { describe } from '@jest/globals';
import { isInstalled, type Part } from './parts.ts';

/** A `describe` whose tests need `parts`; without them all they are left out, and it is said why. */
export function describeWith(parts: Part | readonly Part[], name: string, tests: () => void): void {
  const missing = [parts].flat().find((part) => !isInstalled(part));
  if (!missing) {
    describe(name, tests);
    return;
  }
  process.stderr.write(`Left out, for want of ${missing.name} (${missing.program}): ${name}\n`);
  describe.skip(name, tests);
}
