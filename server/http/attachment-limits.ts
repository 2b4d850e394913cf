import { ATTACHMENT_LIMITS } from '../domain/ticket/attachment.ts';
import type { AttachmentLimits } from '../views/models/common.ts';

/** The limits as forms tell them: round figures, which what is accepted never falls short of. */
export const attachmentLimits: AttachmentLimits = {
  total: Math.floor(ATTACHMENT_LIMITS.totalBytes / 1024 / 1024) * 1_000_000,
  count: ATTACHMENT_LIMITS.files,
};
