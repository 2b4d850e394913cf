import type { Run } from '../server/commands/command.ts';
import { recommendTest } from '../server/commands/recommend-tests.ts';
import type { Database } from '../server/store/connect.ts';
import { listServices } from '../server/store/services.ts';
import { done } from './done.ts';
import type { Cast } from './populate.ts';

/** What is recommended before an incident is declared, whatever the service (I4). */
const FOR_ALL = [
  'Vider le cache du navigateur, puis recharger la page',
  'Essayer depuis un autre navigateur ou un autre appareil',
  'Essayer depuis un autre accès à internet, un téléphone par exemple',
];
/** For a shop besides. */
const FOR_ORDERS = ['Passer une commande de bout en bout, puis l’annuler'];

/** Recommends the demonstration's tests; the contract leaves them open. */
export async function settleTests(run: Run, cast: Cast, database: Database): Promise<void> {
  const { nadia, jean } = cast;
  for (const wording of FOR_ALL)
    done(await run(recommendTest, nadia, { serviceId: null, wording }));
  const services = await listServices(database, jean.customerId as number);
  const orders = services.find(({ name }) => name === 'Commande en ligne');
  if (!orders) throw new Error('Jean takes no orders');
  for (const wording of FOR_ORDERS) {
    done(await run(recommendTest, nadia, { serviceId: orders.id, wording }));
  }
}
