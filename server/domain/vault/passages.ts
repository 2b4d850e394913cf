import { accept, type Outcome, refuse } from '../outcome.ts';
import { cleanText } from '../text-field.ts';

const FIELD = 'passages';
/** Shorter ones stand in too many words. */
const SHORTEST = 3;
const LONGEST = 1_000;
const MOST = 50;

/** Reads what is to be taken out of a message, a line each. */
export function readPassages(typed: string): Outcome<string[]> {
  const lines = cleanText(typed).split('\n');
  const passages = [...new Set(lines.map((line) => line.trim()).filter((line) => line !== ''))];
  if (passages.length === 0) return refuse('required', { field: FIELD });
  if (passages.some((passage) => passage.length < SHORTEST))
    return refuse('too_short', { field: FIELD, details: { min: SHORTEST } });
  if (passages.length > MOST || passages.some((passage) => passage.length > LONGEST))
    return refuse('too_long', { field: FIELD, details: { max: LONGEST } });
  return accept(passages);
}
