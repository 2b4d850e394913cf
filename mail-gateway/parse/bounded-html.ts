import { Parser } from 'htmlparser2';

/** People's programs stay far below: a long newsletter has 300 kB and nests 60 deep. */
const LONGEST = 2 * 1024 * 1024;
const DEEPEST = 400;

/**
 * HTML that is safe to walk: cut at 2 MB, and reduced to its words where it nests so deep that
 * every parser behind takes quadratic time. `cut` says whether something was taken away; the raw
 * mail keeps it.
 */
export function boundedHtml(html: string): { html: string; cut: boolean } {
  const short = html.length > LONGEST ? html.slice(0, LONGEST) : html;
  if (isDeep(short)) return { html: short.replace(/<[^<>]{0,10000}>/g, ' '), cut: true };
  return { html: short, cut: short.length < html.length };
}

class TooDeep extends Error {}

function isDeep(html: string): boolean {
  if (html.length < DEEPEST * 3) return false;
  let depth = 0;
  const parser = new Parser({
    onopentagname() {
      depth += 1;
      if (depth > DEEPEST) throw new TooDeep();
    },
    onclosetag() {
      depth -= 1;
    },
  });
  try {
    parser.write(html);
    return false;
  } catch (error) {
    if (error instanceof TooDeep) return true;
    throw error;
  }
}
