import { expect, test } from '@jest/globals';
import { splitHtmlReply } from '../../mail-gateway/parse/split-html-reply.ts';
import { HTML_CLIENTS } from './html-clients.ts';

test.each(HTML_CLIENTS)('%s: the answer is shown, the rest folded', (_, html) => {
  const { visible, quoted } = splitHtmlReply(html);
  expect(visible.replace(/\s+/g, ' ')).toBe('Bonjour, Merci, cela fonctionne.');
  expect(quoted).toContain('Nous avons relancé le serveur.');
});
