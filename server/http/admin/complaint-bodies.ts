import { Router } from 'express';
import { settleComplaintBodies } from '../../commands/settle-complaint-bodies.ts';
import type { ComplaintBodies } from '../../domain/complaint/bodies.ts';
import { loadComplaintBodies } from '../../store/settings.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { BodiesField } from '../../views/models/complaint-desk.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

const PATH = '/admin/complaint-bodies';
const SHOWN = { section: 'complaint-bodies' } as const;

/** Who answers complaints at each level, the mediator and the court (12.1.4, 11.1). */
export function complaintBodiesRoutes(deps: HttpDeps): Router {
  const router = Router();
  const administrators = allowed('edit_provider');
  router.get(PATH, administrators, async (request, response) => {
    const form = emptyForm(typedFrom(await loadComplaintBodies(deps.database)));
    await deskPage(deps, request, response, SHOWN, 'complaint_desk/bodies', { form });
  });

  router.post(PATH, administrators, async (request, response) => {
    const values = typed(request, [
      'customer_service_name',
      'customer_service_address',
      'consumer_service_name',
      'consumer_service_address',
      'mediator_name',
      'mediator_address',
      'mediator_website',
      'mediator_form',
      'court',
      'professionals',
    ]);
    const outcome = await deps.run(settleComplaintBodies, signedInUser(request), bodiesOf(values));
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, outcome);
      return deskPage(deps, request, response, SHOWN, 'complaint_desk/bodies', { form });
    }
    sayNext(request, 'complaint_desk.flash.bodies');
    response.redirect(303, PATH);
  });
  return router;
}

function bodiesOf(values: Record<BodiesField, string>): ComplaintBodies {
  return {
    customerService: {
      name: values.customer_service_name.trim(),
      postalAddress: values.customer_service_address.trim(),
    },
    consumerService: {
      name: values.consumer_service_name.trim(),
      postalAddress: values.consumer_service_address.trim(),
    },
    mediator: {
      name: values.mediator_name.trim(),
      postalAddress: values.mediator_address.trim(),
      website: values.mediator_website.trim(),
      formUrl: values.mediator_form.trim(),
    },
    court: values.court.trim(),
    professionals: values.professionals === 'yes',
  };
}

function typedFrom({
  customerService,
  consumerService,
  mediator,
  court,
  professionals,
}: ComplaintBodies): Record<BodiesField, string> {
  return {
    customer_service_name: customerService.name,
    customer_service_address: customerService.postalAddress,
    consumer_service_name: consumerService.name,
    consumer_service_address: consumerService.postalAddress,
    mediator_name: mediator.name,
    mediator_address: mediator.postalAddress,
    mediator_website: mediator.website,
    mediator_form: mediator.formUrl,
    court,
    professionals: professionals ? 'yes' : '',
  };
}
