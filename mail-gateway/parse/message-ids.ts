/** Longer ones are cut before they are looked at: looking for their end takes quadratic time. */
const LONGEST = 2_000;

/**
 * The Message-IDs of a header, without brackets, in order, each once. Malformed ones (`a@@b`, no
 * brackets) are kept as written since they must match what the other side sends back; an empty one
 * is no id at all.
 */
export function readMessageIds(raw: string): string[] {
  const ids = new Set<string>();
  const rest = raw.replace(/<([^<>]*)>/g, (_, inner: string) => {
    const id = tidy(inner);
    if (id !== '') ids.add(id);
    return ' ';
  });
  if (ids.size === 0) {
    for (const word of rest.split(/[\s,;]+/)) {
      const id = tidy(word.slice(0, LONGEST).replace(/^[<"']+|[>"']+$/g, ''));
      if (id.includes('@')) ids.add(id);
    }
  }
  return [...ids];
}

/** The one id of a Message-ID or Content-ID header, or null. */
export function readMessageId(raw: string | undefined): string | null {
  if (raw === undefined) return null;
  const bracketed = /<([^<>]*)>/.exec(raw);
  const id = tidy(
    bracketed
      ? bracketed[1]!
      : raw
          .trim()
          .slice(0, LONGEST)
          .replace(/^[\s<]+|[\s>]+$/g, ''),
  );
  return id === '' ? null : id;
}

function tidy(text: string): string {
  return text.replace(/[\p{Cc} ]+/gu, '').slice(0, 995);
}
