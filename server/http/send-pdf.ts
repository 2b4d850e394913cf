import type { Response } from 'express';
import type { Db } from '../store/connect.ts';
import { readDocument } from '../store/documents.ts';
import { contentDisposition } from './content-disposition.ts';
import { PageError } from './page-error.ts';

/** Sends a document to be kept: never shown in our own origin, whatever it holds. */
export async function sendPdf(
  database: Db,
  response: Response,
  { id, name }: { id: number; name: string },
): Promise<void> {
  const bytes = await readDocument(database, id);
  if (!bytes) throw new PageError(404);
  response.set({
    'Content-Type': 'application/pdf',
    'Content-Disposition': contentDisposition(name),
    'Content-Security-Policy': "sandbox; default-src 'none'",
  });
  response.send(bytes);
}
