import type { MailAttachment } from '../../server/domain/mail/incoming-mail.ts';
import type { ReadMessage } from '../intake/read-message.ts';

/**
 * Files in memory of their own, which can be handed to another thread instead of being copied:
 * a window on the raw message, or on a pool that others use, would take all of that along.
 */
export function withOwnBytes(read: ReadMessage): { message: ReadMessage; bytes: ArrayBuffer[] } {
  if (!read.ok || read.reading.mail.attachments.length === 0) return { message: read, bytes: [] };
  const { mail } = read.reading;
  const attachments = mail.attachments.map((file) => ({ ...file, content: owned(file) }));
  return {
    message: { ok: true, reading: { ...read.reading, mail: { ...mail, attachments } } },
    bytes: [...new Set(attachments.map(({ content }) => content.buffer as ArrayBuffer))],
  };
}

function owned({ content }: MailAttachment): Uint8Array {
  const whole = content.byteLength === content.buffer.byteLength;
  return whole ? content : new Uint8Array(content);
}
