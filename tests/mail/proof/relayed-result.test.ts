import { expect, test } from '@jest/globals';
import { createProver } from '../../../mail-gateway/authenticate/prover.ts';
import { parseMail } from '../../../mail-gateway/parse/parse-mail.ts';
import { createLog } from '../../../server/log.ts';
import { mail } from '../../support/mailroom.ts';

/** What the relay `mx.alize.example` is believed to have found, of Jean's mail. */
async function relayed(results: readonly string[], headers: Record<string, string> = {}) {
  const prove = createProver(
    { mode: 'relay', relay: 'MX.alize.example', sealers: [] },
    { log: createLog('silent') },
  );
  const fields = results.map((value) => `Authentication-Results: ${value}\r\n`).join('');
  const raw = Buffer.from(`${fields}${mail(headers)}`);
  return await prove?.(
    { raw, envelopeTo: [], receivedAt: new Date('2026-03-02T08:00:00.000Z') },
    await parseMail(raw),
  );
}

test('the relay says who vouched', async () => {
  expect(
    await relayed([
      'mx.alize.example 1; dkim=pass (2048-bit; "key") header.d=boulangerie-moule.example;\r\n' +
        '\tspf=pass smtp.mailfrom="jean@boulangerie-moule.example";\r\n' +
        '\tdmarc=pass (p=reject; dis=none) header.from=boulangerie-moule.example',
    ]),
  ).toEqual({
    verdict: 'pass',
    by: 'relay',
    domain: 'boulangerie-moule.example',
    dmarc: 'pass',
    spf: 'pass',
    dkim: [{ domain: 'boulangerie-moule.example', result: 'pass' }],
    arc: null,
  });
});

test.each([
  ['dmarc=fail header.from=boulangerie-moule.example', 'fail'],
  ['dmarc=none header.from=boulangerie-moule.example', 'none'],
  ['dmarc=temperror header.from=boulangerie-moule.example', 'unverified'],
  ['spf=pass smtp.mailfrom=jean@boulangerie-moule.example', 'unverified'],
  ['none', 'unverified'],
  // vouched for, but not who we read
  ['dmarc=pass header.from=mechant.example', 'fail'],
  ['dmarc=fail (dmarc=pass) reason="; dmarc=pass"', 'fail'],
])('%s: %s', async (result, verdict) => {
  expect(await relayed([`mx.alize.example; ${result}`])).toMatchObject({ verdict });
});

test('only the topmost result that bears its name counts', async () => {
  const forged = 'mx.alize.example; dmarc=pass header.from=boulangerie-moule.example';
  expect(await relayed(['mx.alize.example; dmarc=fail', forged])).toMatchObject({
    verdict: 'fail',
  });
  const elsewhere = forged.replace('mx.alize', 'mx.mechant');
  expect(await relayed([elsewhere])).toMatchObject({ verdict: 'unverified', dmarc: null });
  expect(await relayed([elsewhere, 'mx.alize.example; dmarc=fail'])).toMatchObject({
    verdict: 'fail',
  });
  expect(await relayed([])).toMatchObject({ verdict: 'unverified' });
});

test('nobody asks where nobody is to', () => {
  expect(
    createProver({ mode: 'off', relay: null, sealers: [] }, { log: createLog('silent') }),
  ).toBeNull();
});
