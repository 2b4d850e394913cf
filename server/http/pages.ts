import type { Request, Response } from 'express';
import { openingAt } from '../domain/provider/opening.ts';
import type { Provider } from '../domain/provider/provider.ts';
import { findCustomer } from '../store/customers.ts';
import { loadProvider } from '../store/settings.ts';
import type { PlainLayout, PortalLayout } from '../views/models/layout.ts';
import type { Pages } from '../views/models/pages.ts';
import { readPreferences } from '../views/preferences.ts';
import { csrfToken } from './csrf.ts';
import type { HttpDeps } from './deps.ts';
import { takeFlash } from './flash.ts';
import { contactOf, localeOf } from './reader.ts';

/** What every layout shows, whoever reads. */
export function commonLayout(deps: HttpDeps, request: Request, provider: Provider) {
  return {
    preferences: readPreferences(request.headers.cookie),
    flash: takeFlash(request),
    provider: {
      name: provider.name,
      phone: provider.phone,
      email: deps.mailAddress,
      opening: openingAt(provider.businessHours, provider.timeZone, deps.clock()),
    },
    path: request.originalUrl,
    csrf: csrfToken(request),
  };
}

/** Answers with a page of its own: signing in, registering, a refusal. */
export async function plainPage<Name extends keyof Pages>(
  deps: HttpDeps,
  request: Request,
  response: Response,
  name: Name,
  model: Pages[Name],
): Promise<void> {
  const provider = await loadProvider(deps.database);
  const layout: PlainLayout = { name: 'plain', ...commonLayout(deps, request, provider) };
  response.send(deps.views.page(name, model, { locale: localeOf(request), layout }));
}

/** Answers with a page of the portal, for a customer's contact. */
export async function portalPage<Name extends keyof Pages>(
  deps: HttpDeps,
  request: Request,
  response: Response,
  section: PortalLayout['section'],
  name: Name,
  model: Pages[Name] | ((provider: Provider) => Pages[Name]),
): Promise<void> {
  const contact = contactOf(request);
  const [provider, customer] = await Promise.all([
    loadProvider(deps.database),
    findCustomer(deps.database, contact.customerId),
  ]);
  const layout: PortalLayout = {
    name: 'portal',
    section,
    user: {
      id: String(contact.id),
      name: contact.name,
      role: customer?.name ?? '',
      zone: contact.timeZone,
    },
    ...commonLayout(deps, request, provider),
  };
  const shown = typeof model === 'function' ? model(provider) : model;
  response.send(deps.views.page(name, shown, { locale: localeOf(request), layout }));
}
