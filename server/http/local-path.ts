/**
 * An address to go back to, as a form or a link gave it: kept only where it is a path of ours, so
 * that nobody is sent to another site by a link that looks like ours.
 */
export function localPath(given: unknown, otherwise = '/'): string {
  if (typeof given !== 'string' || !given.startsWith('/')) return otherwise;
  // browsers read a backslash as a slash, and drop tabs and line breaks
  if (/[\\\p{Cc}]/u.test(given) || given.startsWith('//')) return otherwise;
  return given;
}
