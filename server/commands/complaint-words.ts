import { accept } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

/** What of a complaint is typed and joined, whoever writes it down. */
export type ComplaintWords = {
  subject: string;
  /** What happened. */
  body: string;
  /** What is asked for. */
  wanted: string;
  files: readonly UploadedFile[];
};

export function readComplaint(typed: ComplaintWords) {
  const subject = readField('subject', typed.subject, { max: 200, line: true });
  if (!subject.ok) return subject;
  const body = readField('body', typed.body, { max: 50_000 });
  if (!body.ok) return body;
  const wanted = readField('wanted', typed.wanted, { max: 5_000 });
  if (!wanted.ok) return wanted;
  const files = checkAttachments(typed.files);
  if (!files.ok) return files;
  return accept({
    subject: subject.value,
    body: body.value,
    wanted: wanted.value,
    attachments: toAttachments(typed.files),
  });
}
