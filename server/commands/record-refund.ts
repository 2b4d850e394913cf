import { dayIn } from '../domain/billing/claim-cap.ts';
import { isDay } from '../domain/contract-request/refund.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { refundMadeLetter } from '../letters/contract-request.ts';
import { updateContractRequest } from '../store/contract-requests.ts';
import { loadProvider } from '../store/settings.ts';
import type { Command } from './command.ts';
import { statusMove } from './decide-request.ts';
import { holdRequest } from './held-request.ts';
import { continueHistory } from './history.ts';
import { postRequestLetter, requestPost } from './request-post.ts';

/** Staff write down that the refund was made, which ends the request (L221-24, 12.1.1). */
export const recordRefund: Command<{ number: string; on: string }, null> = async (
  context,
  { number, on },
) => {
  const { tx, now } = context;
  const held = await holdRequest(context, number);
  if (!held.ok) return held;
  const { ticket, request } = held.value;
  if (request.state === 'refunded' || request.state === 'refused') {
    return refuse('already_decided');
  }
  const { computation } = request;
  if (request.state !== 'accepted' || computation === null) return refuse('request_undecided');
  if (on === '') return refuse('required', { field: 'on' });
  if (!isDay(on)) return refuse('unreadable_time', { field: 'on' });
  const { timeZone } = await loadProvider(tx);
  if (on > dayIn(timeZone, now) || on < request.receivedOn) {
    return refuse('invalid_choice', { field: 'on' });
  }
  const post = await requestPost(context, ticket, request.kind);
  await updateContractRequest(tx, { ...request, state: 'refunded', refundedOn: on });
  const cents = computation.refundCents;
  await continueHistory(context, ticket, [
    { type: 'refund_made', data: { cents, on, outbound_email: post.letterId } },
    ...statusMove(ticket, 'resolved'),
  ]);
  const letter = refundMadeLetter(post.to, { ...post.facts, cents, on });
  await postRequestLetter(context, ticket, post, letter);
  return accept(null);
};
