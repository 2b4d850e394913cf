import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { leaseAccountTokens } from '../../server/commands/account-tokens.ts';
import { saveTeam } from '../../server/commands/save-team.ts';
import { typedAccount } from '../support/mail-account.ts';
import { type OAuthServer, startOAuthServer } from '../support/oauth-server.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { ticketOf } from './tickets-of.ts';
import { words } from './words.ts';

const LIST = '/admin/mail-accounts';

describe('mail accounts', () => {
  let site: Site;
  let odile: Browser;
  let oauth: OAuthServer;
  let sink: SmtpSink;
  beforeAll(async () => {
    [site, oauth, sink] = await Promise.all([
      openSite(),
      startOAuthServer(),
      startSmtpSink({ password: 'secret' }),
    ]);
    odile = site.visitor();
    await odile.signIn('odile@alize.example');
  });
  beforeEach(() => {
    oauth.asked.length = 0;
    oauth.behaviour.givesRefreshToken = true;
  });
  afterAll(async () => {
    await site.close();
    await Promise.all([oauth.close(), sink.close()]);
  });

  const smtp = () => ({ smtp_host: '127.0.0.1', smtp_port: new URL(sink.url).port });
  const form = (change: Parameters<typeof typedAccount>[0] = {}) => {
    const { accountId: _none, ...typed } = typedAccount({ ...smtp(), ...change });
    return typed;
  };
  const idOf = async (address: string) =>
    (await site.knex('mail_accounts').where({ address }).first('id')).id;
  const secretsOf = async (id: number) =>
    (await site.knex('mail_account_secrets').where({ account_id: id }).pluck('name')).sort();
  /** Goes where the link leads, as a browser would that consents. @returns where it comes back */
  const consentOf = async (id: number) => {
    const away = await odile.get(`${LIST}/${id}/consent`);
    expect(away.status).toBe(303);
    const asked = new URL(String(away.location));
    const back = await fetch(asked, { redirect: 'manual' });
    return { asked, back: new URL(String(back.headers.get('location'))) };
  };

  test('Odile adds an address that sends, tries it, and takes it out of use', async () => {
    const nobody = { teamId: null, leadId: null, calendarId: null, memberIds: [] };
    const made = await site.run(saveTeam, site.cast.odile, { ...nobody, name: 'Support' });
    if (!made.ok) throw new Error(made.reason);
    expect(words(await odile.get(LIST))).toContain('Aucun autre compte.');
    expect(words(await odile.get(`${LIST}/new`))).toContain('Microsoft 365');
    const preset = (await odile.get(`${LIST}/new?provider=microsoft`)).body;
    expect(preset).toContain('value="outlook.office365.com"');
    expect(preset).toContain('https://aide.alize.example/admin/mail-accounts/oauth/callback');

    const saved = await odile.post(LIST, form({ team: String(made.value.teamId) }));
    const id = await idOf('equipe@alize.example');
    expect([saved.status, saved.location]).toEqual([303, `${LIST}/${id}`]);
    const page = await odile.get(`${LIST}/${id}`);
    expect(words(page)).toContain('En service.');
    expect(page.body).not.toContain('value="secret"');
    const tried = words(await odile.post(`${LIST}/${id}/trial`, {}));
    expect(tried).toContain('Connexion réussie. Rien n’a été envoyé.');
    expect(sink.received).toEqual([]);

    await odile.post(`${LIST}/${id}/use`, {});
    expect(words(await odile.get(LIST))).toMatch(
      /equipe@alize\.example Hors service\. .* Alizé, équipe technique .* Support .* 127\.0\.0\.1/,
    );
    await odile.post(`${LIST}/${id}/use`, { enabled: 'yes' });
    expect(words(await odile.get(`${LIST}/${id}`))).toContain('En service.');
  });

  test('what fails is said plainly: a password, a name, a closed port', async () => {
    const id = await idOf('equipe@alize.example');
    const fault = async (change: Parameters<typeof typedAccount>[0]) => {
      const saved = await odile.post(`${LIST}/${id}`, form(change));
      expect(saved.status).toBe(303);
      return words(await odile.post(`${LIST}/${id}/trial`, {}));
    };
    const wrong = await fault({ password: 'not this one' });
    expect(wrong).toContain('Le serveur refuse la connexion : l’identifiant, le mot de passe');
    expect(wrong).toContain('535');
    expect(wrong).not.toContain('not this one');
    expect(await fault({ smtp_port: '1' })).toContain('ne se laisse pas joindre sur ce port');
    expect(await fault({ smtp_host: 'nulle-part.invalid', smtp_port: '' })).toMatch(
      /Ce nom de serveur n’existe pas|n’a pas répondu à temps/,
    );
    await odile.post(`${LIST}/${id}`, form());
  });

  test('what leads elsewhere is given its secrets anew', async () => {
    const id = await idOf('equipe@alize.example');
    const renamed = form({ sender_name: 'Alizé', password: '' });
    expect((await odile.post(`${LIST}/${id}`, renamed)).status).toBe(303);
    expect(await secretsOf(id)).toEqual(['password']);
    const moved = await odile.post(
      `${LIST}/${id}`,
      form({ smtp_host: 'voleur.example', password: '' }),
    );
    expect(moved.status).toBe(422);
    expect(words(moved)).toContain('Mot de passe');
    expect(await site.knex('mail_accounts').where({ smtp_host: 'voleur.example' })).toEqual([]);
  });

  test('what cannot be is refused beside its field, and kept as it was typed', async () => {
    const refusals: [Parameters<typeof typedAccount>[0], string][] = [
      [{}, 'Cette adresse est déjà la nôtre'],
      [{ address: 'support@alize.example' }, 'Cette adresse est déjà la nôtre'],
      [{ address: 'karim@alize.example' }, 'Cette adresse'],
      [{ address: 'autre+1@alize.example' }, 'adresse'],
      [{ address: 'autre@alize.example', smtp_host: '' }, 'Donnez au moins un serveur'],
      [{ address: 'autre@alize.example', smtp_host: 'smtp://x' }, 'Écrivez un nom de serveur'],
      [{ address: 'autre@alize.example', smtp_port: '70000' }, 'Un port va de 1 à 65535.'],
      [{ address: 'autre@alize.example', team: '999' }, 'Choisissez une des réponses'],
      [{ address: 'autre@alize.example', password: '' }, 'Mot de passe'],
      [
        { ...oauth.typed, address: 'autre@alize.example', token_url: 'http://jetons.example/' },
        'Écrivez une adresse en https',
      ],
      [
        {
          ...oauth.typed,
          address: 'autre@alize.example',
          provider: 'microsoft',
          grant: 'client_credentials',
        },
        'Annuaire (tenant)',
      ],
    ];
    await odile.get(`${LIST}/new`);
    for (const [change, expected] of refusals) {
      const answer = await odile.post(LIST, form({ sender_name: 'Un essai', ...change }));
      expect([answer.status, words(answer).includes(expected), expected]).toEqual([
        422,
        true,
        expected,
      ]);
      expect(answer.body).toContain('value="Un essai"');
    }
    expect(await site.knex('mail_accounts').where({ sender_name: 'Un essai' })).toEqual([]);
  });

  test('an account is connected by consent: PKCE, a state good once, tokens sealed', async () => {
    await odile.post(LIST, form({ ...oauth.typed, password: '', address: 'jeton@alize.example' }));
    const id = await idOf('jeton@alize.example');
    expect(words(await odile.get(`${LIST}/${id}`))).toContain('À connecter.');
    expect(words(await odile.post(`${LIST}/${id}/trial`, {}))).toContain('pas encore connecté');

    const { asked, back } = await consentOf(id);
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'guichet',
      redirect_uri: 'https://aide.alize.example/admin/mail-accounts/oauth/callback',
      scope: 'imap smtp offline_access',
      code_challenge_method: 'S256',
      login_hint: 'jeton@alize.example',
    });
    const here = back.pathname + back.search;
    const connected = await odile.get(here);
    expect([connected.status, connected.location]).toEqual([303, `${LIST}/${id}`]);
    expect(words(await odile.get(`${LIST}/${id}`))).toContain('jeton@alize.example est connecté.');
    expect(oauth.asked.map(({ grant_type }) => grant_type)).toEqual(['authorization_code']);
    expect(await secretsOf(id)).toEqual(['access_token', 'client_secret', 'refresh_token']);

    // the same return again, and one that nobody here asked for, do nothing
    for (const again of [here, `${back.pathname}?code=x&state=y`]) {
      const lost = await odile.get(again);
      expect([lost.status, lost.location]).toEqual([303, LIST]);
      expect(words(await odile.get(LIST))).toContain('ne répond à aucune demande');
    }
    expect(oauth.asked).toHaveLength(1);
  });

  test('a return in another browser, too late, or with a refusal connects nothing', async () => {
    const id = await idOf('jeton@alize.example');
    const { back } = await consentOf(id);
    const other = site.visitor();
    await other.signIn('odile@alize.example');
    expect((await other.get(back.pathname + back.search)).location).toBe(LIST);
    site.clock.now = new Date(site.clock.now.getTime() + 16 * 60_000);
    expect((await odile.get(back.pathname + back.search)).location).toBe(LIST);

    const { asked } = await consentOf(id);
    const state = asked.searchParams.get('state');
    const refused = await odile.get(`${back.pathname}?error=access_denied&state=${state}`);
    expect(refused.status).toBe(422);
    expect(words(refused)).toContain('Le fournisseur a répondu : access_denied');

    const { asked: again } = await consentOf(id);
    const wrong = `${back.pathname}?code=guess&state=${again.searchParams.get('state')}`;
    expect(words(await odile.get(wrong))).toContain('invalid_grant');
    oauth.behaviour.givesRefreshToken = false;
    const { back: short } = await consentOf(id);
    expect(words(await odile.get(short.pathname + short.search))).toContain(
      'n’a pas donné de jeton durable',
    );
    // what it had is still there
    expect(await secretsOf(id)).toEqual(['access_token', 'client_secret', 'refresh_token']);
  });

  test('a refused renewal is shown with what to do', async () => {
    const id = await idOf('jeton@alize.example');
    oauth.withdraw();
    site.clock.now = new Date(site.clock.now.getTime() + 3_600_000);
    const tried = words(await odile.post(`${LIST}/${id}/trial`, {}));
    expect(tried).toContain('Le fournisseur refuse de donner un jeton.');
    expect(words(await odile.get(LIST))).toContain('À reconnecter.');
    expect(words(await odile.get(LIST))).toContain('invalid_grant: Ask for consent again.');
    // nobody asks for five minutes, whoever it is
    const lease = () =>
      site.run(leaseAccountTokens, { kind: 'system', name: 'delivery' }, { accountId: id });
    expect(await lease()).toEqual({ ok: true, value: { lease: null } });
    site.clock.now = new Date(site.clock.now.getTime() + 5 * 60_000);
    expect(await lease()).toMatchObject({ value: { lease: expect.any(Date) } });
  });

  test('who replies reads by which address the reply leaves', async () => {
    const { number } = await ticketOf(site, site.cast.jean, 'Site hors ligne');
    const karim = site.visitor();
    await karim.signIn('karim@alize.example');
    const ticket = async () => words(await karim.get(`/desk/tickets/${number}`));
    expect(await ticket()).not.toContain('Elle part de');
    const id = await idOf('equipe@alize.example');
    await site.knex('tickets').where({ number }).update({ mail_account_id: id });
    expect(await ticket()).toContain('Elle part de equipe@alize.example.');
  });

  test('nobody else comes here', async () => {
    const nadia = site.visitor();
    await nadia.signIn('nadia@alize.example');
    expect((await nadia.get(LIST)).status).toBe(403);
    expect((await nadia.post(LIST, form())).status).toBe(403);
    expect((await odile.get(`${LIST}/999`)).status).toBe(404);
  });
});
