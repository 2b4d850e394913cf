import type { Ticket } from '../../domain/ticket/ticket.ts';
import { isNobody } from '../../domain/user/nobody.ts';
import type { TakingPart } from '../../store/taking-part.ts';
import type { User } from '../../store/users.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { JoinOfferView, ParticipantsPanel } from '../../views/models/participants.ts';

/** Who is written to about a ticket, and who might be. */
export function participantsPanel(
  { participants, outsiders }: TakingPart,
  {
    ticket,
    requester,
    form = emptyForm(),
  }: { ticket: Ticket; requester: User; form?: ParticipantsPanel['form'] | undefined },
): ParticipantsPanel {
  return {
    number: ticket.number,
    requester: {
      name: requester.name,
      email: isNobody(requester.email) ? null : requester.email,
    },
    participants: participants.map(({ id, ...participant }) => ({
      ...participant,
      id: String(id),
    })),
    outsiders: outsiders.filter(({ email }) => !isNobody(email)),
    form,
  };
}

export function joinOffers({ offers }: TakingPart, { number }: Ticket): JoinOfferView[] {
  return offers.map((offer) => ({
    ...offer,
    here: offer.apart === number ? 'apart' : 'answered',
  }));
}
