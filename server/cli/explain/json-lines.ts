import { createInterface } from 'node:readline';
import type { z } from 'zod';

/**
 * One answer per line of JSON, in order, under the line's own `id`. A line that cannot be answered
 * says why, and the rest goes on.
 */
export async function* answerLines<T>(
  input: NodeJS.ReadableStream,
  schema: z.ZodType<T>,
  answer: (question: T) => object,
): AsyncGenerator<object> {
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() !== '') yield answerLine(line, schema, answer);
  }
}

/** What `answerLines` says of one line. */
export function answerLine<T>(
  line: string,
  schema: z.ZodType<T>,
  answer: (question: T) => object,
): object {
  let id: unknown = null;
  try {
    const question: unknown = JSON.parse(line);
    id = idOf(question);
    const read = schema.safeParse(question);
    return read.success ? { id, ...answer(read.data) } : { id, error: faults(read.error) };
  } catch (error) {
    return { id, error: (error as Error).message };
  }
}

function idOf(question: unknown): unknown {
  return typeof question === 'object' && question !== null && 'id' in question ? question.id : null;
}

function faults(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}
