/** What a person's browser keeps and does, over plain requests: cookies, and the token of the page. */
export type Browser = {
  get(path: string, headers?: Record<string, string>): Promise<Page>;
  /** Sends a form with the token of the last page seen. */
  post(path: string, fields: Fields, options?: PostOptions): Promise<Page>;
  /** Signs in, and throws where that is refused. */
  signIn(email: string, password?: string): Promise<void>;
  /** Any other request, with this browser's cookies. */
  send(path: string, init: RequestInit): Promise<Page>;
  cookies: Map<string, string>;
};

export type Fields = Record<string, string> | FormData;
export type PostOptions = {
  method?: 'POST' | 'PUT';
  token?: string | null;
  headers?: Record<string, string>;
};

export type Page = {
  status: number;
  headers: Headers;
  body: string;
  location: string | null;
};

const TOKEN = /name="csrf-token" content="([^"]+)"/;

/** A browser of its own for each person: what one does leaves no trace in another. */
export function browser(origin: string, language = 'fr'): Browser {
  const cookies = new Map<string, string>();
  let token = '';

  const send = async (path: string, init: RequestInit): Promise<Page> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(new URL(path, origin), {
      redirect: 'manual',
      ...init,
      headers: {
        'accept-language': language,
        accept: 'text/html',
        cookie,
        ...(init.headers as Record<string, string>),
      },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    }
    const body = await response.text();
    token = TOKEN.exec(body)?.[1] ?? token;
    const { status, headers } = response;
    return { status, headers, body, location: headers.get('location') };
  };

  const self: Browser = {
    cookies,
    send,
    get: (path, headers = {}) => send(path, { headers }),
    post(path, fields, { token: given = token, headers = {}, method = 'POST' } = {}) {
      const body = withToken(fields, given);
      return send(path, { method, body, headers });
    },
    async signIn(email, password = 'guichet-demo') {
      await self.get('/sign-in');
      const { status } = await self.post('/sign-in', { email, password });
      if (status !== 303) throw new Error(`${email} was not signed in: ${status}`);
      // a page that everybody is shown: it holds the new session's token
      await self.get('/password/forgotten');
    },
  };
  return self;
}

/** The token stands before the rest, as in the pages' own forms. */
function withToken(fields: Fields, token: string | null): FormData | URLSearchParams {
  const form = fields instanceof FormData ? new FormData() : new URLSearchParams();
  if (token !== null) form.append('_csrf', token);
  if (fields instanceof FormData && form instanceof FormData) {
    for (const [name, value] of fields) form.append(name, value as string);
  } else {
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
  }
  return form;
}
