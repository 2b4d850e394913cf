import { knownDoubts } from '../../domain/mail/sender-doubts.ts';
import { shownAddress, shownName } from '../../domain/mail/shown-sender.ts';
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
    participants: participants.map(({ id, name, email, colleague }) => ({
      id: String(id),
      name: shownName(name, email),
      email: shownAddress(email),
      colleague,
    })),
    outsiders: outsiders
      .filter(({ email }) => !isNobody(email))
      .map(({ name, email }) => ({
        name: shownName(name, email),
        email,
        shown: shownAddress(email),
      })),
    form,
  };
}

export function joinOffers({ offers }: TakingPart, { number }: Ticket): JoinOfferView[] {
  return offers.map((offer) => ({
    ...offer,
    author: {
      name: shownName(offer.author.name, offer.author.email),
      email: shownAddress(offer.author.email),
    },
    doubts: knownDoubts(offer.doubts),
    here: offer.apart === number ? 'apart' : 'answered',
  }));
}
