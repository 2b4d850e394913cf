import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { recordInvoice } from '../commands/record-invoice.ts';
import type { UploadedFile } from '../commands/uploaded-files.ts';
import { readStatementReference } from '../domain/billing/statement.ts';
import { asBilling, centsOf, say } from './billing.ts';

const USAGE = `npm run invoice:record -- --statement 12 --number F-2026-001 --issued 2026-04-01 --total 107.97 --pdf file.pdf
--customer ID stands in the place of --statement for an invoice of other things.
The total is with tax, below zero for a credit note. The customer is told by mail.`;

/**
 * Hands in an invoice from the billing system (D5, D6).
 *
 * @returns the exit code: 0 recorded, 1 refused, 2 not understood
 */
async function main(args: readonly string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === null) {
    say(USAGE);
    return 2;
  }
  const pdf = await readPdf(asked.pdf);
  if (pdf === null) {
    say(`There is no file ${asked.pdf}.`);
    return 2;
  }
  return asBilling(
    (run, actor) =>
      run(recordInvoice, actor, {
        number: asked.number,
        issuedOn: asked.issued,
        totalCents: centsOf(asked.total),
        pdf,
        statementId: readStatementReference(asked.statement),
        customerId: readCustomer(asked.customer),
      }),
    ({ number, invoiceId }, publicUrl) =>
      `Invoice ${number} is recorded: ${publicUrl}/invoices/${invoiceId}`,
  );
}

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    statement: text,
    customer: text,
    number: text,
    issued: text,
    total: text,
    pdf: text,
  };
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true });
    const { statement = '', customer = '', number, issued, total, pdf } = values;
    if (!number || !issued || !total || !pdf) return null;
    if (readStatementReference(statement) === null && readCustomer(customer) === null) return null;
    return { statement, customer, number, issued, total, pdf };
  } catch {
    return null;
  }
}

function readCustomer(id: string): number | null {
  return /^\d{1,15}$/.test(id) ? Number(id) : null;
}

async function readPdf(path: string): Promise<UploadedFile | null> {
  try {
    const bytes = await readFile(path);
    return { name: basename(path), contentType: 'application/pdf', bytes };
  } catch {
    return null;
  }
}

process.exitCode = await main(process.argv.slice(2));
