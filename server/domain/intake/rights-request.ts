import { normaliseForSearch } from './normalise.ts';

/**
 * Words of the requests that no block ever covers (I5): complaints, withdrawal, termination,
 * « Résiliation pour défaut de mise à disposition » (12.1), disputed invoices, personal data,
 * notices of illegal content. Compared without case or accents, in French and in English.
 */
const WORDS = [
  /\breclam(?:ation|er|e|ons)/,
  /\bmediat(?:eur|ion|or)\b/,
  /\bretract(?:ation|er|e|ons)\b/,
  /\bresili(?:ation|er|e|ons)/,
  /\bannul(?:er|ation|e)\b.{0,30}\b(?:commande|contrat|abonnement)/,
  /\bcontest(?:ation|er|e|ons)\b.{0,40}\b(?:factur|montant|somme|prelevement)/,
  /\bfactur\w*.{0,30}\bcontest/,
  /\bdonnees (?:a caractere )?personnel/,
  /\b(?:rgpd|gdpr|cnil)\b/,
  /\bdroit (?:a l'effacement|a l'oubli|d'acces|de rectification|d'opposition|a la portabilite)/,
  /\bcontenus? (?:manifestement )?ill(?:icite|egal)/,
  /\bcomplain(?:t|ts|ing)?\b/,
  /\bwithdraw(?:al|ing)?\b/,
  /\bterminat(?:e|ion|ing)\b/,
  /\bcancel(?:l?ation|l?ing)?\b.{0,30}\b(?:order|contract|subscription)/,
  /\bdisput(?:e|ed|ing)\b.{0,40}\b(?:invoice|bill|charge|amount)/,
  /\b(?:invoice|billing)\b.{0,30}\bdispute/,
  /\bpersonal data\b|\bdata protection\b/,
  /\bright (?:to erasure|to be forgotten|of access|to rectification|to object)\b|\berasure\b/,
  /\bdelete my (?:account|data)\b/,
  /\billegal content\b/,
];

/** How much of a mail is looked through: such a request says what it is at its beginning. */
const READ = 20_000;

/**
 * Whether a mail asks for something that stays open to everybody. In doubt it does: a mail let in
 * for nothing costs a glance, a right refused for a missed word costs the right.
 *
 * @param body what the sender wrote now, without what it quotes: our own letters say these words
 */
export function isRightsRequest({ subject, body }: { subject: string; body: string }): boolean {
  const text = normaliseForSearch(`${subject}\n${body}`.slice(0, READ));
  return WORDS.some((words) => words.test(text));
}
