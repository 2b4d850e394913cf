import type { Provider } from '../server/domain/provider/provider.ts';

/** The demonstration's provider. */
export const PROVIDER: Provider = {
  name: 'Alizé Hébergement',
  postalAddress: '12 rue des Alizés, 13002 Marseille',
  phone: '+33 4 00 00 00 00',
  website: 'https://alize.example',
  timeZone: 'Europe/Paris',
};

/** What the contract itself states of the provider. */
export const CONTRACT_PROVIDER: Provider = {
  ...PROVIDER,
  name: 'ALLMYCMS',
  postalAddress: '4 rue Jean Moulin, 33310 Lormont',
  phone: '+33 5 35 54 92 03',
  website: 'https://www.allmycms.com',
};
