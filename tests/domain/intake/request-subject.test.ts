import { describe, expect, test } from '@jest/globals';
import { requestOfSubject } from '../../../server/domain/intake/request-subject.ts';

describe('a subject that clearly is a contract request (R1–R3)', () => {
  test.each([
    ['Résiliation pour défaut de mise à disposition', 'cancellation'],
    ['RE : RESILIATION POUR DEFAUT DE MISE A DISPOSITION', 'cancellation'],
    ['Rétractation', 'withdrawal'],
    ['Formulaire de rétractation', 'withdrawal'],
    ['Exercice de mon droit de rétractation', 'withdrawal'],
    ['Rétractation de ma commande 1042', 'withdrawal'],
    ['Withdrawal from my contract', 'withdrawal'],
    ['Résiliation.', 'termination'],
    ['Demande de résiliation de notre abonnement Essentiel', 'termination'],
    ["Résiliation de l'hébergement de l'association", 'termination'],
    ['Termination of our contract', 'termination'],
  ])('%s', (subject, kind) => {
    expect(requestOfSubject(subject)).toBe(kind);
  });

  test.each([
    'Rétractation ?',
    'Comment se rétracter',
    'Question sur la résiliation',
    'Résiliation : quelles conditions',
    'Site hors ligne depuis la résiliation ratée',
    'Facture après résiliation',
    'Withdrawal of funds',
    '',
  ])('in doubt it is none: %s', (subject) => {
    expect(requestOfSubject(subject)).toBeNull();
  });
});
