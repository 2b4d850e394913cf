import type { Provider } from '../server/domain/provider/provider.ts';

const OFFICE = [
  ['09:00', '12:30'],
  ['14:00', '18:00'],
] as const;

/** The demonstration's provider. Its hours are plausible values: the contract leaves them open. */
export const PROVIDER: Provider = {
  name: 'Alizé Hébergement',
  postalAddress: '12 rue des Alizés, 13002 Marseille',
  phone: '+33 4 00 00 00 00',
  website: 'https://alize.example',
  timeZone: 'Europe/Paris',
  businessHours: {
    mon: OFFICE,
    tue: OFFICE,
    wed: OFFICE,
    thu: OFFICE,
    fri: OFFICE,
    sat: [],
    sun: [],
  },
};

/** What the contract itself states of the provider; hours, which it leaves open, are plausible. */
export const CONTRACT_PROVIDER: Provider = {
  ...PROVIDER,
  name: 'ALLMYCMS',
  postalAddress: '4 rue Jean Moulin, 33310 Lormont',
  phone: '+33 5 35 54 92 03',
  website: 'https://www.allmycms.com',
};
