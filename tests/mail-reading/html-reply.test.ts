import { expect, test } from '@jest/globals';
import { splitHtmlReply } from '../../mail-gateway/parse/split-html-reply.ts';

const QUOTED = 'Bonjour Jean, est-ce résolu ?';

test.each([
  [
    'Gmail',
    `<div dir="ltr">Oui, merci.</div><br><div class="gmail_quote"><div class="gmail_attr">Le lun. 23 nov. 2026 à 10:12, Karim a écrit :</div><blockquote class="gmail_quote">${QUOTED}</blockquote></div>`,
  ],
  [
    'Apple Mail',
    `<div>Oui, merci.</div><div><br><blockquote type="cite"><div>Le 23 nov. 2026 à 10:12, Karim a écrit :</div><div>${QUOTED}</div></blockquote></div>`,
  ],
  [
    'Thunderbird',
    `Oui, merci.<div class="moz-cite-prefix">Le 23/11/2026 à 10:12, Karim a écrit :<br></div><blockquote type="cite">${QUOTED}</blockquote>`,
  ],
  [
    'Outlook on the web',
    `<div>Oui, merci.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>De :</b> Karim<br><b>Envoyé :</b> lundi 23 novembre 2026<br></div><div>${QUOTED}</div>`,
  ],
  [
    'Outlook',
    `<p class="MsoNormal">Oui, merci.</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>De :</b> Karim &lt;karim@alize.example&gt;<br><b>Envoyé :</b> lundi 23 novembre 2026 10:12<br><b>À :</b> Jean<br><b>Objet :</b> RE: Panne</p></div><p>${QUOTED}</p>`,
  ],
  [
    'Yahoo',
    `<div>Oui, merci.</div><div class="yahoo_quoted"><div>Le lundi 23 novembre 2026 à 10:12, Karim a écrit :</div><div>${QUOTED}</div></div>`,
  ],
  [
    'Proton',
    `<div>Oui, merci.</div><div class="protonmail_quote">Le lundi 23 novembre 2026, Karim a écrit :<blockquote>${QUOTED}</blockquote></div>`,
  ],
])('%s', (_, html) => {
  const { visible, quoted } = splitHtmlReply(html);
  expect(visible).toBe('Oui, merci.');
  expect(quoted).toContain(QUOTED);
});

test('answers between the lines keep what they answer', () => {
  const html =
    '<blockquote>Quel domaine ?</blockquote><p>moule.example</p><blockquote>Depuis quand ?</blockquote><p>Ce matin</p>';
  expect(splitHtmlReply(html).visible).toContain('> Depuis quand ?');
});

test('a mail forwarded without a word is shown', () => {
  const html = `<div class="gmail_quote">---------- Forwarded message ---------<br>De : Karim<br><br>${QUOTED}</div>`;
  expect(splitHtmlReply(html).visible).toContain(QUOTED);
});

test('what is not shown on a page is not read', () => {
  expect(
    splitHtmlReply(
      '<title>x</title><style>p{}</style><p>Oui</p><div style="display:none">préambule caché</div>',
    ).visible,
  ).toBe('Oui');
});

test('an indented paragraph is no quotation', () => {
  const indented =
    '<div>Il affiche :</div><blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>erreur 502</div></blockquote>';
  const html = `${indented}<div class="gmail_quote">Le 23 nov. 2026 à 10:12, Karim a écrit :<blockquote class="gmail_quote">${QUOTED}</blockquote></div>`;
  expect(splitHtmlReply(html).visible).toBe('Il affiche :\nerreur 502');
});
