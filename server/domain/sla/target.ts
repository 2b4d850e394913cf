/** What a commitment promises a time for (4.3, 4.4). */
export const TARGET_NAMES = ['first_response', 'next_update', 'diagnosis', 'restoration'] as const;
export type TargetName = (typeof TARGET_NAMES)[number];

/**
 * `minutes` of the calendar's open time; null is no commitment: the time is measured and shown, and
 * nothing is late (H3).
 */
export type Target = { readonly name: TargetName; readonly minutes: number | null };
