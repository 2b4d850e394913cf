/** An address as an operator may read it: without its password. */
export function withoutPassword(url: string): string {
  const readable = new URL(url);
  readable.password = '';
  for (const name of [...readable.searchParams.keys()]) {
    if (/pass|secret|token/i.test(name)) readable.searchParams.delete(name);
  }
  return readable.href;
}
