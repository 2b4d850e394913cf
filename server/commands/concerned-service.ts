import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Db } from '../store/connect.ts';
import { findService } from '../store/services.ts';

/** A service that a ticket may be about: one of its customer's that has not ended, or none. */
export async function concernedService(
  db: Db,
  customerId: number,
  serviceId: number | null,
): Promise<Outcome<number | null>> {
  if (serviceId === null) return accept(null);
  const service = await findService(db, serviceId);
  if (!service || service.customerId !== customerId || service.endedAt !== null) {
    return refuse('invalid_choice', { field: 'service' });
  }
  return accept(service.id);
}
