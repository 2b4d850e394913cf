import { isCancellationSubject } from '../contract-request/cancellation.ts';
import type { RequestKind } from '../contract-request/event.ts';
import { normaliseForSearch } from './normalise.ts';

const OWN = "(?:de |d'|du |of )?(?:mon|ma|mes|notre|nos|my|our|votre|le|la|l'|the)?";
const THING =
  '(?:contrat|abonnement|hebergement|offre|service|services|commande|compte|nom de domaine|contract|subscription|hosting|plan|order|account)';
const ABOUT = `(?: ${OWN} ?${THING}(?: .{1,80})?)?`;

/** Subjects that say one thing only, from their first word to their last. */
const SUBJECTS: readonly (readonly [RequestKind, RegExp])[] = [
  [
    'withdrawal',
    new RegExp(
      `^(?:(?:demande|formulaire|notification|declaration) de |exercice (?:du|de mon) droit de |droit de |je me |my )?retract(?:ation|e)${ABOUT}$`,
    ),
  ],
  ['withdrawal', new RegExp(`^(?:notice of |right of )?withdrawal(?: from${ABOUT})?$`)],
  [
    'termination',
    new RegExp(
      `^(?:(?:demande|lettre|notification|declaration) de )?resili(?:ation|er|e)${ABOUT}$`,
    ),
  ],
  ['termination', new RegExp(`^(?:notice of |request for )?termination${ABOUT}$`)],
];

/**
 * The contract request that a new mail's subject clearly is (R1–R3); null in doubt. Whoever only
 * asks about such a right has not used it: a question stays one, until staff turn it into a request.
 */
export function requestOfSubject(subject: string): RequestKind | null {
  if (isCancellationSubject(subject)) return 'cancellation';
  const text = normaliseForSearch(subject).replace(/[\s.!:;,-]+$/, '');
  if (text.includes('?')) return null;
  return SUBJECTS.find(([, words]) => words.test(text))?.[0] ?? null;
}
