import type { RuleInput } from '../server/commands/intake-rules.ts';

/** The first rules of a new helpdesk; an administrator goes on from there. */
export const INTAKE_RULES: readonly RuleInput[] = [
  // before the others: it comes from anybody, and no want of a contract is held against it (I5)
  {
    field: 'subject',
    pattern: 'contenu illicite|contenu illegal|contenus illicites|illegal content',
    kind: 'content_notice',
    enabled: true,
  },
  {
    field: 'subject',
    pattern: 'en panne|hors ligne|ne fonctionne|erreur|urgent|incident|down|outage|broken',
    kind: 'incident',
    enabled: true,
  },
  {
    field: 'subject',
    pattern: 'question|information|renseignement|tarif|devis|offre|facture|pricing|quote|invoice',
    kind: 'information_request',
    enabled: true,
  },
  {
    field: 'body',
    pattern: 'est-il possible|pouvez-vous me dire|combien coute|could you tell me|how much',
    kind: 'information_request',
    enabled: true,
  },
];
