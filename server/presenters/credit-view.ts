import type { ServiceCredit } from '../store/service-credits.ts';
import { emptyForm } from '../views/models/common.ts';
import type { CreditView } from '../views/models/credits.ts';

/** A service credit as staff see it. */
export function creditView(credit: ServiceCredit, form: CreditView['form'] = emptyForm()) {
  const { computation } = credit;
  const percent = (basisPoints: number) => basisPoints / 100;
  const view: CreditView = {
    id: String(credit.id),
    ticket: credit.ticket,
    customer: { id: String(credit.customer.id), name: credit.customer.name },
    whole: credit.customer.quality === 'professional',
    service: credit.serviceName,
    target: credit.target,
    dueAt: credit.breachedAt,
    amountCents: credit.amountCents,
    computation,
    percents: {
      perPeriod: percent(computation.basisPointsPerPeriod),
      cap: percent(computation.capBasisPoints),
      due: percent(computation.basisPoints),
    },
    state: credit.state,
    decidedBy: credit.decidedBy,
    decidedAt: credit.decidedAt,
    reason: credit.reason,
    form,
  };
  return view;
}
