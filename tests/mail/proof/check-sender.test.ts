import { beforeAll, describe, expect, test } from '@jest/globals';
import { proveWith } from '../../../mail-gateway/authenticate/prover.ts';
import { parseMail } from '../../../mail-gateway/parse/parse-mail.ts';
import type { SenderProof } from '../../../server/domain/mail/sender-proof.ts';
import { createLog } from '../../../server/log.ts';
import { mail } from '../../support/mailroom.ts';
import { type SigningKey, sealed, signed, signingKey } from '../../support/signed-mail.ts';
import { type Zone, zoneResolver } from '../../support/zone.ts';

/** An address of the world, and one of our own network. */
const OUTSIDE = '203.0.113.7';
const RELAY = '10.0.0.5';

let jeansKey: SigningKey;
let forwarderKey: SigningKey;
let zone: Zone;

beforeAll(() => {
  jeansKey = signingKey();
  forwarderKey = signingKey();
  zone = {
    'TXT _dmarc.boulangerie-moule.example': ['v=DMARC1; p=reject'],
    'TXT boulangerie-moule.example': ['v=spf1 ip4:203.0.113.7 -all'],
    'TXT s1._domainkey.boulangerie-moule.example': [jeansKey.record],
    'TXT s1._domainkey.liste.example': [forwarderKey.record],
  };
});

/** Jean writes, unless said otherwise. */
const JEAN = mail({ 'Message-ID': '<jean-1@boulangerie-moule.example>' });

async function prove(
  raw: string,
  {
    ip = null,
    from = 'jean@boulangerie-moule.example',
    more = {},
    sealers = [],
    budget = 5_000,
  }: {
    ip?: string | null;
    from?: string;
    more?: Zone;
    sealers?: string[];
    budget?: number;
  } = {},
): Promise<SenderProof & { asked: string[] }> {
  const { resolver, asked } = zoneResolver({ ...zone, ...more });
  const proof = await proveWith({ resolver, sealers, budget, log: createLog('silent') })(
    {
      raw: Buffer.from(raw),
      envelopeTo: ['support@alize.example'],
      envelopeFrom: from,
      receivedAt: new Date('2026-03-02T08:00:00.000Z'),
      client: ip === null ? null : { ip, helo: 'mx.boulangerie-moule.example' },
    },
    await parseMail(Buffer.from(raw)),
  );
  return { ...proof, asked };
}

describe("what the author's domain vouches for", () => {
  test('a signature of the domain proves the mail, whatever server brought it', async () => {
    const proof = await prove(await signed(JEAN, 'boulangerie-moule.example', jeansKey), {
      ip: '198.51.100.1',
    });
    expect(proof).toMatchObject({
      verdict: 'pass',
      by: 'check',
      domain: 'boulangerie-moule.example',
      dmarc: 'pass',
      spf: 'fail',
      dkim: [{ domain: 'boulangerie-moule.example', result: 'pass' }],
      arc: null,
    });
  });

  test("the domain's own server proves it without a signature", async () => {
    expect(await prove(JEAN, { ip: OUTSIDE })).toMatchObject({
      verdict: 'pass',
      dmarc: 'pass',
      spf: 'pass',
      dkim: [],
    });
  });

  test('a subdomain that signs vouches too, unless the domain wants its very own name', async () => {
    const key = { 'TXT s1._domainkey.mail.boulangerie-moule.example': [jeansKey.record] };
    const raw = await signed(JEAN, 'mail.boulangerie-moule.example', jeansKey);
    expect(await prove(raw, { more: key })).toMatchObject({ verdict: 'pass' });
    const strict = { 'TXT _dmarc.boulangerie-moule.example': ['v=DMARC1; p=reject; adkim=s'] };
    expect(await prove(raw, { more: { ...key, ...strict } })).toMatchObject({ verdict: 'fail' });
  });

  test('a domain that says nothing of its mail is neither believed nor doubted', async () => {
    const raw = mail({ From: 'Paul Ledoux <paul@ledoux.example>' });
    expect(await prove(raw, { ip: OUTSIDE, from: 'paul@ledoux.example' })).toMatchObject({
      verdict: 'none',
      domain: 'ledoux.example',
      dmarc: 'none',
    });
  });

  test('a signature alone is believed, where nothing more is published', async () => {
    const raw = await signed(mail({ From: 'paul@ledoux.example' }), 'ledoux.example', jeansKey);
    const more = { 'TXT s1._domainkey.ledoux.example': [jeansKey.record] };
    expect(await prove(raw, { more })).toMatchObject({ verdict: 'pass', dmarc: 'none' });
  });
});

describe('a signed author, however it is written', () => {
  test.each([
    'Jean Moreau <Jean@Boulangerie-Moule.example>',
    'Moreau, Jean <jean@boulangerie-moule.example>',
    '"Moreau, Jean (gérant)" <jean@boulangerie-moule.example>',
    '=?utf-8?Q?Moreau=2C_J=C3=A9r=C3=B4me?= <jean@boulangerie-moule.example>',
    'jean@boulangerie-moule.example (Jean Moreau)',
    'jérôme@boulangerie-moule.example',
  ])('%s', async (From) => {
    const raw = await signed(mail({ From }), 'boulangerie-moule.example', jeansKey);
    expect(await prove(raw)).toMatchObject({ verdict: 'pass' });
  });

  test('in a domain of letters with accents', async () => {
    const domain = 'xn--lon-bma.example';
    const more: Zone = {
      [`TXT _dmarc.${domain}`]: ['v=DMARC1; p=reject'],
      [`TXT s1._domainkey.${domain}`]: [jeansKey.record],
    };
    for (const From of ['jean@léon.example', `jean@${domain}`]) {
      const raw = await signed(mail({ From }), domain, jeansKey);
      expect(await prove(raw, { more })).toMatchObject({ verdict: 'pass', domain });
    }
  });
});

describe('what is forged', () => {
  test('neither a signature nor a server of the domain', async () => {
    expect(await prove(JEAN, { ip: '198.51.100.1' })).toMatchObject({
      verdict: 'fail',
      dmarc: 'fail',
      spf: 'fail',
      dkim: [],
    });
    // from a mailbox too: the domain asks that such mail be turned away
    expect(await prove(JEAN)).toMatchObject({ verdict: 'fail', spf: null });
  });

  test("another domain's true signature and server vouch for nothing", async () => {
    const { verdict, asked } = await prove(await signed(JEAN, 'mechant.example', forwarderKey), {
      ip: '198.51.100.1',
      from: 'mechant@mechant.example',
      more: {
        'TXT s1._domainkey.mechant.example': [forwarderKey.record],
        'TXT mechant.example': ['v=spf1 ip4:198.51.100.1 -all'],
      },
    });
    expect(verdict).toBe('fail');
    expect(asked).toEqual(['TXT _dmarc.boulangerie-moule.example']);
  });

  test('words added to what was signed', async () => {
    const raw = await signed(JEAN, 'boulangerie-moule.example', jeansKey);
    expect(await prove(`${raw}Mon nouvel IBAN suit.\r\n`)).toMatchObject({
      verdict: 'fail',
      dkim: [{ domain: 'boulangerie-moule.example', result: 'neutral' }],
    });
  });

  test('a signature that leaves the end of the body out is none', async () => {
    const raw = (await signed(JEAN, 'boulangerie-moule.example', jeansKey)).replace(
      'v=1;',
      'v=1; l=4;',
    );
    expect(await prove(raw)).toMatchObject({ verdict: 'fail', dkim: [] });
  });

  test('a second author above the one that was signed', async () => {
    const raw = await signed(JEAN, 'boulangerie-moule.example', jeansKey);
    const twice = `From: Marie <marie@boulangerie-moule.example>\r\n${raw}`;
    expect(await prove(twice)).toMatchObject({ verdict: 'fail' });
  });

  test('a key too short to prove anything', async () => {
    const weak = signingKey(512);
    const raw = await signed(JEAN, 'boulangerie-moule.example', weak);
    const more = { 'TXT s1._domainkey.boulangerie-moule.example': [weak.record] };
    expect(await prove(raw, { more })).toMatchObject({
      verdict: 'fail',
      dkim: [{ result: 'policy' }],
    });
  });

  test('more signatures than anybody needs are not all read', async () => {
    const one = await signed(JEAN, 'boulangerie-moule.example', jeansKey);
    const header = one.slice(0, one.length - JEAN.length).replace(/b=[^;]*$/, 'b=AAAA\r\n');
    const { dkim } = await prove(header.repeat(100) + one);
    expect(dkim).toHaveLength(5);
  });
});

describe('what proves nothing, for or against', () => {
  test.each([
    ['the policy', { 'TXT _dmarc.boulangerie-moule.example': { fails: 'ESERVFAIL' } }],
    ['the key', { 'TXT s1._domainkey.boulangerie-moule.example': { fails: 'ETIMEOUT' } }],
    ['the servers', { 'TXT boulangerie-moule.example': { fails: 'EREFUSED' } }],
  ] as [string, Zone][])('no answer about %s', async (_, more) => {
    const raw = await signed(JEAN, 'boulangerie-moule.example', forwarderKey);
    expect(await prove(raw, { ip: '198.51.100.1', more })).toMatchObject({
      verdict: 'unverified',
    });
  });

  test('five seconds are the most that anybody waits: here, a fraction of one', async () => {
    const more: Zone = { 'TXT _dmarc.boulangerie-moule.example': 'never' };
    expect(await prove(JEAN, { more, budget: 50 })).toMatchObject({ verdict: 'unverified' });
  });

  test('no answer about one proof does not undo the other', async () => {
    const raw = await signed(JEAN, 'boulangerie-moule.example', jeansKey);
    const more: Zone = { 'TXT boulangerie-moule.example': { fails: 'ETIMEOUT' } };
    expect(await prove(raw, { ip: OUTSIDE, more })).toMatchObject({ verdict: 'pass' });
  });

  test("a sender's silent server does not make his forgery unverifiable", async () => {
    const raw = await signed(JEAN, 'muet.example', forwarderKey);
    const more: Zone = {
      'TXT s1._domainkey.muet.example': 'never',
      'TXT muet.example': 'never',
    };
    expect(
      await prove(raw, { ip: '198.51.100.1', from: 'x@muet.example', more, budget: 1_000 }),
    ).toMatchObject({ verdict: 'fail' });
  });

  test('a relay of our own network is no server of the sender', async () => {
    const { asked, ...proof } = await prove(JEAN, { ip: RELAY });
    expect(proof).toMatchObject({ spf: null });
    expect(asked).not.toContain('TXT boulangerie-moule.example');
    expect(await prove(JEAN, { ip: '::ffff:127.0.0.1' })).toMatchObject({ spf: null });
  });

  test('a domain that only watches is not held against a mail whose server is unknown', async () => {
    const more = { 'TXT _dmarc.boulangerie-moule.example': ['v=DMARC1; p=none'] };
    expect(await prove(JEAN, { more })).toMatchObject({ verdict: 'unverified' });
    expect(await prove(JEAN, { more, ip: '198.51.100.1' })).toMatchObject({ verdict: 'fail' });
  });
});

describe('what a forwarder saw (ARC)', () => {
  const SAW = 'dmarc=pass (p=REJECT) header.from=boulangerie-moule.example';
  /** A list adds a line, which breaks the signature, and seals what it saw before. */
  const forwarded = async (saw = SAW) => {
    const raw = await signed(JEAN, 'boulangerie-moule.example', jeansKey);
    return await sealed(`${raw}-- la liste\r\n`, 'liste.example', forwarderKey, saw);
  };

  test('is believed of one that is trusted', async () => {
    expect(await prove(await forwarded(), { sealers: ['liste.example'] })).toMatchObject({
      verdict: 'pass',
      dmarc: 'fail',
      arc: 'pass',
    });
  });

  test('is not even asked about of anybody else', async () => {
    const { asked, ...proof } = await prove(await forwarded());
    expect(proof).toMatchObject({ verdict: 'fail', arc: null });
    expect(asked).not.toContain('TXT s1._domainkey.liste.example');
  });

  test('counts only as it was sealed, and for the same author', async () => {
    const sealers = ['liste.example'];
    const altered = (await forwarded()).replace('Merci.', 'Payez ici.');
    expect(await prove(altered, { sealers })).toMatchObject({ verdict: 'fail', arc: 'fail' });
    const other = await forwarded('dmarc=pass header.from=autre.example');
    expect(await prove(other, { sealers })).toMatchObject({ verdict: 'fail', arc: 'pass' });
    const failed = await forwarded('dmarc=fail header.from=boulangerie-moule.example');
    expect(await prove(failed, { sealers })).toMatchObject({ verdict: 'fail' });
  });
});
