import { accept, type Outcome, refuse } from '../outcome.ts';

/** What one message may carry. */
export const ATTACHMENT_LIMITS = { files: 20, totalBytes: 25 * 1024 * 1024 } as const;

/** Whether the files that a person sends are few and small enough to be kept. */
export function checkAttachments(files: readonly { bytes: Uint8Array }[]): Outcome<null> {
  const total = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  if (files.length > ATTACHMENT_LIMITS.files) {
    return refuse('too_many_attachments', {
      field: 'attachments',
      details: { max: ATTACHMENT_LIMITS.files },
    });
  }
  if (total > ATTACHMENT_LIMITS.totalBytes) {
    return refuse('attachments_too_large', {
      field: 'attachments',
      details: { megabytes: ATTACHMENT_LIMITS.totalBytes / 1024 / 1024 },
    });
  }
  return accept(null);
}
