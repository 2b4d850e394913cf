import type { ComplaintBodies } from '../server/domain/complaint/bodies.ts';
import { CONTRACT_PROVIDER, PROVIDER } from './provider.ts';

const MEDIATOR = {
  name: 'Médiateur des communications électroniques (AMCE)',
  postalAddress: 'BP 999, 75829 Paris Cedex 17',
  website: 'http://www.mediateur-telecom.fr/',
  formUrl: 'http://www.mediateur-telecom.fr/',
};

/** The demonstration's: the provider's own services, and the mediator that the contract names. */
export const COMPLAINT_BODIES: ComplaintBodies = {
  customerService: { name: 'Service clients', postalAddress: PROVIDER.postalAddress },
  consumerService: {
    name: 'Service national consommateurs',
    postalAddress: PROVIDER.postalAddress,
  },
  mediator: MEDIATOR,
  court: 'Tribunal de commerce de Marseille',
  professionals: true,
};

/** What the contract itself states (12.1.4, 11.1). */
export const CONTRACT_COMPLAINT_BODIES: ComplaintBodies = {
  ...COMPLAINT_BODIES,
  court: 'Tribunal de commerce de Bordeaux Métropole',
  customerService: {
    name: 'ALLMYCMS SARL – Service clients',
    postalAddress: CONTRACT_PROVIDER.postalAddress,
  },
  consumerService: {
    name: 'Service National Consommateurs ALLMYCMS',
    postalAddress: CONTRACT_PROVIDER.postalAddress,
  },
};
