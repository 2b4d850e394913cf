import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { addStaff } from '../../server/commands/add-staff.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { saveTeam } from '../../server/commands/save-team.ts';
import { createLog } from '../../server/log.ts';
import { hashPassword } from '../../server/security/password.ts';
import { tablesHolding } from '../support/leaks.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { words } from './words.ts';

const PASSWORD = 'Farine-2026!';
const FTP = { label: 'FTP du site', login: 'moule-ftp', secret: PASSWORD, note: '' };

describe('a ticket’s vault', () => {
  let site: Site;
  let jean: Browser;
  let tiare: Browser;
  let karim: Browser;
  let odile: Browser;
  let number: string;
  let messageId: number;
  const logged: string[] = [];

  beforeAll(async () => {
    site = await openSite({
      log: createLog('trace', { write: (line: string) => void logged.push(line) }),
    });
    ({ number } = done(
      await site.run(openTicket, site.cast.jean, {
        kind: 'incident',
        subject: 'Site hors ligne',
        body: `Bonjour,\nIdentifiant : moule\nMot de passe : ${PASSWORD}\nMerci`,
        files: [],
        serviceId: null,
      }),
    ));
    messageId = (await site.knex('messages').first('id')).id;
    const as = async (email: string) => {
      const browser = site.visitor();
      await browser.signIn(email);
      return browser;
    };
    jean = await as('jean@boulangerie-moule.example');
    tiare = await as('tiare@agence-lagon.example');
    karim = await as('karim@alize.example');
    odile = await as('odile@alize.example');
  });
  afterAll(() => site.close());

  const secretId = async () => (await site.knex('secrets').max('id as id').first())?.id as number;
  const revealAs = async (browser: Browser, id: number) => {
    await browser.get(`/desk/tickets/${number}`);
    return browser.post(`/desk/tickets/${number}/secrets/${id}/reveal`, {});
  };

  test('Jean gives a password apart from the conversation', async () => {
    expect(words(await jean.get(`/tickets/${number}`))).toContain(
      'Un mot de passe ne s’écrit pas dans un message',
    );
    const refused = await jean.post(`/tickets/${number}/secrets`, { ...FTP, label: '' });
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Ce champ est à remplir.');
    expect(refused.body).toContain('value="moule-ftp"');
    // what opens something is never sent back
    expect(refused.body.split(PASSWORD)).toHaveLength(2);
    const given = await jean.post(`/tickets/${number}/secrets`, FTP);
    expect([given.status, given.location]).toEqual([303, `/tickets/${number}#vault`]);
    const page = await jean.get(`/tickets/${number}`);
    expect(words(page)).toContain('FTP du site');
    expect(words(page)).toContain('Identifiant déposé au coffre par Jean Moreau');
    expect(page.body).not.toContain('moule-ftp');
  });

  test('Karim reveals it on an answer that nothing keeps; Jean reads that he did', async () => {
    const id = await secretId();
    const ticket = await karim.get(`/desk/tickets/${number}`);
    expect(words(ticket)).toContain('FTP du site');
    expect(ticket.body).not.toContain('moule-ftp');
    const shown = await revealAs(karim, id);
    expect(shown.status).toBe(200);
    expect(words(shown)).toContain(`moule-ftp Mot de passe ou clé ${PASSWORD}`);
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.headers.get('refresh')).toBe(
      `65; url=https://aide.alize.example/desk/tickets/${number}`,
    );
    expect(shown.body).toContain('<meta name="turbo-cache-control" content="no-cache">');
    expect(shown.body).toContain('data-turbo-temporary');
    const again = await karim.get(`/desk/tickets/${number}/secrets/${id}/reveal`);
    expect([again.status, again.location]).toEqual([303, `/desk/tickets/${number}`]);
    expect(words(await jean.get(`/tickets/${number}`))).toContain(
      'Identifiant consulté par Karim Diallo',
    );
    expect((await karim.get(`/desk/tickets/${number}`)).body).not.toContain('turbo-cache-control');
  });

  test('nobody else is shown it', async () => {
    const id = await secretId();
    await tiare.get('/');
    expect((await tiare.post(`/tickets/${number}/secrets`, FTP)).status).toBe(404);
    expect((await tiare.post(`/tickets/${number}/secrets/${id}/wipe`, {})).status).toBe(404);
    for (const browser of [tiare, jean, odile]) {
      await browser.get('/');
      const refused = await browser.post(`/desk/tickets/${number}/secrets/${id}/reveal`, {});
      expect(refused.status).toBe(403);
      expect(refused.body).not.toContain(PASSWORD);
    }
    const { jean: contact } = site.cast;
    const looks = await site.knex('access_log').where({ what: 'secret' }).select();
    expect(looks).toEqual([
      expect.objectContaining({ user_id: site.cast.karim.id, customer_id: contact.customerId }),
    ]);
  });

  test('nor a team outside the group, until the customer agreed', async () => {
    const email = 'farid@renfort.example';
    const added = { name: 'Farid Renfort', email, roles: ['agent'] } as const;
    const here = { locale: 'fr', timeZone: 'Europe/Paris' } as const;
    await site.run(addStaff, site.cast.odile, { ...added, roles: [...added.roles], ...here });
    const password_hash = await hashPassword('guichet-demo');
    await site.ownerKnex('users').where({ email }).update({ password_hash });
    const { id: faridId } = await site.knex('users').where({ email }).first('id');
    await odile.get('/admin/teams/new');
    const fields = { name: 'Renfort de nuit', lead: '', calendar: '', country: 'MA' };
    await odile.post('/admin/teams', { ...fields, members: String(faridId) });
    const teams = words(await odile.get('/admin/teams'));
    expect(teams).toContain('Maroc pays non admis hors du groupe');
    const { id: teamId } = await site.knex('teams').where({ name: fields.name }).first('id');
    const form = (await odile.get(`/admin/teams/${teamId}`)).body;
    expect(form).toContain('<option value="MA" selected>Maroc</option>');
    expect(form).not.toContain('name="group" value="yes" checked');

    const farid = site.visitor();
    await farid.signIn(email);
    const id = await secretId();
    const ticket = await farid.get(`/desk/tickets/${number}`);
    expect(words(ticket)).toContain('il faut l’accord enregistré de ce client');
    expect(ticket.body).not.toContain('<strong>FTP du site</strong>');
    const refused = await revealAs(farid, id);
    expect([refused.status, refused.location]).toEqual([303, `/desk/tickets/${number}`]);

    const customer = `/desk/customers/${site.cast.jean.customerId}`;
    await karim.get(customer);
    const empty = await karim.post(`${customer}/agreements`, {
      team: String(teamId),
      evidence: '',
    });
    expect(empty.status).toBe(422);
    const evidence = 'Mail de Jean Moreau du 2 mars 2026';
    await karim.post(`${customer}/agreements`, { team: String(teamId), evidence });
    expect(words(await karim.get(customer))).toContain(`Renfort de nuit ${evidence} Karim Diallo`);
    expect(words(await revealAs(farid, id))).toContain(PASSWORD);
    const { id: agreementId } = await site.knex('customer_agreements').first('id');
    await karim.get(customer);
    await karim.post(`${customer}/agreements/${agreementId}/withdrawal`, {});
    expect((await revealAs(farid, id)).status).toBe(303);
    // administrators read what was agreed, and record nothing
    expect((await odile.get(customer)).body).not.toContain('/agreements"');
  });

  test('Odile settles where the contract lets a team work', async () => {
    await odile.get('/admin/teams');
    const wrong = await odile.post('/admin/teams/countries', { countries: 'FR, Maroc' });
    expect(wrong.status).toBe(422);
    expect(words(wrong)).toContain('« MAROC » n’est pas le code d’un pays');
    await odile.post('/admin/teams/countries', { countries: 'fr, be ma' });
    expect((await odile.get('/admin/teams')).body).toContain('BE FR MA</textarea>');
    expect(words(await odile.get('/admin/teams'))).not.toContain('pays non admis');
  });

  describe('and the password that Jean wrote in his message', () => {
    const redaction = () => `/messages/${messageId}/redaction`;

    test('is seen, and offered to be moved', async () => {
      const page = await karim.get(`/desk/tickets/${number}`);
      expect(words(page)).toContain(
        'Ce message semble contenir un mot de passe ou une clé. Le déplacer au coffre',
      );
      const form = await karim.get(redaction());
      expect(form.body).toContain(`spellcheck="false">${PASSWORD}</textarea>`);
      expect(form.body).toContain('name="login" ');
      expect(form.body).toContain('value="moule"');
      expect(form.body).toContain('<meta name="turbo-cache-control" content="no-cache">');
      expect((await tiare.get(redaction())).status).toBe(404);
      expect((await odile.get(redaction())).status).toBe(404);
      expect((await jean.get(redaction())).status).toBe(200);
    });

    test('goes, on Karim’s word', async () => {
      await karim.get(redaction());
      const wrong = await karim.post(redaction(), { ...FTP, passages: 'autre chose', keep: '' });
      expect(wrong.status).toBe(422);
      expect(words(wrong)).toContain('« autre chose » ne se trouve pas dans ce message');
      await site.run(replyToTicket, site.cast.lea, {
        number,
        body: `${PASSWORD} ne va pas.`,
        files: [],
        statusAfter: null,
      });
      const moved = await karim.post(redaction(), {
        ...FTP,
        label: 'WordPress',
        passages: PASSWORD,
        keep: 'yes',
      });
      expect([moved.status, moved.location]).toEqual([
        303,
        `/desk/tickets/${number}#message_${messageId}`,
      ]);
      const ticket = await karim.get(`/desk/tickets/${number}`);
      expect(ticket.body).not.toContain(PASSWORD);
      expect(words(ticket)).toContain('Mot de passe : [•••••]');
      expect(words(ticket)).toContain('Un passage de ce message a été retiré');
      expect(words(ticket)).toContain('WordPress');
      expect((await jean.get(`/tickets/${number}`)).body).not.toContain(PASSWORD);
    });

    test('Jean takes out what he wrote, and nothing else', async () => {
      await jean.get(redaction());
      const done = await jean.post(redaction(), { passages: 'moule' });
      expect(done.location).toBe(`/tickets/${number}#message_${messageId}`);
      const page = words(await jean.get(`/tickets/${number}`));
      expect(page).toContain('Identifiant : [•••••]');
      const { id } = (await site.knex('messages').max('id as id').first()) as { id: number };
      expect((await jean.get(`/messages/${id}/redaction`)).status).toBe(403);
      expect((await jean.get(`/tickets/${number}`)).body).not.toContain(
        `/messages/${id}/redaction`,
      );
    });
  });

  test('neither the database nor the log ever held it, even when all goes wrong', async () => {
    expect(await tablesHolding(site.ownerKnex, PASSWORD)).toEqual([]);
    const away = (table: string) => site.ownerKnex.raw(`alter table ${table} rename to away`);
    const back = (table: string) => site.ownerKnex.raw(`alter table away rename to ${table}`);
    await jean.get(`/tickets/${number}`);
    await away('secrets');
    expect((await jean.post(`/tickets/${number}/secrets`, FTP)).status).toBe(500);
    await back('secrets');
    await karim.get(`/messages/${messageId}/redaction`);
    await away('drafts');
    const wrong = await karim.post(`/messages/${messageId}/redaction`, {
      ...FTP,
      keep: 'yes',
      passages: 'Bonjour',
    });
    expect(wrong.status).toBe(500);
    expect(wrong.body).not.toContain(PASSWORD);
    await back('drafts');
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join('')).not.toContain(PASSWORD);
    expect(logged.join('')).not.toContain('Farine');
  });
});

test('a team saved without a word of its standing is the provider’s own', async () => {
  const site = await openSite();
  const nobody = { leadId: null, calendarId: null, memberIds: [] };
  await site.run(saveTeam, site.cast.odile, { teamId: null, name: 'Support', ...nobody });
  expect(await site.knex('teams').first('in_group', 'country')).toEqual({
    in_group: true,
    country: 'FR',
  });
  await site.close();
});
