import type { DemoTicket } from './demo-tickets.ts';

/** Incidents whose diagnosis came to its end: one on its customer's invoice, one to be decided. */
export const DEMO_DIAGNOSES: readonly DemoTicket[] = [
  {
    minutesAgo: 28_900,
    by: 'marie',
    kind: 'incident',
    service: 'Blog de Marie',
    acceptsTariff: true,
    subject: 'Page blanche depuis ce matin',
    body: 'Bonjour,\n\nMon blog n’affiche plus qu’une page blanche depuis ce matin. J’avais ajouté une extension hier soir.\n\nMarie Hoarau',
    steps: [
      { after: 14, by: 'lea', assign: 'lea' },
      {
        after: 6,
        by: 'lea',
        tested: 'Afficher le blog sans aucune extension',
        result: 'passed',
        observed: 'La page d’accueil s’affiche en 0,4 s.',
      },
      {
        after: 9,
        by: 'lea',
        found:
          'L’extension « Galerie Express » 2.1 appelle une fonction qui n’existe pas. Elle a été installée la veille à 21:48 depuis l’administration du blog.',
      },
      {
        after: 20,
        by: 'lea',
        spent: 35,
        work: 'Lecture du journal d’erreurs, essais sans extensions',
      },
      {
        after: 4,
        by: 'lea',
        concludes: 'not_provider_responsibility',
        reasons:
          'L’hébergement fonctionne. La page blanche vient de l’extension « Galerie Express » 2.1, ajoutée la veille, qui est incompatible avec votre version. Nous l’avons désactivée : le blog s’affiche de nouveau.',
      },
      {
        after: 3,
        by: 'lea',
        reply:
          'Bonjour Madame Hoarau,\n\nVotre blog s’affiche de nouveau. Le rapport de diagnostic vous dit ce que nous avons trouvé ; vous pouvez remettre l’extension une fois à jour.',
        statusAfter: 'resolved',
      },
      { after: 1_400, by: 'nadia', approves: true },
      { after: 2_800, by: 'nadia', status: 'closed' },
      { after: 3_000, by: 'nadia', invoices: 'F-0412' },
    ],
  },
  {
    minutesAgo: 2_950,
    by: 'jean',
    kind: 'incident',
    service: 'Commande en ligne',
    acceptsTariff: true,
    subject: 'Le bouton « Commander » ne fait rien',
    body: 'Bonjour,\n\nQuand je clique sur « Commander », rien ne se passe. J’ai essayé trois fois ce matin, au magasin.\n\nJean Moreau',
    steps: [
      { after: 12, by: 'karim', assign: 'karim' },
      {
        after: 10,
        by: 'karim',
        tested: 'Passer une commande complète depuis un navigateur neuf',
        result: 'passed',
        observed: 'Commande n° 4217 passée puis annulée, sans erreur.',
      },
      {
        after: 15,
        by: 'karim',
        found:
          'Dix-neuf commandes ont été passées depuis hier sans une erreur. Le bouton ne répond pas dans le navigateur du magasin : un bloqueur de publicités y arrête le script de paiement.',
      },
      {
        after: 17,
        by: 'karim',
        spent: 42,
        work: 'Essais de commande, lecture des journaux du paiement',
      },
      {
        after: 5,
        by: 'karim',
        concludes: 'service_healthy',
        reasons:
          'Le service est en bon état : dix-neuf commandes ont abouti depuis hier. Sur le poste du magasin, un bloqueur de publicités arrête le script de paiement ; autorisez votre propre site dans ce bloqueur.',
      },
      {
        after: 4,
        by: 'karim',
        reply:
          'Bonjour Jean,\n\nVotre boutique prend les commandes. C’est le bloqueur de publicités du poste du magasin qui arrête le bouton ; le rapport de diagnostic dit comment l’autoriser.',
        statusAfter: 'resolved',
      },
    ],
  },
];
