import type { CaseFileKey } from '../../domain/case-file/case-file.ts';
import type { ComplaintBodies } from '../../domain/complaint/bodies.ts';
import type { ChainLink } from '../../domain/proof/chain.ts';
import { type DisclosedHistory, discloseHistory } from '../../domain/proof/disclosed-history.ts';
import { messageText } from '../../domain/proof/message-digest.ts';
import { wordsText } from '../../domain/proof/salted-digest.ts';
import type { Provider } from '../../domain/provider/provider.ts';
import type { Attachment } from '../../store/attachments.ts';
import type {
  MaterialConcerns,
  MaterialDocument,
  MaterialMessage,
} from '../../store/case-file-material.ts';
import type { TimeEntry } from '../../store/time-entries.ts';
import type { VerdictContent } from '../../store/verdicts.ts';
import type { Names } from '../event-view.ts';

/** All that a case file is made from, less the bytes of its exhibits. */
export type CaseFileMaterial = {
  readonly key: CaseFileKey;
  readonly ticket: { readonly id: number; readonly number: string; readonly subject: string };
  /** The history from its first event to the named one. */
  readonly links: readonly ChainLink[];
  readonly messages: readonly MaterialMessage[];
  readonly attachments: readonly Attachment[];
  readonly documents: readonly MaterialDocument[];
  readonly verdicts: readonly VerdictContent[];
  readonly timeEntries: readonly TimeEntry[];
  readonly complaint: { readonly wanted: string; readonly bodies: ComplaintBodies } | null;
  readonly concerns: MaterialConcerns;
  readonly provider: Provider;
  readonly customer: string;
  readonly contact: { readonly name: string; readonly email: string };
  readonly names: Names;
};

/** The history as the case file's audience may have it. */
export function disclosedHistory(material: CaseFileMaterial): DisclosedHistory {
  const { key, links, messages, attachments, verdicts, timeEntries } = material;
  const kept = [
    ...messages.map((message) => ({
      of: 'message' as const,
      id: message.id,
      internal: message.visibility === 'internal',
      salt: message.salt,
      canonical: messageText({
        ...message,
        attachments: attachments.filter(({ messageId }) => messageId === message.id),
      }),
      redactedAt: message.redactedAt,
    })),
    ...verdicts.map(({ id, salt, outcome, reasons }) => {
      const canonical = wordsText({ outcome, reasons });
      return { of: 'verdict' as const, id, internal: false, salt, canonical, redactedAt: null };
    }),
    ...timeEntries.map(({ id, salt, work }) => {
      const canonical = wordsText({ work });
      return { of: 'time_entry' as const, id, internal: true, salt, canonical, redactedAt: null };
    }),
  ];
  return discloseHistory(links, kept, key.audience);
}
