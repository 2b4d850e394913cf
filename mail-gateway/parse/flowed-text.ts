/**
 * Joins the soft line breaks of `format=flowed` text (RFC 3676). Lines of one quote depth join;
 * a signature separator never does; `delSp` removes the blank that marked the break.
 */
export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let open: { depth: number; text: string } | null = null;
  for (const line of text.split('\n')) {
    let depth = 0;
    while (line[depth] === '>') depth += 1;
    let content = line.slice(depth);
    if (content.startsWith(' ')) content = content.slice(1);
    const signature = content === '-- ';
    const flows = content.endsWith(' ') && !signature;
    const body = flows && delSp ? content.slice(0, -1) : content;
    if (open && open.depth === depth && !signature) open.text += body;
    else {
      if (open) out.push(quoted(open.depth, open.text));
      open = { depth, text: body };
    }
    if (!flows) {
      out.push(quoted(open.depth, open.text));
      open = null;
    }
  }
  if (open) out.push(quoted(open.depth, open.text));
  return out.join('\n');
}

function quoted(depth: number, text: string): string {
  return depth === 0 ? text : `${'>'.repeat(depth)} ${text}`;
}
