import { Parser } from 'htmlparser2';

/** Stands for `<hr>`, and is what mail programs type above a quoted mail in plain text. */
export const RULE_LINE = '________________________________';
const SEPARATOR = '-----Original Message-----';

const BLOCKS = new Set(
  'address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header html li main ol p pre section table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ul', 'ol', 'table', 'pre']);
const UNSEEN = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'object']);
const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

/** Containers in which mail programs carry the mail they answer. */
const QUOTE_CLASS =
  /(?:^|\s)(?:gmail_quote|gmail_quote_container|yahoo_quoted|protonmail_quote|tutanota_quote|moz-forward-container|zmail_extra|mailru-blockquote|quoted-message)(?:\s|$)/;
const QUOTE_ID = /^(?:olk_src_body_section|replysplit|mailcontent_quote)$/i;
/** Elements after which another mail begins, to the end. */
const MAIL_BEGINS_ID =
  /^(?:(?:x_)*(?:divrplyfwdmsg|appendonsend|stopspelling|mail-editor-reference-message-container)|ms-outlook-mobile-signature-end)$/i;

/** Containers of signatures. What stands in them reads as below the line that all programs know. */
const SIGNATURE_CLASS =
  /(?:^|\s)(?:gmail_signature|moz-signature|protonmail_signature_block)(?:\s|$)/;
const SIGNATURE_ID = /^(?:signature|ms-outlook-mobile-signature|composer_signature)$/i;
const SIGNATURE_LINE = '-- ';

type Attributes = Partial<Record<string, string>>;

interface Open {
  readonly name: string;
  readonly quote: boolean;
  readonly unseen: boolean;
  readonly link: string | null;
}

/**
 * The words of an HTML mail line by line, as if typed: quotations with `> `, the address of a link
 * after its words where `links` asks for it. Own code rather than html-to-text, because folding
 * needs to know which containers mail programs quote in; it is also four times as fast.
 * Takes bounded HTML.
 */
export function htmlLines(html: string, links: boolean): string {
  const writer = new LineWriter();
  const open: Open[] = [];
  let quotes = 0;
  let unseen = 0;
  let pre = 0;
  const parser = new Parser(
    {
      onopentag(name, attribs) {
        if (name === 'br') writer.breakLine();
        if (name === 'hr') {
          writer.line(MAIL_BEGINS_ID.test(attribs.id ?? '') ? SEPARATOR : RULE_LINE);
        }
        if (VOID.has(name)) return;
        if (BLOCKS.has(name))
          writer.startBlock(PARAGRAPHS.has(name) && !/margin/.test(attribs.style ?? ''));
        if (MAIL_BEGINS_ID.test(attribs.id ?? '') && quotes === 0) writer.line(SEPARATOR);
        if (quotes === 0 && isSignature(attribs)) writer.line(SIGNATURE_LINE);
        const entry = {
          name,
          quote: isQuote(name, attribs),
          unseen: UNSEEN.has(name) || /display\s*:\s*none/i.test(attribs.style ?? ''),
          link: links && name === 'a' ? webAddress(attribs.href) : null,
        };
        open.push(entry);
        if (entry.quote) quotes += 1;
        if (entry.unseen) unseen += 1;
        if (name === 'pre') pre += 1;
        writer.depth = quotes;
        if (name === 'li') writer.text('- ');
      },
      ontext(text) {
        if (unseen === 0) writer.text(text, pre > 0);
      },
      onclosetag(name) {
        if (VOID.has(name)) return;
        const entry = open.pop();
        if (entry?.link && unseen === 0) writer.link(entry.link);
        if (BLOCKS.has(name)) writer.startBlock(PARAGRAPHS.has(name));
        if (entry?.quote) quotes -= 1;
        if (entry?.unseen) unseen -= 1;
        if (name === 'pre') pre -= 1;
        writer.depth = quotes;
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.write(html);
  parser.end();
  return writer.end();
}

function webAddress(href: string | undefined): string | null {
  const address = href?.trim() ?? '';
  return /^https?:\/\/\S{1,2000}$/i.test(address) ? address : null;
}

function isQuote(name: string, attribs: Record<string, string>): boolean {
  if (name === 'blockquote') return !isIndented(attribs);
  return QUOTE_CLASS.test(attribs.class ?? '') || QUOTE_ID.test(attribs.id ?? '');
}

/** Editors indent with quotations too: these have no border and no origin. */
function isIndented({ type, cite, class: names = '', style = '' }: Attributes): boolean {
  const marked = type === 'cite' || cite !== undefined || /quote|cite/i.test(names);
  return !marked && /border(?:-style|-width)?\s*:\s*(?:none|0)\b/i.test(style);
}

function isSignature({ class: names = '', id = '', name, 'data-marker': marker }: Attributes) {
  return (
    SIGNATURE_CLASS.test(names) ||
    SIGNATURE_ID.test(id) ||
    name === 'messageSignatureSection' ||
    marker?.startsWith('__SIG_') === true
  );
}

class LineWriter {
  depth = 0;
  #lines: string[] = [];
  #current = '';
  #currentDepth = 0;

  text(text: string, kept = false): void {
    if (kept) {
      for (const [index, line] of text.split('\n').entries()) {
        if (index > 0) this.breakLine();
        this.#append(line);
      }
      return;
    }
    const words = text.replace(/[ \t\r\n\f]+/g, ' ');
    this.#append(this.#current === '' ? words.trimStart() : words);
  }

  /** The address of a link, unless its words are the address. */
  link(address: string): void {
    const bare = (text: string) => text.replace(/^https?:\/\/(?:www\.)?|\/$/gi, '').toLowerCase();
    const words = this.#current.trimEnd();
    if (words !== '' && !bare(words).endsWith(bare(address))) this.#append(` <${address}>`);
  }

  /** Ends the line at hand and opens the next, even an empty one. */
  breakLine(): void {
    this.#push();
  }

  /** Ends the line at hand if something stands on it; a paragraph leaves a blank one. */
  startBlock(paragraph: boolean): void {
    if (this.#current.trim() !== '') this.#push();
    else this.#current = '';
    if (paragraph && this.#lines.length > 0 && this.#lines.at(-1)!.replace(/[> ]/g, '') !== '') {
      this.#lines.push(prefixed(this.depth, ''));
    }
  }

  line(text: string): void {
    this.startBlock(false);
    this.#append(text);
    this.#push();
  }

  end(): string {
    this.startBlock(false);
    return this.#lines.join('\n').replace(/\n{3,}/g, '\n\n');
  }

  #append(text: string): void {
    if (this.#current === '') this.#currentDepth = this.depth;
    this.#current += text;
  }

  #push(): void {
    this.#lines.push(
      prefixed(this.#current === '' ? this.depth : this.#currentDepth, this.#current.trimEnd()),
    );
    this.#current = '';
  }
}

function prefixed(depth: number, text: string): string {
  return depth === 0 ? text : `${'>'.repeat(Math.min(depth, 20))} ${text}`.trimEnd();
}
