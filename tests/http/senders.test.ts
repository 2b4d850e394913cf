import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { proveWith } from '../../mail-gateway/authenticate/prover.ts';
import { done } from '../../seeds/done.ts';
import { saveMailRules } from '../../server/commands/save-mail-rules.ts';
import { MAIL_RULES } from '../../server/domain/mail/mail-rules.ts';
import { createLog } from '../../server/log.ts';
import { mail } from '../support/mailroom.ts';
import { zoneResolver } from '../support/zone.ts';
import type { Browser } from './browser.ts';
import { openSite, type Site } from './site.ts';
import { openSiteMail, type SiteMail } from './site-mail.ts';
import { words } from './words.ts';

describe('who wrote, as staff see it', () => {
  let site: Site;
  let inbox: SiteMail;
  let karim: Browser;
  let odile: Browser;

  const signedIn = async (email: string) => {
    const browser = site.visitor();
    await browser.signIn(email);
    return browser;
  };
  /** Takes a mail in. @returns the path of the ticket that it opened, or null */
  const receive = async (raw: string) => {
    const { number } = await inbox.receive(raw, 'imap');
    return number === null ? null : `/desk/tickets/${number}`;
  };

  beforeAll(async () => {
    site = await openSite();
    const { resolver } = zoneResolver({
      'TXT _dmarc.boulangerie-moule.example': ['v=DMARC1; p=reject'],
    });
    inbox = openSiteMail(site, { prove: proveWith({ resolver, log: createLog('silent') }) });
    karim = await signedIn('karim@alize.example');
    odile = await signedIn('odile@alize.example');
  });
  afterAll(async () => {
    await inbox.close();
    await site.close();
  });

  test('a forged mail of Jean is loud, and says what to do; Jean is told that it bears his address', async () => {
    const path = (await receive(mail({ Subject: 'Nouvel IBAN' }))) ?? '';
    const page = await karim.get(path);
    expect(words(page)).toContain(
      'Expéditeur usurpé. Son domaine dit que ce mail n’est pas de lui. Ne faites rien de ce qu’il demande',
    );
    expect(page.body).toContain('origin__doubt--forged');
    const jean = await signedIn('jean@boulangerie-moule.example');
    const own = await jean.get(path.replace('/desk/', '/'));
    expect(own.status).toBe(200);
    expect(words(own)).not.toContain('usurpé');
    expect(words(own)).toContain(
      'Ce message porte votre adresse, mais votre domaine dit qu’il ne vient pas de vous.',
    );
  });

  test('a stranger whose domain says nothing has a quiet mark', async () => {
    const path = (await receive(mail({ From: 'Paul Ledoux <paul@ledoux.example>' }))) ?? '';
    const page = await karim.get(path);
    expect(words(page)).toContain('Expéditeur non prouvé : son domaine ne dit rien de ses mails');
    expect(page.body).not.toContain('origin__doubt');
  });

  test("a colleague's name on another address, whose letters pass for others", async () => {
    const from = 'Nadia Benali <nadia@\u0430lize.example>';
    const encoded = `=?utf-8?B?${Buffer.from('Nadia Benali').toString('base64')}?= <nadia@\u0430lize.example>`;
    const path = (await receive(mail({ From: encoded, Subject: 'Urgent' }))) ?? '';
    const page = await karim.get(path);
    expect(words(page)).toContain('Ce mail porte un nom de chez nous, mais pas son adresse.');
    expect(words(page)).toContain('Des lettres se font passer pour d’autres.');
    expect(words(page)).toContain('nadia@xn--lize-43d.example');
    expect(page.body).not.toContain(`>${from.slice(14, -1)}<`);
  });

  test('what was set aside names its sender without tricks, and what to beware of', async () => {
    const rules = { ...MAIL_RULES, forgery: 'quarantine' as const };
    done(await site.run(saveMailRules, site.cast.odile, rules));
    const forged = mail({
      From: '=?utf-8?Q?Jean=E2=80=AE_Moreau?= <jean@boulangerie-moule.example>',
      'Reply-To': 'jean@mechant.example',
      Subject: '=?utf-8?Q?Facture=E2=80=AEfdp.exe?=',
    });
    expect(await receive(forged)).toBeNull();
    const page = words(await odile.get('/admin/quarantine'));
    expect(page).toContain('Facturefdp.exe De Jean Moreau <jean@boulangerie-moule.example>');
    expect(page).toContain('expéditeur usurpé');
    expect(page).toContain('Des caractères invisibles ont été ôtés.');
    expect(page).toContain('La réponse est demandée ailleurs.');
  });
});
