import type { Request } from 'express';
import type { Tested } from '../commands/declared-tests.ts';
import { TEST_RESULTS } from '../domain/diagnosis/event.ts';
import type { RecommendedTest } from '../store/recommended-tests.ts';
import type { Translate } from '../views/i18n.ts';
import type { Choice } from '../views/models/common.ts';
import type { TestGroup } from '../views/models/portal.ts';
import { typed } from './forms.ts';

export type TestField = `test_${number}`;

/** The results that were chosen beside the recommended tests, by field; empty: not tried. */
export function typedTests(
  request: Request,
  tests: readonly RecommendedTest[],
): Record<TestField, string> {
  return typed(
    request,
    tests.map(({ id }): TestField => `test_${id}`),
  );
}

/** The tests that were made. A result that is none of the choices is refused by the command. */
export function testsMade(values: Record<TestField, string>): Tested[] {
  return Object.entries(values)
    .filter(([, result]) => result !== '')
    .map(([field, result]) => ({
      testId: Number(field.slice('test_'.length)),
      result: TEST_RESULTS.find((known) => known === result) ?? ('' as never),
    }));
}

/** The same in words, for whoever reads the declaration. */
export function testsInWords(
  made: readonly Tested[],
  tests: readonly RecommendedTest[],
  t: Translate,
): string {
  const lines = made.flatMap(({ testId, result }) => {
    const test = tests.find(({ id }) => id === testId);
    if (!test || !result) return [];
    const said = { wording: test.wording, result: t(`portal.tests.result.${result}`) };
    return [t('portal.tests.line', said)];
  });
  return lines.length === 0 ? '' : [t('portal.tests.made'), ...lines].join('\n');
}

/** The checklists of the form: what is recommended whatever the service, then for each. */
export function testGroups(
  tests: readonly RecommendedTest[],
  services: readonly Choice[],
): TestGroup[] {
  const of = (serviceId: string | null) =>
    tests
      .filter((test) => (test.serviceId === null ? null : String(test.serviceId)) === serviceId)
      .map(({ id, wording }) => ({ field: `test_${id}`, wording }));
  const groups = [
    { service: null, name: null, tests: of(null) },
    ...services.map(({ value, label }) => ({ service: value, name: label, tests: of(value) })),
  ];
  return groups.filter((group) => group.tests.length > 0);
}
