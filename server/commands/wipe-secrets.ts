import { isEnded } from '../domain/ticket/status.ts';
import { wipeSecretsOf } from '../store/secrets.ts';
import type { Ending } from './ending.ts';

/** A ticket that is closed or refused keeps no credential (D7), whoever ends it. */
export const wipeSecrets: Ending = async ({ tx, now }, ticket, happened) => {
  const ends = happened.some((event) => event.type === 'status_changed' && isEnded(event.data.to));
  const secrets = ends ? await wipeSecretsOf(tx, ticket.id, now) : [];
  return secrets.length > 0 ? [{ type: 'secrets_wiped', data: { secrets } }] : [];
};
