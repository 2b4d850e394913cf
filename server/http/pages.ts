import type { Request, Response } from 'express';
import { groupedHours, type Provider } from '../domain/provider/provider.ts';
import { type Handling, type WorkingNow, workingNow } from '../domain/provider/working-now.ts';
import { findCustomer } from '../store/customers.ts';
import { loadHandling } from '../store/handling.ts';
import { loadProvider } from '../store/settings.ts';
import type { PlainLayout, PortalLayout, ProviderView } from '../views/models/layout.ts';
import type { Pages } from '../views/models/pages.ts';
import { readPreferences } from '../views/preferences.ts';
import { csrfToken } from './csrf.ts';
import type { HttpDeps } from './deps.ts';
import { takeFlash } from './flash.ts';
import { contactOf, localeOf } from './reader.ts';

/** What every layout is told of the provider: its facts, and what is handled now. */
export type ProviderFacts = {
  readonly provider: Provider;
  readonly handling: Handling;
  readonly working: WorkingNow;
};

export async function loadProviderFacts({ database, clock }: HttpDeps): Promise<ProviderFacts> {
  const now = clock();
  const [provider, handling] = await Promise.all([
    loadProvider(database),
    loadHandling(database, now),
  ]);
  return { provider, handling, working: workingNow(handling, now) };
}

/** What every layout shows, whoever reads. */
export function commonLayout(deps: HttpDeps, request: Request, facts: ProviderFacts) {
  return {
    preferences: readPreferences(request.headers.cookie),
    flash: takeFlash(request),
    provider: providerView(deps, facts),
    path: request.originalUrl,
    csrf: csrfToken(request),
  };
}

/** The telephone is answered when information requests are handled (4.1, I1). */
function providerView(
  deps: HttpDeps,
  { provider, handling, working }: ProviderFacts,
): ProviderView {
  const { version } = handling.information_request;
  return {
    name: provider.name,
    phone: provider.phone,
    email: deps.mailAddress,
    opening: working.information_request,
    hours: {
      days: groupedHours(version.weeklyHours),
      zone: version.timeZone,
      exceptHolidays: version.holidays !== null,
    },
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
  const facts = await loadProviderFacts(deps);
  const layout: PlainLayout = { name: 'plain', ...commonLayout(deps, request, facts) };
  response.send(deps.views.page(name, model, { locale: localeOf(request), layout }));
}

/** Answers with a page of the portal, for a customer's contact. */
export async function portalPage<Name extends keyof Pages>(
  deps: HttpDeps,
  request: Request,
  response: Response,
  section: PortalLayout['section'],
  name: Name,
  model: Pages[Name] | ((working: WorkingNow) => Pages[Name]),
): Promise<void> {
  const contact = contactOf(request);
  const [facts, customer] = await Promise.all([
    loadProviderFacts(deps),
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
    ...commonLayout(deps, request, facts),
  };
  const shown = typeof model === 'function' ? model(facts.working) : model;
  response.send(deps.views.page(name, shown, { locale: localeOf(request), layout }));
}
