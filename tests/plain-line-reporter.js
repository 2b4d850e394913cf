import { mkdirSync, writeFileSync } from 'node:fs';

/** Ends a run with one plain line, also kept in tests/output/result.txt for `.ci/run`. */
export default class PlainLineReporter {
  onRunComplete(_contexts, results) {
    // A file that could not be run has no test to fail.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `${results.numPassedTests} passed, ${failed} failed`;
    const folder = new URL('./output/', import.meta.url);
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL('result.txt', folder), `${line}\n`);
    process.stdout.write(`${line}\n`);
  }
}
