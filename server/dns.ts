import { Resolver } from 'node:dns/promises';

/**
 * The texts that stand at a name, the strings of each put together; none where there is no such name
 * or nothing of that kind. Null where nobody answered, which says nothing.
 */
export type ResolveTexts = (name: string) => Promise<string[] | null>;

/** Asked of the machine's own name servers; a page waits for the answer, and not for long. */
export function createTextResolver({ timeout = 2_000, tries = 2 } = {}): ResolveTexts {
  return async (name) => {
    // one of its own for each question: what it once found unreachable is asked again
    const resolver = new Resolver({ timeout, tries });
    try {
      return (await resolver.resolveTxt(name)).map((strings) => strings.join(''));
    } catch (error) {
      const { code } = error as { code?: string };
      return code === 'ENODATA' || code === 'ENOTFOUND' ? [] : null;
    }
  };
}
