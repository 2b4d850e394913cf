import type { RequestGround } from './event.ts';
import type { ContractRequest } from './request.ts';

/**
 * On what grounds a request may be refused: only those that the facts on record bear out. Silence
 * about the order leaves none of the order's (R1: the exceptions are asked, never presumed).
 */
export function groundsFor({
  kind,
  quality,
  identity,
  computation,
}: Pick<
  ContractRequest,
  'kind' | 'quality' | 'identity' | 'computation'
>): readonly RequestGround[] {
  const grounds: RequestGround[] = [];
  if (kind === 'withdrawal' && computation?.kind === 'withdrawal') {
    if (!computation.inTime) grounds.push('late');
    if (computation.performed) grounds.push('performed');
    if (computation.madeToMeasure) grounds.push('made_to_measure');
  }
  if (kind === 'cancellation' && computation?.kind === 'cancellation') {
    const { due, deliveredOn, receivedOn } = computation;
    if (!due) grounds.push('not_due');
    if (deliveredOn !== null && deliveredOn <= receivedOn) grounds.push('delivered');
  }
  if (quality === 'professional') grounds.push('professional');
  if (identity === null) grounds.push('not_identified');
  return grounds;
}
