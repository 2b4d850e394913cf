import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { UserActor } from '../../domain/user/actor.ts';
import { may } from '../../domain/user/permission.ts';
import { chargePanel } from '../../presenters/charge-view.ts';
import { listChargesOf } from '../../store/charges.ts';
import { listVerdicts } from '../../store/verdicts.ts';
import type { ChargePanel } from '../../views/models/charges.ts';
import type { HttpDeps } from '../deps.ts';

/** What a ticket's diagnosis costs, explained. */
export async function loadChargePanel(
  { database }: HttpDeps,
  user: UserActor,
  { id, tariffVersionId }: Pick<Ticket, 'id' | 'tariffVersionId'>,
): Promise<ChargePanel> {
  const [verdicts, charges] = await Promise.all([
    listVerdicts(database, id),
    listChargesOf(database, id),
  ]);
  return chargePanel(verdicts.at(-1) ?? null, charges, {
    tariffVersionId,
    mayDecide: may(user, 'decide_charges'),
  });
}
