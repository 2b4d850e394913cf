import { describe, expect, test } from '@jest/globals';
import { isRightsRequest } from '../../../server/domain/intake/rights-request.ts';

const asks = (subject: string, body = 'Bonjour.') => isRightsRequest({ subject, body });

describe('what no block covers is recognised by its words (I5)', () => {
  test.each([
    'Réclamation sur votre service',
    'RECLAMATION',
    'Je me rétracte de ma commande : rétractation',
    'Droit de rétractation',
    'Résiliation pour défaut de mise à disposition',
    'Je veux résilier mon contrat',
    'Annulation de ma commande 4512',
    'Contestation de facture F-2026-118',
    'Je conteste votre facture du 3 mars',
    'Facture contestée',
    'Mes données personnelles',
    'Demande RGPD',
    "Droit à l'effacement",
    'Droit d’accès',
    'Saisine du médiateur',
    'Contenu manifestement illicite',
    'Formal complaint',
    'Withdrawal from my order',
    'Please terminate my contract',
    'Cancellation of my subscription',
    'I dispute this invoice',
    'Billing dispute',
    'Right to be forgotten',
    'My personal data',
  ])('%s', (subject) => {
    expect(asks(subject)).toBe(true);
  });

  test('in the text as well as in the subject', () => {
    expect(asks('Bonjour', 'Je souhaite résilier mon hébergement.')).toBe(true);
  });

  test.each([
    'Site hors ligne',
    'Erreur 500 sur la page de contact',
    'Question sur votre offre',
    'Ma facture de mars',
    'Répondez-moi enfin',
    'My site is down',
    'Where is my invoice?',
  ])('not %s', (subject) => {
    expect(asks(subject)).toBe(false);
  });
});
