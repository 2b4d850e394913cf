import { type Request, type Response, Router } from 'express';
import { correctContact } from '../../commands/correct-contact.ts';
import { shownAddress } from '../../domain/mail/shown-sender.ts';
import { isNobody } from '../../domain/user/nobody.ts';
import { findCustomer } from '../../store/customers.ts';
import { findUser } from '../../store/users.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { ContactPage } from '../../views/models/customers.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { deskPage } from './desk-page.ts';

const PAGE = '/desk/customers/:id/contacts/:contact';

/** What a contact is called and where its mail goes, to be corrected. */
export function contactRoutes(deps: HttpDeps): Router {
  const router = Router();
  const staff = allowed('invite_contacts');
  router.get(PAGE, staff, (request, response) => show(deps, request, response));

  router.post(PAGE, staff, async (request, response) => {
    const values = typed(request, ['name', 'email']);
    const { customerId, userId } = idsIn(request);
    const outcome = await deps.run(correctContact, signedInUser(request), {
      customerId,
      userId,
      ...values,
    });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      return show(deps, request, response, formBack(response, values, outcome));
    }
    if (outcome.value.readdressed) {
      deps.live.endUser(userId);
      const address = shownAddress(values.email.trim().toLowerCase());
      sayNext(request, 'flash.contact_readdressed', { params: { address } });
    } else sayNext(request, 'flash.contact_renamed');
    response.redirect(303, `/desk/customers/${customerId}`);
  });
  return router;
}

function idsIn({ params }: Request): { customerId: number; userId: number } {
  return { customerId: numberOf(params.id) ?? 0, userId: numberOf(params.contact) ?? 0 };
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form?: ContactPage['form'],
): Promise<void> {
  const { customerId, userId } = idsIn(request);
  const [customer, contact] = await Promise.all([
    findCustomer(deps.database, customerId),
    findUser(deps.database, userId),
  ]);
  if (!customer || !contact || contact.customerId !== customer.id) throw new PageError(404);
  // who left no address wants none known, and a closed account is nobody's to change
  if (isNobody(contact.email) || contact.disabledAt) throw new PageError(404);
  await recordLook(deps, signedInUser(request), { what: 'customer', customerId, ticketId: null });
  const { name, email } = contact;
  await deskPage(deps, request, response, { section: 'customers' }, 'customers/contact', {
    customer: { id: String(customerId), name: customer.name },
    contact: { id: String(userId), name, hasAccess: contact.passwordHash !== null },
    form: form ?? emptyForm({ name, email }),
  });
}
