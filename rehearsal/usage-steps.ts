import { type Buyer, invoicesOf, subscriber } from './buyers.ts';
import { keys, proMeter } from './catalogue.ts';
import type { World } from './world.ts';

/** Reports the total so far, as the product does. Ten minutes are between two reports of a case, so that their order by time is certain. */
export const report = (
  world: World,
  buyer: Buyer,
  value: number,
  more: { readonly at?: number; readonly n?: number } = {},
) =>
  world.usage.report({
    meter: proMeter,
    customerId: buyer.customerId,
    value,
    at: more.at ?? world.start,
    identifier: `${world.token}:${buyer.accountId}:${more.n ?? 1}`,
  });

/** A buyer of a plan with overage, in the time of the case's clock. */
export const proBuyer = (world: World) => subscriber(world, { lookupKey: keys.pro, overage: true });

/** The amounts of a customer's invoices, newest first. */
export const totalsOf = async (world: World, buyer: Buyer): Promise<readonly number[]> =>
  (await invoicesOf(world, buyer)).map(({ total }) => total);
