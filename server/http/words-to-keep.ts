import type { Request } from 'express';

/** The fields in which people write at length; a password is never among them. */
const WRITTEN = ['subject', 'since', 'body', 'reason', 'reasons'] as const;

/**
 * What somebody had written in a form that came too late, so that the page which says so gives it
 * back. Only to a page of our own: another site could otherwise make ours show its words.
 */
export function wordsToKeep(request: Request, publicUrl: string): string[] {
  if (request.get('origin') !== publicUrl) return [];
  const body: Record<string, unknown> = request.body ?? {};
  return WRITTEN.map((field) => body[field]).filter(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  );
}
