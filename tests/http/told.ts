/** What an incident's form sends of the tariff that it showed, once it is accepted. */
export const TOLD_NET = { tariff: '1-net', tariff_accepted: 'yes' } as const;
export const TOLD_GROSS = { tariff: '1-gross', tariff_accepted: 'yes' } as const;

/** The same, read off the form itself. */
export function acceptedOn({ body }: { body: string }): Record<string, string> {
  const [, tariff = ''] = /name="tariff" value="([^"]+)"/.exec(body) ?? [];
  return { tariff, tariff_accepted: 'yes' };
}
