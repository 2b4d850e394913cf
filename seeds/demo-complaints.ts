import type { DemoTicket } from './demo-tickets.ts';

/**
 * Two complaints: one has a few days left at level 1; the other was answered, did not satisfy, and
 * is at level 2. Marie's is about the diagnosis that she was invoiced for.
 */
export const DEMO_COMPLAINTS: readonly DemoTicket[] = [
  {
    minutesAgo: 37_500,
    by: 'jean',
    kind: 'complaint',
    subject: 'Trois semaines pour un simple accès SFTP',
    body: 'Bonjour,\n\nJ’ai demandé un accès SFTP pour notre graphiste au début du mois dernier. Il m’a fallu trois relances et trois semaines pour l’obtenir, et le catalogue de fêtes est sorti en retard.\n\nJean Moreau',
    wanted: 'Un mois d’abonnement offert, et un délai annoncé pour les prochaines demandes.',
    steps: [
      { after: 1_500, by: 'ines', assign: 'ines' },
      { after: 12, by: 'ines', cause: 'support' },
      {
        after: 9,
        by: 'ines',
        note: 'Les trois relances sont bien au journal. Je demande à Karim ce qui a retardé l’ouverture avant de répondre.',
      },
    ],
  },
  {
    minutesAgo: 18_700,
    by: 'marie',
    kind: 'complaint',
    subject: 'Diagnostic facturé sans que je sois prévenue',
    body: 'Bonjour,\n\nVous m’avez facturé deux tranches de diagnostic pour une extension que votre propre page recommandait. Personne ne m’a dit que le compteur tournait.\n\nMarie Hoarau',
    wanted: 'Le remboursement des deux tranches, 69,60 €.',
    about: 'Page blanche depuis ce matin',
    invoiced: 'F-2026-0412',
    steps: [
      { after: 1_290, by: 'ines', assign: 'ines' },
      { after: 20, by: 'ines', cause: 'billing' },
      {
        after: 8_600,
        by: 'ines',
        answers: 'partly',
        reasons:
          'Bonjour Madame Hoarau,\n\nLe tarif vous a été présenté avec le formulaire, et vous l’avez accepté : les deux tranches restent dues. L’extension figurait pourtant bien dans notre liste sans mention de version : nous l’avons corrigée, et nous vous accordons un avoir d’une tranche pour cette imprécision.',
        redress: { kind: 'credit', cents: 3_480 },
      },
      {
        after: 5_800,
        by: 'marie',
        escalates:
          'Bonjour,\n\nUn avoir ne me convient pas : je ne comptais pas racheter de diagnostic. Je demande le remboursement des deux tranches.\n\nMarie Hoarau',
      },
    ],
  },
];
