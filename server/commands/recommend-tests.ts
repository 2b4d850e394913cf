import { WORDING_LENGTH } from '../domain/diagnosis/step.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import {
  findTest,
  insertTest,
  listTestsOf,
  orderTests,
  retireTest,
} from '../store/recommended-tests.ts';
import { findService } from '../store/services.ts';
import type { Command } from './command.ts';

/** Recommends a test, for one service or for all (4.3, I4). */
export const recommendTest: Command<
  { serviceId: number | null; wording: string },
  { testId: number }
> = async ({ tx, actor, now }, { serviceId, wording: given }) => {
  if (!may(actor, 'edit_tests')) return refuse('forbidden');
  if (serviceId !== null && !(await findService(tx, serviceId))) return refuse('not_found');
  const wording = readField('wording', given, { max: WORDING_LENGTH, line: true });
  if (!wording.ok) return wording;
  return accept({ testId: await insertTest(tx, { serviceId, wording: wording.value }, now) });
};

/** Puts a test one place up or down in its list. At the list's end it stays where it is. */
export const moveTest: Command<
  { testId: number; way: 'up' | 'down' },
  { serviceId: number | null }
> = async ({ tx, actor }, { testId, way }) => {
  if (!may(actor, 'edit_tests')) return refuse('forbidden');
  const test = await findTest(tx, testId);
  if (!test || test.retiredAt !== null) return refuse('not_found');
  const ids = (await listTestsOf(tx, test.serviceId)).map(({ id }) => id);
  const from = ids.indexOf(testId);
  const to = Math.min(Math.max(from + (way === 'up' ? -1 : 1), 0), ids.length - 1);
  ids.splice(to, 0, ...ids.splice(from, 1));
  await orderTests(tx, ids);
  return accept({ serviceId: test.serviceId });
};

/** Takes a test off its list. What was recorded with it keeps it: nothing is deleted. */
export const retireRecommendedTest: Command<
  { testId: number },
  { serviceId: number | null }
> = async ({ tx, actor, now }, { testId }) => {
  if (!may(actor, 'edit_tests')) return refuse('forbidden');
  const test = await findTest(tx, testId);
  if (!test || !(await retireTest(tx, testId, now))) return refuse('not_found');
  return accept({ serviceId: test.serviceId });
};
