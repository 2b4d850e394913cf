/** The most characters of what is tested, on one line. */
export const WORDING_LENGTH = 300;

/** A test's words as its message holds them: what was tested on the first line, then what was seen. */
export function testWords(wording: string, observed: string): string {
  return observed === '' ? wording : `${wording}\n\n${observed}`;
}

/** The two parts of a test's words. */
export function readTestWords(body: string): { wording: string; observed: string } {
  const end = body.indexOf('\n');
  if (end < 0) return { wording: body, observed: '' };
  return { wording: body.slice(0, end), observed: body.slice(end).trim() };
}
