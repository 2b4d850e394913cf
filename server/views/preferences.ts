import { isLocale, type Locale } from './locale.ts';
import type { Preferences } from './models/layout.ts';

/** Names of the cookies that carry the reader's choices; none of them is a secret. */
export const PREFERENCE_COOKIES = ['theme', 'density', 'shortcuts', 'locale'] as const;

/** The reader's choices from the Cookie header; what is unknown or odd is the default. */
export function readPreferences(
  cookies: string | undefined,
): Preferences & { locale: Locale | null } {
  const found = new Map(
    (cookies ?? '').split(';').map((pair) => {
      const [name = '', value = ''] = pair.trim().split('=');
      return [name, value] as const;
    }),
  );
  const theme = found.get('theme');
  const locale = found.get('locale');
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
    density: found.get('density') === 'compact' ? 'compact' : 'comfortable',
    shortcuts: found.get('shortcuts') !== 'off',
    locale: isLocale(locale) ? locale : null,
  };
}
