import { expect, test } from '@jest/globals';
import { htmlHolds, redactLetterHtml } from '../../../server/domain/vault/redact-html.ts';

test.each([
  ['<p>le <b>far</b>ine2026 est là</p>', 'farine2026'],
  ['<p>s&#233;same&amp;1</p>', 'sésame&1'],
  ['<p>s&#xe9;same</p>', 'sésame'],
  ['<p>mot un<br>mot deux</p>', 'un mot deux'],
  ['<a href="ftp://moule:k8%24Xq@ftp.example">site</a>', 'k8$Xq'],
])('%s holds %s', (html, passage) => {
  expect(htmlHolds(html, [passage])).toBe(true);
});

test('the names of tags and their styles are no words', () => {
  expect(htmlHolds('<style>main { margin: 0 }</style><main>Bonjour</main>', ['main'])).toBe(false);
});

test('a letter loses the passage and keeps its layout', () => {
  expect(
    redactLetterHtml('<main><p>le mot : a&amp;b2026<br>merci</p></main>', 'x', ['a&b2026']),
  ).toBe('<main><p>le mot : [•••••]<br>merci</p></main>');
});

test('an address that held it leads nowhere', () => {
  const html =
    '<p><a href="https://x.example/?k=farine2026">https://x.example/?k=farine2026</a></p>';
  expect(redactLetterHtml(html, 'x', ['farine2026'])).toBe(
    '<p>https://x.example/?k=[•••••]</a></p>',
  );
});

test('where its markup cuts the passage, the text stands in its place', () => {
  expect(redactLetterHtml('<p>far<i>ine</i>2026</p>', 'le mot <farine2026>', ['farine2026'])).toBe(
    '<pre style="white-space:pre-wrap">le mot &lt;[•••••]&gt;</pre>',
  );
});
