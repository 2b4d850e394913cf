import { done } from '../../seeds/done.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import { escalateComplaint } from '../../server/commands/escalate-complaint.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import type { AnswerOutcome } from '../../server/domain/complaint/event.ts';
import type { World } from '../support/world.ts';

type Customer = 'jean' | 'marie' | 'tiare';

/** A complaint of a double debit, lodged on the portal at an instant. @returns its number */
export async function lodgedAt(world: World, at: string, who: Customer = 'marie'): Promise<string> {
  world.clock.now = new Date(at);
  const said = {
    subject: 'Facturée deux fois',
    body: 'La facture de février a été prélevée deux fois.',
    wanted: 'Le remboursement du second prélèvement.',
    tickets: [],
    invoices: [],
    files: [],
  };
  return done(await world.run(lodgeComplaint, world.cast[who], said)).number;
}

/** An answer of the level that is asked, whose mail was accepted. */
export async function answeredAt(
  world: World,
  number: string,
  at: string,
  { by = 'ines', outcome = 'rejected' }: { by?: 'ines' | 'paul'; outcome?: AnswerOutcome } = {},
): Promise<void> {
  world.clock.now = new Date(at);
  const redress =
    outcome === 'partly'
      ? ({ kind: 'credit', cents: 1_250 } as const)
      : ({ kind: 'none', cents: null } as const);
  const reasons = 'Les deux prélèvements règlent deux factures différentes.';
  done(await world.run(answerComplaint, world.cast[by], { number, outcome, reasons, redress }));
  await mailOfAnswer(world, number, true);
}

/** What became of the mail of the latest answer. */
export async function mailOfAnswer(world: World, number: string, accepted: boolean): Promise<void> {
  const mail = await world
    .knex('outbound_emails as o')
    .join('tickets as t', 't.id', 'o.ticket_id')
    .where({ 't.number': number, 'o.letter': 'complaint_answer' })
    .orderBy('o.id', 'desc')
    .first('o.id');
  const result = accepted
    ? ({ accepted: true, captured: false } as const)
    : ({ accepted: false, permanent: true, error: '550 unknown user' } as const);
  const delivery = { kind: 'system', name: 'delivery' } as const;
  done(await world.run(recordDelivery, delivery, { id: mail.id, result }));
}

export async function escalatedAt(
  world: World,
  number: string,
  at: string,
  who: Customer = 'marie',
): Promise<void> {
  world.clock.now = new Date(at);
  const said = { number, body: 'Je maintiens ma demande.', files: [] };
  done(await world.run(escalateComplaint, world.cast[who], said));
}
