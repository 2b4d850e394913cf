export const OAUTH_PROVIDERS = ['microsoft', 'google', 'custom'] as const;
export type OAuthProvider = (typeof OAUTH_PROVIDERS)[number];

/** How a token is got: a person consents in a browser, or the application asks by itself. */
export const OAUTH_GRANTS = ['authorization_code', 'client_credentials'] as const;
export type OAuthGrant = (typeof OAUTH_GRANTS)[number];

/** What is not secret of how an account gets its tokens (RFC 6749). */
export type OAuthSettings = {
  readonly provider: OAuthProvider;
  readonly grant: OAuthGrant;
  readonly clientId: string;
  /** Microsoft's: a directory's id or domain; null for another provider. */
  readonly tenant: string | null;
  /** Of a provider of one's own; null where the provider's are known. */
  readonly authorizeUrl: string | null;
  readonly tokenUrl: string | null;
  readonly scopes: readonly string[] | null;
};

/** Where an account's tokens are asked for, and what is asked. */
export type OAuthEndpoints = {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly scopes: readonly string[];
  /** What the consent page wants besides what every one does. */
  readonly consent: Readonly<Record<string, string>>;
};

const OUTLOOK = 'https://outlook.office.com';

/** The endpoints and scopes of each provider; null where a provider of one's own names none. */
export function endpointsOf(oauth: OAuthSettings): OAuthEndpoints | null {
  switch (oauth.provider) {
    case 'microsoft': {
      const base = `https://login.microsoftonline.com/${oauth.tenant ?? 'organizations'}/oauth2/v2.0`;
      return {
        authorizeUrl: `${base}/authorize`,
        tokenUrl: `${base}/token`,
        scopes:
          oauth.grant === 'client_credentials'
            ? ['https://outlook.office365.com/.default']
            : [`${OUTLOOK}/IMAP.AccessAsUser.All`, `${OUTLOOK}/SMTP.Send`, 'offline_access'],
        consent: { prompt: 'select_account' },
      };
    }
    case 'google':
      return {
        authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
        tokenUrl: 'https://oauth2.googleapis.com/token',
        scopes: ['https://mail.google.com/'],
        // without both, it gives a refresh token the first time only
        consent: { access_type: 'offline', prompt: 'consent' },
      };
    case 'custom': {
      const { authorizeUrl, tokenUrl, scopes, grant } = oauth;
      if (tokenUrl === null || (authorizeUrl === null && grant === 'authorization_code')) {
        return null;
      }
      return { authorizeUrl: authorizeUrl ?? '', tokenUrl, scopes: scopes ?? [], consent: {} };
    }
  }
}
