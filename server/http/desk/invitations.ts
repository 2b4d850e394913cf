import { type Request, type Response, Router } from 'express';
import { addContact } from '../../commands/add-contact.ts';
import { inviteContact } from '../../commands/invite-contact.ts';
import { pageOfCustomers } from '../../store/customer-lists.ts';
import { QUALITIES } from '../../store/customers.ts';
import { listPendingInvitations } from '../../store/invitations.ts';
import { loadProvider } from '../../store/settings.ts';
import { listContacts } from '../../store/users.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { InvitationsPage } from '../../views/models/customers.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { showCustomer } from './customers.ts';
import { deskPage } from './desk-page.ts';

const CUSTOMERS_OFFERED = 200;
const PENDING_SHOWN = 50;

/** Inviting people to the portal, for a customer we know or a new one. */
export function invitationRoutes(deps: HttpDeps): Router {
  const router = Router();
  const staff = allowed('invite_contacts');
  router.get('/desk/invitations', staff, (request, response) =>
    showForm(deps, request, response, emptyForm({ quality: 'unknown' })),
  );

  router.post('/desk/invitations', staff, async (request, response) => {
    const values = typed(request, ['customer', 'organisation', 'quality', 'name', 'email']);
    const outcome = await invite(deps, request, values);
    const customerId = numberOf(values.customer);
    const fromCustomer = typed(request, ['from']).from === 'customer' && customerId !== null;
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, outcome);
      return fromCustomer
        ? showCustomer(deps, request, response, customerId, { invitation: form })
        : showForm(deps, request, response, form);
    }
    sayNext(request, 'flash.invited', { params: { email: values.email.trim() } });
    response.redirect(303, fromCustomer ? `/desk/customers/${customerId}` : '/desk/invitations');
  });
  return router;
}

type Typed = Record<'customer' | 'organisation' | 'quality' | 'name' | 'email', string>;

async function invite({ database, run }: HttpDeps, request: Request, values: Typed) {
  const user = signedInUser(request);
  const { name, email, organisation } = values;
  const provider = await loadProvider(database);
  if (values.customer === '') {
    return run(addContact, user, {
      name,
      email,
      organisation,
      quality: QUALITIES.find((quality) => quality === values.quality) ?? 'unknown',
      locale: 'fr',
      timeZone: provider.timeZone,
    });
  }
  const customerId = numberOf(values.customer) ?? 0;
  // a colleague most likely lives where the first contact does, and reads the same language
  const [first] = await listContacts(database, customerId);
  const { locale = 'fr', timeZone = provider.timeZone } = first ?? {};
  return run(inviteContact, user, { customerId, name, email, locale, timeZone });
}

async function showForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: InvitationsPage['form'],
) {
  const { database, clock } = deps;
  const [customers, pending] = await Promise.all([
    pageOfCustomers(database, { search: '', limit: CUSTOMERS_OFFERED, after: null }),
    listPendingInvitations(database, clock(), { limit: PENDING_SHOWN }),
  ]);
  await deskPage(deps, request, response, { section: 'invitations' }, 'invitations/index', {
    form,
    customers: customers.map(({ id, name }) => ({ value: String(id), label: name })),
    pending: pending.map(({ userId, ...invited }) => ({ id: String(userId), ...invited })),
  });
}
