import { readFile } from 'node:fs/promises';
import { decodeText } from '../../../mail-gateway/parse/charset.ts';
import { splitHtmlReply } from '../../../mail-gateway/parse/split-html-reply.ts';
import { splitReply } from '../../domain/mail/split-reply.ts';

/** One line per bare body (text, or HTML with `--html`): what is shown, what is folded. */
export async function* explainBodies(args: readonly string[]): AsyncGenerator<object> {
  const html = args.includes('--html');
  for (const file of args.filter((arg) => arg !== '--html')) {
    try {
      yield { file, ...explainBody(await readFile(file), html) };
    } catch (error) {
      yield { file, error: (error as Error).message };
    }
  }
}

/** What `explain -- reply` says of one body, without the name of its file. */
export function explainBody(bytes: Uint8Array, html: boolean) {
  const body = decodeText(bytes, 'utf-8').text.replaceAll('\0', '');
  const { visible, quoted } = html ? splitHtmlReply(body) : splitReply(body);
  return { visible_reply: visible, quoted };
}
