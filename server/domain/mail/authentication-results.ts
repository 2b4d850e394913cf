/** What a server says it found out of a mail (RFC 8601), one method each. */
export type MethodResult = {
  /** `dmarc`, `spf`, `dkim` … in lower case. */
  readonly method: string;
  /** `pass`, `fail`, `temperror` … in lower case. */
  readonly result: string;
  /** Such as `header.from`, their names in lower case. */
  readonly properties: ReadonlyMap<string, string>;
};

export type AuthenticationResults = {
  /** The name that the server gives itself, in lower case. */
  readonly server: string;
  readonly results: readonly MethodResult[];
};

/** A longer one is nobody's honest work. */
const LONGEST = 20_000;

/** Reads an Authentication-Results field; null where it is none. */
export function readAuthenticationResults(value: string): AuthenticationResults | null {
  const [head = '', ...rest] = pieces(value.slice(0, LONGEST));
  const server = /^\s*("[^"]*"|[^\s;=]+)(?:\s+\d+)?\s*$/.exec(head)?.[1];
  if (!server) return null;
  return {
    server: unquoted(server).toLowerCase(),
    results: rest.flatMap((piece) => readResult(piece) ?? []),
  };
}

function readResult(piece: string): MethodResult | null {
  const words = [...piece.matchAll(/([^\s="]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s"]+)/g)].map(
    ([, name = '', value = '']) => [name.toLowerCase(), unquoted(value)] as const,
  );
  const [first, ...others] = words;
  if (!first) return null;
  const properties = new Map<string, string>();
  for (const [name, value] of others) if (!properties.has(name)) properties.set(name, value);
  return {
    method: first[0].replace(/\/.*$/, ''),
    result: first[1].toLowerCase(),
    properties,
  };
}

/** Cut at semicolons, comments left out; neither counts within quotes. */
function pieces(value: string): string[] {
  const found: string[] = [''];
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < value.length; i += 1) {
    const char = value[i] as string;
    const escaped = char === '\\' && (quoted || depth > 0);
    if (escaped) i += 1;
    else if (char === '"' && depth === 0) quoted = !quoted;
    else if (char === '(' && !quoted) depth += 1;
    else if (char === ')' && !quoted && depth > 0) {
      depth -= 1;
      continue;
    } else if (char === ';' && !quoted && depth === 0) {
      found.push('');
      continue;
    }
    if (depth === 0) found[found.length - 1] += escaped ? char + (value[i] ?? '') : char;
  }
  return found;
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;
}
