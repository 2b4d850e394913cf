import type { StaffInput } from '../server/commands/add-staff.ts';
import type { ContactDetails } from '../server/commands/contact.ts';

/** What everybody of the demonstration signs in with. */
export const DEMO_PASSWORD = 'guichet-demo';

type Staff = Omit<StaffInput, 'password'>;

const staff = (
  name: string,
  address: string,
  roles: Staff['roles'],
  timeZone = 'Europe/Paris',
): Staff => ({ name, email: `${address}@alize.example`, roles, locale: 'fr', timeZone });

export const STAFF = {
  karim: staff('Karim Diallo', 'karim', ['agent']),
  lea: staff('Léa Fontaine', 'lea', ['agent']),
  nadia: staff('Nadia Benali', 'nadia', ['agent', 'manager']),
  ines: staff('Inès Rousseau', 'ines', ['complaint_officer_1']),
  paul: staff('Paul Marchand', 'paul', ['complaint_officer_2']),
  odile: staff('Odile Martin', 'odile', ['administrator']),
} as const;

export const CONTACTS = {
  jean: {
    name: 'Jean Moreau',
    email: 'jean@boulangerie-moule.example',
    organisation: 'Boulangerie du Moule',
    quality: 'professional',
    locale: 'fr',
    timeZone: 'America/Guadeloupe',
  },
  marie: {
    name: 'Marie Hoarau',
    email: 'marie.hoarau@courriel.example',
    organisation: '',
    quality: 'consumer',
    locale: 'fr',
    timeZone: 'Indian/Reunion',
  },
  tiare: {
    name: 'Tiare Wamytan',
    email: 'tiare@agence-lagon.example',
    organisation: 'Agence Lagon',
    quality: 'professional',
    locale: 'en',
    timeZone: 'Pacific/Noumea',
  },
} as const satisfies Record<string, ContactDetails>;

export type StaffName = keyof typeof STAFF;
export type ContactName = keyof typeof CONTACTS;
