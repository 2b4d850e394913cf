import type { ConductFlag } from '../store/conduct-flags.ts';
import type { CustomerBlock } from '../store/customer-blocks.ts';
import type { BlockView, FlagView } from '../views/models/conduct.ts';

/** A block as staff see it. */
export function blockView(block: CustomerBlock): BlockView {
  const { reason, blockedAt, blockedBy, liftedAt, liftedBy } = block;
  return { reason, blockedAt, blockedBy, liftedAt, liftedBy };
}

/** A flag as staff see it, with the addresses of its evidence. */
export function flagView({ id, ticket, messageIds, ...flag }: ConductFlag): FlagView {
  const { number, subject } = ticket;
  return {
    ...flag,
    id: String(id),
    ticket: { number, subject },
    messageIds: messageIds.map(String),
  };
}
