import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addStaff } from '../../server/commands/add-staff.ts';
import { recordAgreement, withdrawAgreement } from '../../server/commands/agreements.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { fireDeadlines } from '../../server/commands/fire-deadlines.ts';
import { keepSecret } from '../../server/commands/keep-secret.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { refuseTicket } from '../../server/commands/refuse-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { revealSecret } from '../../server/commands/reveal-secret.ts';
import { rotateSecrets } from '../../server/commands/rotate-secrets.ts';
import { createRunner } from '../../server/commands/runner.ts';
import { saveTeam } from '../../server/commands/save-team.ts';
import { settleCountries } from '../../server/commands/settle-countries.ts';
import { wipeSecret } from '../../server/commands/wipe-secret.ts';
import { listAgreements } from '../../server/store/agreements.ts';
import { listEvents } from '../../server/store/events.ts';
import { listSecrets } from '../../server/store/secrets.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { actorOf, findUserByEmail } from '../../server/store/users.ts';
import { tablesHolding } from '../support/leaks.ts';
import { createWorld, type World } from '../support/world.ts';

const FTP = {
  label: 'FTP du site',
  login: 'moule-ftp',
  secret: 'Farine-2026!bis',
  note: 'Accès en écriture, du lundi au samedi',
};

describe('a ticket’s vault', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  const open = async (who: 'jean' | 'marie' = 'jean') => {
    const said = {
      kind: 'incident',
      subject: 'Site hors ligne',
      body: 'Rien.',
      files: [],
    } as const;
    const outcome = await world.run(openTicket, world.cast[who], { ...said, serviceId: null });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value.number;
  };
  const keep = async (number: string, words = FTP) => {
    const outcome = await world.run(keepSecret, world.cast.jean, { number, ...words });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value.secretId;
  };
  const idOf = async (number: string) => (await findTicket(world.knex, number))?.id ?? 0;
  const vault = async (number: string) =>
    (await listSecrets(world.knex, await idOf(number))).map(({ sealed, wipedAt }) =>
      [sealed ? 'sealed' : 'empty', wipedAt?.toISOString() ?? 'kept'].join(' '),
    );
  const told = async (number: string) =>
    (await listEvents(world.knex, await idOf(number)))
      .filter(({ type }) => type.startsWith('secret'))
      .map(({ type, actor, data }) => ({ type, actor, data }));
  const reasonOf = (outcome: { ok: boolean; reason?: string }) =>
    outcome.ok ? 'accepted' : outcome.reason;
  const reveal = async (
    who: 'karim' | 'nadia' | 'odile' | 'tiare' | 'jean',
    number: string,
    id: number,
  ) => reasonOf(await world.run(revealSecret, world.cast[who], { number, secretId: id }));

  test('nothing of what was given stands in the database, nor in the news', async () => {
    const number = await open();
    await keep(number);
    for (const words of Object.values(FTP)) {
      expect(await tablesHolding(world.ownerKnex, words)).toEqual([]);
      expect(JSON.stringify(world.published)).not.toContain(words);
    }
    expect(await tablesHolding(world.ownerKnex, 'Site hors ligne')).toContain('tickets');
  });

  test('staff read it on demand, and each time is on record', async () => {
    const number = await open();
    const secretId = await keep(number);
    const { karim, jean } = world.cast;
    world.published.length = 0;
    expect(await world.run(revealSecret, karim, { number, secretId })).toEqual({
      ok: true,
      value: FTP,
    });
    expect(JSON.stringify(world.published)).not.toContain(FTP.secret);
    await world.run(revealSecret, karim, { number, secretId });
    expect(await told(number)).toEqual([
      { type: 'secret_kept', actor: { user: jean.id }, data: { secret: secretId } },
      { type: 'secret_revealed', actor: { user: karim.id }, data: { secret: secretId } },
      { type: 'secret_revealed', actor: { user: karim.id }, data: { secret: secretId } },
    ]);
    const looks = await world
      .knex('access_log')
      .where({ ticket_id: await idOf(number), what: 'secret' })
      .select('user_id', 'customer_id');
    expect(looks).toEqual([
      { user_id: karim.id, customer_id: jean.customerId },
      { user_id: karim.id, customer_id: jean.customerId },
    ]);
  });

  test('nobody else does', async () => {
    const number = await open();
    const secretId = await keep(number);
    expect(await reveal('jean', number, secretId)).toBe('forbidden');
    expect(await reveal('tiare', number, secretId)).toBe('forbidden');
    expect(await reveal('odile', number, secretId)).toBe('forbidden');
    expect(await reveal('karim', number, secretId + 1_000)).toBe('not_found');
    const other = await open('marie');
    expect(await reveal('karim', other, secretId)).toBe('not_found');
    const { tiare, odile } = world.cast;
    expect(reasonOf(await world.run(keepSecret, tiare, { number, ...FTP }))).toBe('not_found');
    expect(reasonOf(await world.run(keepSecret, odile, { number, ...FTP }))).toBe('forbidden');
    expect((await told(number)).map(({ type }) => type)).toEqual(['secret_kept']);
  });

  test('moved to another ticket or row behind our back, it does not open', async () => {
    const [from, to] = [await open(), await open('marie')];
    const secretId = await keep(from);
    await world
      .ownerKnex('secrets')
      .where({ id: secretId })
      .update({ ticket_id: await idOf(to) });
    expect(await reveal('karim', to, secretId)).toBe('secret_unreadable');
    expect((await told(to)).map(({ type }) => type)).toEqual([]);
  });

  test('what is missing is said by its field', async () => {
    const number = await open();
    const give = async (change: Partial<typeof FTP>) => {
      const outcome = await world.run(keepSecret, world.cast.jean, { number, ...FTP, ...change });
      return outcome.ok ? 'accepted' : `${outcome.reason} ${outcome.field}`;
    };
    expect(await give({ label: ' ' })).toBe('required label');
    expect(await give({ secret: '\n' })).toBe('required secret');
    expect(await give({ note: 'x'.repeat(2_001) })).toBe('too_long note');
    expect(await give({ login: '', note: '' })).toBe('accepted');
  });

  test('a space at its end is part of a password', async () => {
    const number = await open();
    const secretId = await keep(number, { ...FTP, secret: ' a b ' });
    const shown = await world.run(revealSecret, world.cast.karim, { number, secretId });
    expect(shown.ok && shown.value.secret).toBe(' a b ');
  });

  describe('is emptied', () => {
    const to = (number: string, status: 'resolved' | 'closed') =>
      world.run(changeStatus, world.cast.karim, { number, status });
    const close = async (number: string) => {
      await to(number, 'resolved');
      return to(number, 'closed');
    };

    test('when the ticket closes, and takes nothing more', async () => {
      const number = await open();
      const secrets = [await keep(number), await keep(number)];
      await close(number);
      const at = world.clock.now.toISOString();
      expect(await vault(number)).toEqual([`empty ${at}`, `empty ${at}`]);
      expect((await told(number)).at(-1)).toEqual({
        type: 'secrets_wiped',
        actor: { user: world.cast.karim.id },
        data: { secrets },
      });
      expect(await reveal('karim', number, secrets[0] ?? 0)).toBe('secret_wiped');
      const again = await world.run(keepSecret, world.cast.jean, { number, ...FTP });
      expect(reasonOf(again)).toBe('ticket_ended');
    });

    test('when it ends in another', async () => {
      const [number, into] = [await open(), await open()];
      await keep(number);
      await keep(into);
      await world.run(mergeTickets, world.cast.karim, { number, into });
      expect(await vault(number)).toEqual([`empty ${world.clock.now.toISOString()}`]);
      expect(await vault(into)).toEqual(['sealed kept']);
    });

    test('when nobody answers any more, and when the request is refused', async () => {
      const [silent, refused] = [await open(), await open()];
      await keep(silent);
      await keep(refused);
      const asked = { number: silent, body: 'Est-ce revenu ?', files: [] };
      await world.run(replyToTicket, world.cast.karim, {
        ...asked,
        statusAfter: 'waiting_customer',
      });
      const before = world.clock.now;
      const ticketId = await idOf(silent);
      // reminded once, then closed
      for (const days of [8, 16]) {
        world.clock.now = new Date(before.getTime() + days * 24 * 3_600_000);
        await world.run(fireDeadlines, { kind: 'system', name: 'sweep' }, { ticketId });
      }
      expect(await vault(silent)).toEqual([`empty ${world.clock.now.toISOString()}`]);
      expect((await told(silent)).at(-1)?.actor).toEqual({ system: 'sweep' });
      world.clock.now = before;
      await world.run(refuseTicket, world.cast.karim, {
        number: refused,
        ground: 'not_contracted',
        reasons: 'Ce service n’est pas souscrit chez nous.',
      });
      expect(await vault(refused)).toEqual([`empty ${before.toISOString()}`]);
    });

    test('not when it is merely resolved', async () => {
      const number = await open();
      await keep(number);
      await world.run(changeStatus, world.cast.karim, { number, status: 'resolved' });
      expect(await vault(number)).toEqual(['sealed kept']);
    });

    test('of one secret, by whoever gave it', async () => {
      const number = await open();
      const secretId = await keep(number);
      await keep(number);
      const { jean, tiare } = world.cast;
      const wipe = async (who: typeof jean) =>
        reasonOf(await world.run(wipeSecret, who, { number, secretId }));
      expect(await wipe(tiare)).toBe('not_found');
      expect(await wipe(jean)).toBe('accepted');
      expect(await wipe(jean)).toBe('not_found');
      expect(await vault(number)).toEqual([
        `empty ${world.clock.now.toISOString()}`,
        'sealed kept',
      ]);
    });

    test('while somebody reads it: one after the other', async () => {
      const number = await open();
      const secretId = await keep(number);
      const [revealed] = await Promise.all([reveal('karim', number, secretId), close(number)]);
      expect(['accepted', 'secret_wiped']).toContain(revealed);
      expect(await vault(number)).toEqual([`empty ${world.clock.now.toISOString()}`]);
    });
  });

  describe('and a team outside the group', () => {
    let number: string;
    let secretId: number;
    let teamId: number;
    let farid: NonNullable<Awaited<ReturnType<typeof findUserByEmail>>>;
    const facts = { leadId: null, calendarId: null };
    const team = async (change: { inGroup?: boolean; country?: string }) => {
      const saved = await world.run(saveTeam, world.cast.odile, {
        teamId: teamId ?? null,
        name: 'Renfort de nuit',
        ...facts,
        memberIds: [farid.id],
        ...change,
      });
      if (!saved.ok) throw new Error(saved.reason);
      teamId = saved.value.teamId;
    };
    const reveals = async () =>
      reasonOf(await world.run(revealSecret, actorOf(farid), { number, secretId }));

    beforeAll(async () => {
      number = await open();
      secretId = await keep(number);
      await world.run(addStaff, world.cast.odile, {
        name: 'Farid Renfort',
        email: 'farid@renfort.example',
        roles: ['agent'],
        locale: 'fr',
        timeZone: 'Europe/Paris',
      });
      const found = await findUserByEmail(world.knex, 'farid@renfort.example');
      if (!found) throw new Error('nobody was added');
      farid = found;
    });

    test('reads nothing without the customer’s recorded agreement', async () => {
      expect(await reveals()).toBe('accepted');
      await team({ inGroup: false });
      expect(await reveals()).toBe('agreement_missing');
      const { nadia, jean, marie } = world.cast;
      const evidence = 'Courriel du 2 mars 2026, 09:12';
      const agree = async (customerId: number | null) =>
        reasonOf(
          await world.run(recordAgreement, nadia, {
            customerId: customerId as number,
            teamId,
            evidence,
          }),
        );
      expect(await agree(marie.customerId)).toBe('accepted');
      expect(await reveals()).toBe('agreement_missing');
      expect(await agree(jean.customerId)).toBe('accepted');
      expect(await agree(jean.customerId)).toBe('unchanged');
      expect(await reveals()).toBe('accepted');
      const [agreement] = await listAgreements(world.knex, jean.customerId as number, 10);
      expect(agreement).toMatchObject({ evidence, recordedBy: nadia.name, withdrawnAt: null });
      const withdraw = async (customerId: number | null) =>
        reasonOf(
          await world.run(withdrawAgreement, nadia, {
            customerId: customerId as number,
            agreementId: agreement?.id as number,
          }),
        );
      expect(await withdraw(marie.customerId)).toBe('not_found');
      expect(await withdraw(jean.customerId)).toBe('accepted');
      expect(await withdraw(jean.customerId)).toBe('unchanged');
      expect(await reveals()).toBe('agreement_missing');
    });

    test('nor does one of the group in a country that the contract does not allow', async () => {
      await team({ country: 'MA' });
      expect(await reveals()).toBe('agreement_missing');
      await team({ country: 'RE' });
      expect(await reveals()).toBe('accepted');
      await team({ country: 'MA' });
      const { odile, nadia } = world.cast;
      const settle = async (who: typeof odile, countries: string[]) =>
        reasonOf(await world.run(settleCountries, who, { countries }));
      expect(await settle(nadia, ['FR', 'MA'])).toBe('forbidden');
      expect(await settle(odile, ['FR', 'XX'])).toBe('unknown_country');
      expect(await settle(odile, ['FR', 'MA'])).toBe('accepted');
      expect(await reveals()).toBe('accepted');
    });

    test('who records an agreement', async () => {
      const { odile, tiare, jean } = world.cast;
      const agreement = { customerId: jean.customerId as number, teamId, evidence: 'x' };
      await team({ inGroup: false });
      // least of all whoever needs it
      for (const who of [odile, tiare, actorOf(farid)]) {
        expect(reasonOf(await world.run(recordAgreement, who, agreement))).toBe('forbidden');
      }
      const unproved = await world.run(recordAgreement, world.cast.karim, {
        ...agreement,
        evidence: ' ',
      });
      expect(unproved).toMatchObject({ reason: 'required', field: 'evidence' });
    });
  });

  test('is sealed anew with another secret, in batches, once', async () => {
    const number = await open();
    const ids = [await keep(number), await keep(number), await keep(number)];
    const former = world.house.secret;
    const house = { ...world.house, secret: 'n'.repeat(40), previousSecrets: [former] };
    const run = createRunner({
      database: world.knex,
      clock: () => world.clock.now,
      house,
      publish: () => {},
    });
    const shown = async (which: typeof run, secretId: number) => {
      const outcome = await which(revealSecret, world.cast.karim, { number, secretId });
      return outcome.ok ? outcome.value.secret : outcome.reason;
    };
    // a server that knows both opens what the former sealed
    expect(await shown(run, ids[0] ?? 0)).toBe(FTP.secret);
    const rotate = async (after: number) => {
      const outcome = await run(
        rotateSecrets,
        { kind: 'system', name: 'seed' },
        { previous: former, after, limit: 2 },
      );
      return outcome.ok ? outcome.value : outcome;
    };
    const [first, second, third] = ids as [number, number, number];
    const before = (await world.knex('secrets').where({ id: first }).first()).nonce;
    expect(await rotate(first - 1)).toEqual({ sealed: 2, unreadable: 0, next: second });
    expect(await rotate(second)).toEqual({ sealed: 1, unreadable: 0, next: null });
    expect(await rotate(first - 1)).toEqual({ sealed: 0, unreadable: 0, next: null });
    expect((await world.knex('secrets').where({ id: first }).first()).nonce).not.toEqual(before);
    expect(await shown(run, third)).toBe(FTP.secret);
    expect(await shown(world.run, third)).toBe('secret_unreadable');
    expect(
      await run(rotateSecrets, world.cast.odile, { previous: former, after: 0, limit: 2 }),
    ).toMatchObject({ reason: 'forbidden' });
  });
});
