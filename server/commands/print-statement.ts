import { statementReference } from '../domain/billing/statement.ts';
import { shownPrice } from '../domain/billing/tariff.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import type { Locale } from '../domain/user/role.ts';
import { insertAccess } from '../store/access-log.ts';
import { loadProvider } from '../store/settings.ts';
import { findStatement, listStatementLines } from '../store/statements.ts';
import type { Command } from './command.ts';

/** Puts a statement on paper, from the lines as they are kept; the look leaves its trace (V5). */
export const printStatement: Command<
  { statementId: number; locale: Locale },
  { reference: string; bytes: Uint8Array }
> = async ({ tx, actor, house, now }, { statementId, locale }) => {
  if (actor.kind !== 'user' || !may(actor, 'decide_charges')) return refuse('forbidden');
  const statement = await findStatement(tx, statementId);
  if (!statement) return refuse('not_found');
  const { customer, period, exportedAt, exportedBy } = statement;
  const [provider, lines] = await Promise.all([
    loadProvider(tx),
    listStatementLines(tx, statementId),
    insertAccess(
      tx,
      { userId: actor.id, what: 'customer', customerId: customer.id, ticketId: null },
      now,
    ),
  ]);
  const reference = statementReference(statementId);
  const bytes = await house.renderDocument({
    name: 'statement',
    reference,
    locale,
    createdAt: exportedAt,
    provider,
    to: [customer.name],
    model: {
      customer: customer.name,
      period,
      exportedAt,
      exportedBy,
      lines: lines.map((line) => ({
        ...line,
        unitMinutes: line.tariff.unitMinutes,
        unitCents: shownPrice(line.tariff, line.quality).unitCents,
      })),
    },
  });
  return accept({ reference, bytes });
};
