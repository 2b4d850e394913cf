import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { saveComplaintBodies } from '../store/settings.ts';
import type { Command } from './command.ts';
import { mayOrSeeds } from './save-calendar.ts';

/** Settles who answers complaints, the mediator and the court (12.1.4, 11.1, L616-1). */
export const settleComplaintBodies: Command<ComplaintBodies, null> = async (
  { actor, tx, now },
  bodies,
) => {
  if (!mayOrSeeds(actor, 'edit_provider')) return refuse('forbidden');
  const required: [string, string][] = [
    ['customer_service_name', bodies.customerService.name],
    ['customer_service_address', bodies.customerService.postalAddress],
    ['consumer_service_name', bodies.consumerService.name],
    ['consumer_service_address', bodies.consumerService.postalAddress],
    ['mediator_name', bodies.mediator.name],
    ['mediator_address', bodies.mediator.postalAddress],
    ['mediator_website', bodies.mediator.website],
    ['mediator_form', bodies.mediator.formUrl],
    ['court', bodies.court],
  ];
  for (const [field, text] of required) {
    const read = readField(field, text, { max: 500 });
    if (!read.ok) return read;
  }
  const { website, formUrl } = bodies.mediator;
  if (!isWebAddress(website)) return refuse('not_a_web_address', { field: 'mediator_website' });
  if (!isWebAddress(formUrl)) return refuse('not_a_web_address', { field: 'mediator_form' });
  await saveComplaintBodies(tx, bodies, now);
  return accept(null);
};

/** They become links, in pages and in mails. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]+\.[^\s/]+/.test(text) && URL.canParse(text);
}
