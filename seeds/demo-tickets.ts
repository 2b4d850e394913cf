import type { Cause } from '../server/domain/complaint/cause.ts';
import type { AnswerOutcome, RedressKind } from '../server/domain/complaint/event.ts';
import type { TestResult } from '../server/domain/diagnosis/event.ts';
import type { DiagnosisOutcome } from '../server/domain/diagnosis/outcome.ts';
import type { TicketStatus } from '../server/domain/ticket/status.ts';
import type { TicketKind } from '../server/domain/ticket/ticket.ts';
import type { ContactName, StaffName } from './cast.ts';

/** One thing that happened on a complaint's path. */
export type ComplaintStep =
  | { by: StaffName; cause: Cause }
  /** A formal answer, whose mail was accepted. */
  | {
      by: StaffName;
      answers: AnswerOutcome;
      reasons: string;
      redress: { kind: RedressKind; cents: number | null };
    }
  | { by: ContactName; escalates: string };

/** One thing that happened to a ticket; `after` counts in minutes from the step before. */
export type DemoStep = { after: number } & (
  | { by: StaffName; reply: string; statusAfter?: 'waiting_customer' | 'resolved' }
  | { by: StaffName; note: string }
  | { by: StaffName; assign: StaffName }
  | { by: StaffName; status: TicketStatus }
  | { by: ContactName; message: string }
  | { by: ContactName; keeps: { label: string; login: string; secret: string; note: string } }
  /** Minutes of the agent's time, up to now. */
  | { by: StaffName; spent: number; work: string }
  | { by: StaffName; tested: string; result: TestResult; observed: string }
  | { by: StaffName; found: string }
  | { by: StaffName; concludes: DiagnosisOutcome; reasons: string }
  /** The draft that the verdict left. */
  | { by: StaffName; approves: true }
  /** What was approved is exported, and comes back as the invoice of that number. */
  | { by: StaffName; invoices: string }
  | ComplaintStep
);

export type DemoTicket = {
  /** How long before now it was opened. */
  minutesAgo: number;
  /** A contact by the portal's form, or the agent who took a call from a contact. */
  by: ContactName;
  calledTo?: StaffName;
  kind: TicketKind;
  /** One of the contact's services, by its name. */
  service?: string;
  /** The form's tariff was ticked (D5). */
  acceptsTariff?: true;
  subject: string;
  body: string;
  /** Of a complaint: what it asks for, and the ticket (by its subject) and invoice it is about. */
  wanted?: string;
  about?: string;
  invoiced?: string;
  steps: readonly DemoStep[];
};

/** A few days at the helpdesk, so that a newcomer finds it at work. */
export const DEMO_TICKETS: readonly DemoTicket[] = [
  {
    minutesAgo: 4_300,
    by: 'tiare',
    kind: 'information_request',
    subject: 'Changer d’offre pour le site de l’agence',
    body: 'Bonjour,\n\nNotre site grandit. Quelle différence entre Sérénité et Sérénité Plus, et le passage demande-t-il une coupure ?\n\nMerci,\nTiare',
    steps: [
      { after: 610, by: 'lea', assign: 'lea' },
      {
        after: 25,
        by: 'lea',
        reply:
          'Bonjour Tiare,\n\nSérénité Plus ajoute une sauvegarde toutes les heures et 50 Go d’espace. Le passage se fait sans coupure, à la date de votre choix.\n\nSouhaitez-vous que je le prépare ?',
        statusAfter: 'waiting_customer',
      },
    ],
  },
  {
    minutesAgo: 3_100,
    by: 'jean',
    kind: 'incident',
    service: 'Commande en ligne',
    acceptsTariff: true,
    subject: 'Certificat expiré sur la page de commande',
    body: 'Les clients voient un avertissement de sécurité quand ils commandent.\nAdresse : https://commande.boulangerie-moule.example',
    steps: [
      { after: 6, by: 'karim', assign: 'karim' },
      {
        after: 4,
        by: 'karim',
        note: 'Renouvellement automatique bloqué : la zone DNS a changé hier.',
      },
      { after: 8, by: 'karim', spent: 12, work: 'Zone DNS et renouvellement du certificat' },
      {
        after: 1,
        by: 'karim',
        concludes: 'provider_responsible',
        reasons:
          'Le certificat n’a pas pu se renouveler parce que nous avions changé la zone DNS la veille. Il est renouvelé ; ce diagnostic ne vous est pas facturé.',
      },
      {
        after: 3,
        by: 'karim',
        reply:
          'Bonjour Jean,\n\nLe certificat est renouvelé, l’avertissement a disparu. La cause était un changement de zone DNS de notre côté : rien ne vous sera facturé.',
        statusAfter: 'resolved',
      },
      { after: 180, by: 'jean', message: 'Parfait, merci beaucoup.' },
      { after: 15, by: 'karim', status: 'resolved' },
      { after: 1_440, by: 'karim', status: 'closed' },
    ],
  },
  {
    minutesAgo: 1_500,
    by: 'marie',
    calledTo: 'lea',
    kind: 'information_request',
    subject: 'Retrouver une facture de l’an dernier',
    body: 'Mme Hoarau cherche sa facture de mars de l’an dernier pour ses impôts.',
    steps: [
      {
        after: 30,
        by: 'lea',
        reply:
          'Bonjour Madame Hoarau,\n\nComme convenu au téléphone, vos factures des douze derniers mois sont dans votre espace. Je vous envoie celle de mars dès que la comptabilité me la transmet.',
      },
    ],
  },
  {
    minutesAgo: 260,
    by: 'marie',
    kind: 'incident',
    service: 'Blog de Marie',
    acceptsTariff: true,
    subject: 'Formulaire de contact muet',
    body: 'Bonjour,\n\nDepuis hier soir, les messages envoyés par le formulaire de mon site ne m’arrivent plus. J’ai essayé avec deux adresses.\n\nMarie Hoarau',
    steps: [
      { after: 9, by: 'karim', assign: 'karim' },
      {
        after: 21,
        by: 'karim',
        note: 'Le journal montre des rejets DMARC chez son fournisseur. À vérifier avec elle avant de conclure.',
      },
      {
        after: 0,
        by: 'karim',
        tested: 'Envoyer le formulaire vers une autre messagerie',
        result: 'passed',
        observed: 'Reçu en 4 s sur la boîte d’essai.',
      },
      { after: 0, by: 'karim', spent: 19, work: 'Journal des envois, essais du formulaire' },
      {
        after: 5,
        by: 'karim',
        reply:
          'Bonjour Madame Hoarau,\n\nLe formulaire fonctionne, mais votre messagerie refuse ses envois. Pouvez-vous me dire si vous avez changé de fournisseur ces jours-ci ?',
        statusAfter: 'waiting_customer',
      },
    ],
  },
  {
    minutesAgo: 95,
    by: 'jean',
    kind: 'incident',
    service: 'Site vitrine',
    acceptsTariff: true,
    subject: 'Site hors ligne depuis 02:10',
    body: 'Le site de la boulangerie ne répond plus du tout, ni depuis le magasin ni depuis mon téléphone.\n\nErreur affichée : 502 Bad Gateway.',
    steps: [
      { after: 11, by: 'lea', note: 'Le nœud web-07 redémarre en boucle, je regarde.' },
      { after: 3, by: 'lea', assign: 'lea' },
      {
        after: 4,
        by: 'lea',
        reply:
          'Bonjour Jean,\n\nNous voyons la panne : le serveur qui porte votre site redémarre. Je déplace votre site sur un autre serveur et je vous écris dès qu’il répond.',
      },
      {
        after: 2,
        by: 'jean',
        keeps: {
          label: 'Administration du site',
          login: 'jean.moreau',
          secret: 'Tour-de-sucre-97160',
          note: 'Adresse : /administration. Le compte a tous les droits.',
        },
      },
      { after: 38, by: 'jean', message: 'Toujours la même erreur à l’instant.' },
    ],
  },
  {
    minutesAgo: 18,
    by: 'tiare',
    kind: 'incident',
    service: 'Site de l’agence',
    acceptsTariff: true,
    subject: 'Images lentes depuis Nouméa',
    body: 'Les images du catalogue mettent plus de dix secondes à s’afficher depuis ce matin, heure de Nouméa. Le texte arrive normalement.',
    steps: [],
  },
];
