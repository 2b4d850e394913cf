import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { dkimVerify } from 'mailauth';
import { createTransmitter, type Transmitter } from '../../mail-gateway/smtp-out.ts';
import { done } from '../../seeds/done.ts';
import {
  dropSigningKey,
  enableSigningKey,
  makeSigningKey,
} from '../../server/commands/dkim-keys.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { rotateSecrets } from '../../server/commands/rotate-secrets.ts';
import { createRunner } from '../../server/commands/runner.ts';
import type { Config } from '../../server/config.ts';
import { dkimRecordName, dkimRecordValue } from '../../server/domain/mail/dkim-record.ts';
import { createLog } from '../../server/log.ts';
import { listDkimKeys } from '../../server/store/dkim-keys.ts';
import { sendingBy } from '../support/sending-room.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { createWorld, type World } from '../support/world.ts';

const DOMAIN = 'alize.example';

describe('our mails are signed for their domain (RFC 6376)', () => {
  let world: World;
  let sink: SmtpSink;
  let transmitter: Transmitter | null = null;
  /** What DNS would answer, by name. */
  const zone = new Map<string, string>();
  beforeAll(async () => {
    world = await createWorld();
    sink = await startSmtpSink();
  });
  afterEach(() => transmitter?.close());
  afterAll(async () => {
    await sink.close();
    await world.drop();
  });

  const send = async (id: number, settings: Partial<Config> = {}) => {
    transmitter = createTransmitter({
      run: world.run,
      database: world.knex,
      config: { ...sendingBy(sink.url, world.house), ...settings },
      clock: () => world.clock.now,
      log: createLog('silent'),
    });
    await transmitter.transmit(id);
    return (sink.received.at(-1)?.raw ?? Buffer.alloc(0)).toString('latin1');
  };
  const declare = async (subject: string) => {
    const said = { kind: 'incident', subject, body: 'Rien ne va plus.', files: [] } as const;
    const { number } = done(await world.run(openTicket, world.cast.jean, said));
    return { number, mail: world.published.at(-1)?.outboundEmailIds[0] ?? 0 };
  };
  const verify = async (raw: string) => {
    const resolver = async (name: string) => {
      const text = zone.get(name);
      if (text === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      return [text.match(/.{1,255}/g) ?? []];
    };
    const { results } = await dkimVerify(Buffer.from(raw, 'latin1'), { resolver });
    return results.map(({ signingDomain, selector, status }) => ({
      domain: signingDomain,
      selector,
      result: status.result,
    }));
  };
  const make = async () =>
    done(await world.run(makeSigningKey, world.cast.odile, { domain: DOMAIN }));
  const keys = () => listDkimKeys(world.knex);
  const publish = async (selector: string) => {
    const key = (await keys()).find((one) => one.selector === selector);
    if (!key) throw new Error('no such key');
    zone.set(dkimRecordName(key), dkimRecordValue(key.publicKey));
    return [dkimRecordValue(key.publicKey)];
  };

  test('only an administrator makes a key, and only for a domain that we send from', async () => {
    const { nadia, odile, jean } = world.cast;
    for (const actor of [nadia, jean]) {
      expect(await world.run(makeSigningKey, actor, { domain: DOMAIN })).toMatchObject({
        reason: 'forbidden',
      });
    }
    expect(await world.run(makeSigningKey, odile, { domain: 'orange.example' })).toMatchObject({
      reason: 'not_found',
    });
    expect(await keys()).toEqual([]);
  });

  test('a key whose record is not found signs nothing', async () => {
    const named = await make();
    expect(named.selector).toMatch(/^g[0-9a-f]{8}$/);
    const enable = (records: string[]) =>
      world.run(enableSigningKey, world.cast.odile, { ...named, records });
    expect(await enable([])).toMatchObject({ reason: 'dkim_record_absent' });
    expect(await enable(['v=DKIM1; p=MIIBother'])).toMatchObject({
      reason: 'dkim_record_different',
    });
    expect(await send((await declare('Pas encore')).mail)).not.toMatch(/^DKIM-Signature:/im);
    expect(await keys()).toMatchObject([{ ...named, enabledAt: null }]);
  });

  test('nothing of the private key is kept unsealed', async () => {
    const [row] = await world.knex('dkim_keys');
    expect(row.sealed.toString('latin1')).not.toContain('PRIVATE KEY');
    expect(JSON.stringify(row)).not.toContain('PRIVATE KEY');
  });

  test('once it is, an acknowledgement and a reply verify, with what leads to its reader’s choices signed too', async () => {
    const [key] = await keys();
    const named = { domain: DOMAIN, selector: key?.selector ?? '' };
    const records = await publish(named.selector);
    done(await world.run(enableSigningKey, world.cast.odile, { ...named, records }));
    const { number, mail } = await declare('Site « hors ligne » depuis l’orage');
    const raw = await send(mail);
    expect(await verify(raw)).toEqual([{ ...named, result: 'pass' }]);
    const signature = /^DKIM-Signature:(?:.|\r\n[ \t])*/m.exec(raw)?.[0].replace(/\s/g, '') ?? '';
    const signed = /;h=([^;]*)/.exec(signature)?.[1]?.toLowerCase().split(':');
    expect(signed).toEqual(
      expect.arrayContaining(['from', 'subject', 'auto-submitted', 'list-unsubscribe']),
    );
    const answer = { number, body: 'Réparé.\n.\n-- \nKarim', files: [], statusAfter: null };
    done(await world.run(replyToTicket, world.cast.karim, answer));
    const reply = await send(world.published.at(-1)?.outboundEmailIds[0] ?? 0);
    expect(await verify(reply)).toEqual([{ ...named, result: 'pass' }]);
  });

  test('the one click of an optional letter is signed, without which it does not count (RFC 8058)', async () => {
    const { number } = await declare('La même panne');
    const { number: into } = await declare('La panne');
    done(await world.run(mergeTickets, world.cast.karim, { number, into }));
    const raw = await send(world.published.at(-1)?.outboundEmailIds[0] ?? 0);
    expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    const signature = /^DKIM-Signature:(?:.|\r\n[ \t])*/m.exec(raw)?.[0].replace(/\s/g, '') ?? '';
    expect(/;h=([^;]*)/.exec(signature)?.[1]?.toLowerCase().split(':')).toEqual(
      expect.arrayContaining(['list-unsubscribe', 'list-unsubscribe-post']),
    );
    expect((await verify(raw))[0]?.result).toBe('pass');
  });

  test('a byte changed on its way, and it no longer does', async () => {
    const raw = await send((await declare('Intégrité')).mail);
    const changed = raw.replace(/^Subject: .*$/m, 'Subject: Payez ici');
    expect((await verify(changed))[0]?.result).toBe('fail');
  });

  test('a new key waits while the old one signs, and takes its place', async () => {
    const [old] = await keys();
    const waiting = await make();
    const another = await make();
    expect((await keys()).map(({ selector }) => selector).sort()).toEqual(
      [old?.selector, another.selector].sort(),
    );
    expect(waiting.selector).not.toBe(another.selector);
    const before = await send((await declare('Relève')).mail);
    expect(await verify(before)).toMatchObject([{ selector: old?.selector, result: 'pass' }]);
    const records = await publish(another.selector);
    done(await world.run(enableSigningKey, world.cast.odile, { ...another, records }));
    const after = await send((await declare('Relevée')).mail);
    expect(await verify(after)).toEqual([{ ...another, result: 'pass' }]);
    expect(await keys()).toHaveLength(1);
  });

  test('a key that none of our secrets opens keeps mails waiting, rather than unproven', async () => {
    const { mail } = await declare('Autre secret');
    const before = sink.received.length;
    await send(mail, { secret: 'another secret of thirty-two chars' });
    expect(sink.received).toHaveLength(before);
    const row = await world.knex('outbound_emails').where({ id: mail }).first();
    expect(row.status).toBe('queued');
    expect(row.last_error).toMatch(/^None of our secrets opens g[0-9a-f]{8}\._domainkey\.alize/);
  });

  test('sealed anew with the next secret, it signs as before, without the former one', async () => {
    const former = world.house.secret;
    const next = 'the next secret of thirty-two char';
    const run = createRunner({
      database: world.knex,
      clock: () => world.clock.now,
      house: { ...world.house, secret: next, previousSecrets: [former] },
      publish: () => {},
    });
    const rotated = { previous: former, after: 0, limit: 100 };
    done(await run(rotateSecrets, { kind: 'system', name: 'seed' }, rotated));
    const raw = await send((await declare('Secret renouvelé')).mail, { secret: next });
    expect((await verify(raw))[0]?.result).toBe('pass');
  });

  test('dropped, mails leave unsigned again', async () => {
    const [key] = await keys();
    if (!key) throw new Error('no key');
    expect(await world.run(dropSigningKey, world.cast.nadia, key)).toMatchObject({
      reason: 'forbidden',
    });
    done(await world.run(dropSigningKey, world.cast.odile, key));
    expect(await keys()).toEqual([]);
    expect(await send((await declare('Sans clé')).mail)).not.toMatch(/^DKIM-Signature:/im);
  });
});
