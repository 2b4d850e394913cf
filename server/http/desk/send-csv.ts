import type { Request, Response } from 'express';
import { type Cell, csvOf } from '../../presenters/csv.ts';
import type { Translate } from '../../views/i18n.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { HttpDeps } from '../deps.ts';
import { localeOf } from '../reader.ts';

/** Answers with a table as a file of the reader's language; `name` without its ending. */
export function sendCsv(
  { views }: Pick<HttpDeps, 'views'>,
  request: Request,
  response: Response,
  name: string,
  rowsOf: (t: Translate) => Cell[][],
): void {
  const locale = localeOf(request);
  response.set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': contentDisposition(`${name}.csv`),
  });
  response.send(csvOf(rowsOf(views.translate(locale)), locale));
}
