import sanitize from 'sanitize-html';
import { boundedHtml } from './parse/bounded-html.ts';

/** A mail's HTML made fit for a page, and how many remote images wait to be asked for. */
export interface SanitizedHtml {
  readonly html: string;
  readonly remoteImages: number;
}

const TAGS = [
  ...sanitize.defaults.allowedTags,
  'big',
  'center',
  'del',
  'font',
  'img',
  'ins',
  'strike',
  'style',
  'tt',
].filter((tag) => tag !== 'style');

const LAYOUT = [
  'align',
  'bgcolor',
  'class',
  'dir',
  'height',
  'lang',
  'style',
  'title',
  'valign',
  'width',
];

/** Removes all that runs, loads or leads astray from a mail's HTML. Inline images stay `cid:`. */
export function sanitizeMailHtml(html: string): SanitizedHtml {
  let remoteImages = 0;
  const clean = sanitize(boundedHtml(html).html, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': LAYOUT,
      a: ['href', 'name', 'rel', 'target'],
      img: ['src', 'alt', 'data-remote-src'],
      font: ['color', 'face', 'size'],
      table: ['border', 'cellpadding', 'cellspacing'],
      td: ['colspan', 'rowspan', 'nowrap'],
      th: ['colspan', 'rowspan', 'nowrap'],
      ol: ['start', 'type'],
    },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['cid', 'data', 'http', 'https'] },
    allowProtocolRelative: false,
    parseStyleAttributes: false,
    transformTags: {
      '*': (tagName, attribs) => ({ tagName, attribs: withoutExternalStyle(attribs) }),
      a: (tagName, attribs) => ({
        tagName,
        attribs: {
          ...withoutExternalStyle(attribs),
          rel: 'noopener noreferrer nofollow',
          target: '_blank',
        },
      }),
      img: (tagName, attribs) => {
        const { src = '', ...rest } = withoutExternalStyle(attribs);
        const url = src.trim();
        if (/^cid:/i.test(url) || /^data:image\/(?:png|jpe?g|gif|webp);/i.test(url)) {
          return { tagName, attribs: { ...rest, src: url } };
        }
        if (!/^(?:https?:)?\/\//i.test(url)) return { tagName, attribs: rest };
        remoteImages += 1;
        return {
          tagName,
          attribs: { ...rest, 'data-remote-src': url.startsWith('//') ? `https:${url}` : url },
        };
      },
    },
  });
  return { html: clean, remoteImages };
}

function withoutExternalStyle(attribs: Record<string, string>): Record<string, string> {
  const { style, ...rest } = attribs;
  if (style === undefined) return rest;
  const safe = style
    .split(';')
    .filter(
      (rule) =>
        !/(?:url|image|image-set|src|cross-fade)\s*\(|expression|@import|javascript|behaviou?r\s*:|-moz-binding|position\s*:|\\/i.test(
          rule,
        ),
    )
    .join(';');
  return safe.trim() === '' ? rest : { ...rest, style: safe };
}
