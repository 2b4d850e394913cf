import type { SecretWords } from '../domain/vault/secret.ts';
import { unseal } from '../security/seal.ts';
import type { Agreement } from '../store/agreements.ts';
import type { KeptSecret } from '../store/secrets.ts';
import type { AgreementRow, SecretRow } from '../views/models/vault.ts';

/** A credential as a page lists it: its label at most, and that only to whoever may open it. */
export function secretRow(secret: KeptSecret, keys: readonly string[] | null): SecretRow {
  const { id, sealed, keptAt, keptBy, ticketId, wipedAt } = secret;
  const text = keys && sealed && unseal(keys, { ticketId, secretId: id }, sealed);
  const label = text === null ? null : (JSON.parse(text) as SecretWords).label;
  return { id: String(id), label, keptAt, keptBy: keptBy.name, wipedAt };
}

export function agreementRow(agreement: Agreement): AgreementRow {
  const { id, team, evidence, recordedBy, recordedAt, withdrawnBy, withdrawnAt } = agreement;
  return {
    id: String(id),
    team: team.name,
    evidence,
    recordedBy,
    recordedAt,
    withdrawnBy,
    withdrawnAt,
  };
}
