import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { patiently } from '../../web/client/refresh.ts';

let page: EventTarget;
let fetched: number;
let refresh: () => void;
beforeEach(() => {
  page = new EventTarget();
  fetched = 0;
  refresh = patiently(page, () => (fetched += 1), 5);
});
const turbo = (name: string) => page.dispatchEvent(new Event(`turbo:${name}`));

test('a page that missed something is fetched at once', () => {
  refresh();
  expect(fetched).toBe(1);
});

test('while a reply is on its way it waits, so that the reply is not given up', async () => {
  turbo('submit-start');
  refresh();
  refresh();
  expect(fetched).toBe(0);
  turbo('submit-end');
  await sleep(20);
  expect(fetched).toBe(1);
});

test('the page that the form leads to is all that was wanted', async () => {
  turbo('submit-start');
  refresh();
  turbo('submit-end');
  turbo('render');
  await sleep(20);
  expect(fetched).toBe(0);
});

test('a second form begun meanwhile is waited for too', async () => {
  turbo('submit-start');
  turbo('submit-start');
  refresh();
  turbo('submit-end');
  await sleep(20);
  expect(fetched).toBe(0);
  turbo('submit-end');
  await sleep(20);
  expect(fetched).toBe(1);
});
