/** What a notified content is held to be (LCEN art. 6, Digital Services Act art. 16). */
export const NOTICE_GROUNDS = [
  'minors',
  'terrorism',
  'hatred',
  'violence',
  'privacy',
  'defamation',
  'intellectual_property',
  'fraud',
  'other',
] as const;
export type NoticeGround = (typeof NOTICE_GROUNDS)[number];

/** Whether the content's author, or its publisher, was asked to take it away first. */
export const AUTHOR_CONTACTED = ['yes', 'no', 'impossible'] as const;
export type AuthorContacted = (typeof AUTHOR_CONTACTED)[number];

/** Who notifies an offence against minors may leave its name and address out (DSA art. 16.2 c). */
export function mayBeAnonymous(ground: NoticeGround): boolean {
  return ground === 'minors';
}
