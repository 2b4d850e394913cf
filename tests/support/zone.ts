import { dnsError, type Resolver } from '../../mail-gateway/authenticate/resolver.ts';

/** What a line of a zone holds: texts, or the code of the failure that asking for it ends in. */
export type Zone = Record<string, readonly string[] | { fails: string } | 'never'>;

/**
 * A resolver that knows a zone alone: its keys are `TYPE name`. What it doesn't hold is not found,
 * and `never` is never answered.
 */
export function zoneResolver(zone: Zone): { resolver: Resolver; asked: string[] } {
  const asked: string[] = [];
  const resolver: Resolver = async (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    asked.push(key);
    const found = zone[key];
    if (found === undefined) throw dnsError('ENOTFOUND');
    if (found === 'never') return await new Promise(() => {});
    if ('fails' in found) throw dnsError(found.fails);
    return type === 'TXT' ? found.map((text) => [text]) : [...found];
  };
  return { resolver, asked };
}
