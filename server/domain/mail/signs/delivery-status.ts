import { type Fields, field, fieldValues, type IncomingMail } from '../incoming-mail.ts';
import { hardness } from './bounce-hardness.ts';
import { cleanAddress } from './mail-address.ts';

/** What a bounce says: whom it could not reach, with which status, and whether the address is dead. */
export interface BounceReport {
  readonly recipients: readonly string[];
  /** RFC 3463, such as `5.1.1`; null where the mail gives none. */
  readonly status: string | null;
  /** The address itself is no good: sending again is useless until it is corrected. */
  readonly hard: boolean;
}

export interface ReportedDelivery {
  readonly nature: 'bounce' | 'delay' | 'receipt';
  readonly reasons: readonly string[];
  readonly bounce: BounceReport;
}

/** Reads the machine-readable part of a delivery status notification (RFC 3464), or null. */
export function readDeliveryStatus(mail: IncomingMail): ReportedDelivery | null {
  const blocks = mail.deliveryStatus.filter(isRecipientBlock);
  if (blocks.length === 0) return null;
  const failed = blocks.filter((block) => actionOf(block) === 'failed');
  const delayed = blocks.filter((block) => actionOf(block) === 'delayed');
  const [nature, told] =
    failed.length > 0
      ? (['bounce', failed] as const)
      : delayed.length > 0
        ? (['delay', delayed] as const)
        : (['receipt', blocks] as const);
  const status = told.map(statusOf).find((value) => value !== null) ?? null;
  const diagnostics = told
    .map((block) => fieldValues(block, 'diagnostic-code').join(' '))
    .join('\n');
  return {
    nature,
    reasons: [`report:delivery-status=${nature}`, ...(status ? [`status:${status}`] : [])],
    bounce: {
      recipients: [...new Set(told.map(recipientOf).filter((address) => address !== null))],
      status,
      hard:
        nature === 'bounce' && hardness(status, `${diagnostics}\n${mail.bodyText.slice(0, 4_000)}`),
    },
  };
}

function isRecipientBlock(block: Fields): boolean {
  return block.has('final-recipient') || block.has('original-recipient') || block.has('action');
}

function actionOf(block: Fields): string {
  const action = /^[a-z]+/.exec(field(block, 'action')?.toLowerCase() ?? '')?.[0] ?? '';
  if (action === 'failed' || action === 'failure') return 'failed';
  if (action === 'delayed' || action === 'delay') return 'delayed';
  if (['delivered', 'relayed', 'expanded', 'deliverable'].includes(action)) return action;
  return statusOf(block)?.startsWith('2') ? 'delivered' : 'failed';
}

function statusOf(block: Fields): string | null {
  return /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(field(block, 'status') ?? '')?.[1] ?? null;
}

function recipientOf(block: Fields): string | null {
  for (const name of ['final-recipient', 'original-recipient', 'x-actual-recipient']) {
    const value = field(block, name);
    const address = value === null ? null : cleanAddress(value.replace(/^[^;]{0,40};/, ''));
    if (address) return address;
  }
  return null;
}
