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

const STATUS = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;

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
  const hard = told.some((block) =>
    hardness(statusOf(block), wordsOf(block) || mail.bodyText.slice(0, 4_000)),
  );
  return {
    nature,
    reasons: [`report:delivery-status=${nature}`, ...(status ? [`status:${status}`] : [])],
    bounce: {
      recipients: [...new Set(told.map(recipientOf).filter((address) => address !== null))],
      status,
      hard: nature === 'bounce' && hard,
    },
  };
}

function wordsOf(block: Fields): string {
  return fieldValues(block, 'diagnostic-code').join('\n');
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

/** A bare `5.0.0` is less than what the remote server's own words may hold. */
function statusOf(block: Fields): string | null {
  const status = STATUS.exec(field(block, 'status') ?? '')?.[1] ?? null;
  if (status !== null && !status.endsWith('.0.0')) return status;
  return STATUS.exec(wordsOf(block))?.[1] ?? status;
}

/** The address that we wrote to, where the report knows it; after forwarding the last one differs. */
function recipientOf(block: Fields): string | null {
  for (const name of ['original-recipient', 'final-recipient', 'x-actual-recipient']) {
    const value = spelt(field(block, name)?.replace(/^(?:[a-z0-9-]{1,40}\s*;\s*)+/i, '') ?? '');
    const address = cleanAddress(value) ?? looseAddress(value);
    if (address) return address;
  }
  return null;
}

/** RFC 6533: letters beyond ASCII may be spelt out, `\x{E9}`. */
function spelt(address: string): string {
  return address.replace(/\\x\{([0-9a-f]{2,6})\}/gi, (code, digits: string) => {
    const point = Number.parseInt(digits, 16);
    return point >= 0xa0 && point <= 0x10ffff ? String.fromCodePoint(point).toWellFormed() : code;
  });
}

/** Not an address by any standard, but what the report calls the recipient. */
function looseAddress(value: string): string | null {
  const bare = value.replace(/^[<\s]+|[>\s]+$/g, '');
  return /^[^\s@]+@[^\s@]+$/.test(bare) ? bare : null;
}
