import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import { endAgreement, findAgreement, insertAgreement } from '../store/agreements.ts';
import { findCustomer } from '../store/customers.ts';
import { findTeam } from '../store/teams.ts';
import type { Command } from './command.ts';
import { isOfTheGroup } from './vault-right.ts';

export type AgreementInput = {
  customerId: number;
  teamId: number;
  /** Where it was given, and how: what proves it. */
  evidence: string;
};

/** Records that a customer lets a team outside the group reach what is its own (2.4, H7). */
export const recordAgreement: Command<AgreementInput, null> = async (
  { actor, tx, now },
  { customerId, teamId, evidence: given },
) => {
  if (actor.kind !== 'user' || !may(actor, 'record_agreements')) return refuse('forbidden');
  // whoever needs an agreement doesn't write one
  if (!(await isOfTheGroup(tx, actor))) return refuse('forbidden');
  if (!(await findCustomer(tx, customerId))) return refuse('not_found');
  if (!(await findTeam(tx, teamId))) return refuse('invalid_choice', { field: 'team' });
  const evidence = readField('evidence', given, { max: 2_000 });
  if (!evidence.ok) return evidence;
  const agreement = { customerId, teamId, evidence: evidence.value, recordedBy: actor.id };
  const recorded = await insertAgreement(tx, agreement, now);
  return recorded ? accept(null) : refuse('unchanged', { field: 'team' });
};

/** The customer takes its agreement back: from now on that team reveals nothing more. */
export const withdrawAgreement: Command<{ customerId: number; agreementId: number }, null> = async (
  { actor, tx, now },
  { customerId, agreementId },
) => {
  if (actor.kind !== 'user' || !may(actor, 'record_agreements')) return refuse('forbidden');
  const agreement = await findAgreement(tx, agreementId);
  if (agreement?.customerId !== customerId) return refuse('not_found');
  const ended = await endAgreement(tx, agreementId, { withdrawnBy: actor.id, now });
  return ended ? accept(null) : refuse('unchanged');
};
