import { createInterface } from 'node:readline';
import { z } from 'zod';

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
    return read.success ? { id, ...answer(read.data) } : { id, error: z.prettifyError(read.error) };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return { id, error: error.message };
  }
}

function idOf(question: unknown): unknown {
  return typeof question === 'object' && question !== null && 'id' in question ? question.id : null;
}
