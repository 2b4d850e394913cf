import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { withBreaker } from '../../../mail-gateway/authenticate/breaker.ts';
import { cachedResolver } from '../../../mail-gateway/authenticate/cached-resolver.ts';
import { isPrivateAddress } from '../../../mail-gateway/authenticate/private-address.ts';
import { dnsError, type Resolver } from '../../../mail-gateway/authenticate/resolver.ts';
import { zoneResolver } from '../../support/zone.ts';

describe('a cache', () => {
  test('answers for a minute, be it that there is nothing', async () => {
    let now = 0;
    const { resolver, asked } = zoneResolver({ 'TXT a.example': ['un'] });
    const cached = cachedResolver(resolver, () => now);
    expect(await cached('a.example', 'TXT')).toEqual([['un']]);
    expect(await cached('A.example', 'TXT')).toEqual([['un']]);
    await expect(cached('b.example', 'TXT')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    await expect(cached('b.example', 'TXT')).rejects.toMatchObject({ code: 'ENOTFOUND' });
    expect(asked).toEqual(['TXT a.example', 'TXT b.example']);
    now = 60_000;
    await cached('a.example', 'TXT');
    expect(asked).toHaveLength(3);
  });

  test('asks again what failed', async () => {
    const { resolver, asked } = zoneResolver({ 'TXT a.example': { fails: 'ESERVFAIL' } });
    const cached = cachedResolver(resolver, () => 0);
    await expect(cached('a.example', 'TXT')).rejects.toMatchObject({ code: 'ESERVFAIL' });
    await expect(cached('a.example', 'TXT')).rejects.toMatchObject({ code: 'ESERVFAIL' });
    expect(asked).toHaveLength(2);
  });
});

describe('while nobody answers at all', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const never: Resolver = () => new Promise(() => {});
  const now = () => Date.now();
  const outcome = (answer: Promise<unknown>) =>
    answer.then(
      () => 'answered',
      (error) => error.code,
    );

  test('mails wait three seconds once, then not at all for a minute', async () => {
    let asked = 0;
    const resolver = withBreaker((name, type) => {
      asked += 1;
      return never(name, type);
    }, now);
    const four = [1, 2, 3, 4].map((n) => outcome(resolver(`${n}.example`, 'TXT')));
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await Promise.all(four)).toEqual(['ESILENT', 'ESILENT', 'ESILENT', 'ESILENT']);
    expect(asked).toBe(5);
    await jest.advanceTimersByTimeAsync(59_000);
    expect(await outcome(resolver('5.example', 'TXT'))).toBe('ESILENT');
    expect(asked).toBe(5);
  });

  test('after a minute it is tried again, and mails do not wait for that', async () => {
    let there = false;
    const resolver = withBreaker(
      (name, type) => (there ? Promise.reject(dnsError('ENOTFOUND')) : never(name, type)),
      now,
    );
    const first = outcome(resolver('a.example', 'TXT'));
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await first).toBe('ESILENT');
    there = true;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await outcome(resolver('a.example', 'TXT'))).toBe('ESILENT');
    await jest.advanceTimersByTimeAsync(0);
    expect(await outcome(resolver('a.example', 'TXT'))).toBe('ENOTFOUND');
  });

  test('one domain that does not answer silences nobody else', async () => {
    const { resolver } = zoneResolver({
      'TXT muet.example': 'never',
      'TXT boulangerie-moule.example': ['v=spf1 -all'],
    });
    const guarded = withBreaker(resolver, now);
    void outcome(guarded('muet.example', 'TXT'));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await outcome(guarded('boulangerie-moule.example', 'TXT'))).toBe('answered');
  });
});

test.each([
  ['127.0.0.1', true],
  ['::1', true],
  ['::ffff:10.1.2.3', true],
  ['172.31.0.9', true],
  ['192.168.1.1', true],
  ['fd00::1', true],
  ['nonsense', true],
  ['203.0.113.7', false],
  ['::ffff:203.0.113.7', false],
  ['172.32.0.1', false],
  ['2001:db8::1', false],
])('%s is of our own network: %s', (ip, expected) => {
  expect(isPrivateAddress(ip)).toBe(expected);
});
