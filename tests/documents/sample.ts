import type { DiagnosisReport } from '../../server/documents/diagnosis-report.ts';
import type { Document } from '../../server/documents/document.ts';

/** Jean's diagnosis, a professional's in Guadeloupe: 61 minutes at 29.00 € a unit of 30. */
export const REPORT: DiagnosisReport = {
  ticket: {
    number: '2026-000318',
    subject: 'Site hors ligne depuis 02:10',
    receivedAt: new Date('2026-03-02T08:00:00.000Z'),
  },
  service: 'boulangerie-moule.example',
  outcome: 'not_provider_responsibility',
  reasons: 'Votre nom de domaine a expiré.\nRenouvelez-le chez votre bureau d’enregistrement.',
  pronouncedAt: new Date('2026-03-02T10:30:00.000Z'),
  pronouncedBy: 'Karim Diallo',
  replaces: null,
  tests: [
    {
      wording: 'Le site répond-il en 4G ?',
      result: 'failed',
      said: 'Aucune réponse.',
      evidence: [],
    },
  ],
  findings: [
    {
      at: new Date('2026-03-02T09:12:00.000Z'),
      said: 'La zone DNS n’est plus servie.',
      evidence: ['dig.txt'],
    },
  ],
  accesses: [
    {
      by: 'Karim Diallo',
      service: 'boulangerie-moule.example',
      startedAt: new Date('2026-03-02T09:00:00.000Z'),
      endedAt: new Date('2026-03-02T09:20:00.000Z'),
      purpose: 'Lire les journaux du serveur web',
    },
  ],
  time: [
    { startedAt: new Date('2026-03-02T09:00:00.000Z'), seconds: 2_788 },
    { startedAt: new Date('2026-03-02T10:00:00.000Z'), seconds: 872 },
  ],
  seconds: 3_660,
  tariff: { price: 'net', unitCents: 2_900, unitMinutes: 30, minimumUnits: 1 },
  charge: {
    due: true,
    units: 3,
    netCents: 8_700,
    vatCents: 740,
    grossCents: 9_440,
    vatBasisPoints: 850,
    minimum: false,
    price: 'net',
  },
  ticketUrl: 'https://aide.alize.example/tickets/2026-000318',
};

export function reportOf(
  change: Partial<DiagnosisReport> = {},
  more: Partial<Pick<Document, 'locale' | 'to'>> = {},
): Document<'diagnosis_report'> {
  return {
    name: 'diagnosis_report',
    model: { ...REPORT, ...change },
    reference: '2026-000318-D1',
    locale: 'fr',
    createdAt: REPORT.pronouncedAt,
    provider: {
      name: 'Alizé Hébergement',
      postalAddress: '12 rue des Palmes\n97160 Le Moule',
      phone: '+590 590 00 00 00',
      website: 'https://alize.example',
      timeZone: 'Europe/Paris',
    },
    to: ['Boulangerie du Moule', 'Jean Moreau'],
    ...more,
  };
}
