import type { Provider } from '../domain/provider/provider.ts';
import type { Cause, WindowFacts } from '../domain/suspension/window.ts';
import type { Letter, Recipient } from './letter.ts';

const NAMES = {
  published: 'suspension_published',
  changed: 'suspension_changed',
  cancelled: 'suspension_cancelled',
  termination: 'force_majeure_termination',
} as const;

/**
 * Tells a customer of a window on its services: that it is published, changed or cancelled (3.7,
 * 5.7), or that force majeure has lasted long enough for it to terminate (R6). Only its own
 * services are named.
 */
export function suspensionLetter(
  to: Recipient,
  notice: WindowFacts & { news: keyof typeof NAMES },
  more: {
    cause: Cause;
    services: readonly string[];
    provider: Provider;
    terminationAt: Date;
    url: string;
  },
): Letter {
  const { provider, services, terminationAt, url } = more;
  const { title, details, startsAt, endsAt, expectedEndAt } = notice;
  return {
    name: NAMES[notice.news],
    to,
    automatic: true,
    model: {
      title,
      details,
      startsAt,
      endsAt,
      expectedEndAt,
      maintenance: more.cause === 'maintenance',
      suspension: more.cause === 'suspension',
      forceMajeure: more.cause === 'force_majeure',
      services: services.join(', '),
      terminationAt,
      provider,
      url,
    },
  };
}
