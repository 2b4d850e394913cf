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
    ['consumer_service_name', bodies.consumerService.name],
    ['mediator_name', bodies.mediator.name],
    ['mediator_address', bodies.mediator.postalAddress],
    ['mediator_website', bodies.mediator.website],
    ['court', bodies.court],
  ];
  for (const [field, text] of required) {
    const read = readField(field, text, { max: 500 });
    if (!read.ok) return read;
  }
  await saveComplaintBodies(tx, bodies, now);
  return accept(null);
};
