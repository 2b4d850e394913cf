import type { Request } from 'express';
import type { Flash } from '../views/models/layout.ts';

/** Leaves a word for the next page: what was done, in words of the locale files. */
export function sayNext(
  request: Request,
  key: string,
  {
    tone = 'success',
    params = {},
  }: { tone?: Flash['tone']; params?: Record<string, unknown> } = {},
): void {
  request.session.flash = { tone, text: { key, params } };
}

/** Takes the word that was left: it is said once. */
export function takeFlash(request: Request): Flash | null {
  const { flash } = request.session;
  if (!flash) return null;
  delete request.session.flash;
  return flash;
}
