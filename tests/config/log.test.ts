import { expect, test } from '@jest/globals';
import { createLog } from '../../server/log.ts';

function logged(what: object): Record<string, unknown> {
  let line = '';
  const write = (text: string) => {
    line += text;
  };
  createLog('info', { write }).info(what, 'said');
  return JSON.parse(line);
}

test('what should not be logged is hidden where it is logged by mistake', () => {
  expect(
    logged({ password: 'hunter2', config: { smtpUrl: 'smtp://a:hunter2@b' }, port: 25 }),
  ).toMatchObject({ password: '[hidden]', config: { smtpUrl: '[hidden]' }, port: 25, msg: 'said' });
});

test('an error is told without the connection that it came with', () => {
  const lost = Object.assign(new Error('connection lost'), {
    code: 'ECONNRESET',
    client: { password: 'hunter2' },
  });
  const { err } = logged({ err: lost });
  expect(err).toMatchObject({ name: 'Error', code: 'ECONNRESET', message: 'connection lost' });
  expect(Object.keys(err as object)).toEqual(['name', 'code', 'message', 'stack']);
});
