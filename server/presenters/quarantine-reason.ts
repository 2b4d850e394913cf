import { BRAKED, FROM_STAFF } from '../domain/mail/decide-intake.ts';

/** Why a mail waits, as the page of quarantine says it: its words are `quarantine.reasons`. */
export const QUARANTINE_REASONS = [
  'braked',
  'forged',
  'staff',
  'nobody',
  'too_large',
  'too_many_parts',
  'too_slow',
  'not_fetched',
  'unreadable',
  'suspect',
  'other',
] as const;
export type QuarantineReason = (typeof QUARANTINE_REASONS)[number];

const BY_CODE: Readonly<Record<string, QuarantineReason>> = {
  [BRAKED]: 'braked',
  'sender:forged': 'forged',
  [FROM_STAFF]: 'staff',
  'sender:none': 'nobody',
  'unreadable:too_large': 'too_large',
  'unreadable:header_too_large': 'too_large',
  'unreadable:too_many_parts': 'too_many_parts',
  'unreadable:too_deep': 'too_many_parts',
  'unreadable:too_slow': 'too_slow',
  'unreadable:too_much_memory': 'too_slow',
  'unreadable:not_fetched': 'not_fetched',
  'error:process_ended': 'suspect',
};

/** The reason among the codes that a mail was set aside with; the last was decisive. */
export function quarantineReason(codes: readonly string[]): QuarantineReason {
  for (const code of [...codes].reverse()) {
    const known = BY_CODE[code];
    if (known) return known;
    if (code.startsWith('unreadable:')) return 'unreadable';
  }
  return 'other';
}
