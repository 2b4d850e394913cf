import { safeFileName } from '../domain/mail/safe-file-name.ts';
import { contentDigest } from '../domain/proof/message-digest.ts';
import type { NewAttachment } from '../store/attachments.ts';

/** A file as a form brings it: nothing of what it says about itself is believed. */
export type UploadedFile = { name: string; contentType: string; bytes: Uint8Array };

export function toAttachments(files: readonly UploadedFile[]): NewAttachment[] {
  return files.map((file) => ({
    name: safeFileName(file.name),
    contentType: file.contentType,
    contentId: null,
    inline: false,
    bytes: file.bytes,
    digest: contentDigest(file.bytes),
  }));
}
