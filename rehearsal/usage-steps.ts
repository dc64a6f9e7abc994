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

/** The first day of the case's clock. */
export const dayOf = ({ start }: World) => ({
  start: new Date(start * 1000).toISOString(),
  end: new Date((start + 86_400) * 1000).toISOString(),
});

/** Waits until the meter says this of the first day: Stripe takes usage up some time after it was reported. */
export const reported = (world: World, { customerId }: Buyer, value: number) =>
  world.until(
    `a meter summary of ${value}`,
    () => world.usage.reported({ customerId, meter: proMeter, ...dayOf(world) }),
    (seen) => seen === value,
  );

/** Reports a total of the first day, and waits until it is taken up. */
export async function use(world: World, buyer: Buyer, value: number): Promise<void> {
  await report(world, buyer, value);
  await reported(world, buyer, value);
}

/** A buyer of a plan with overage, in the time of the case's clock. */
export const proBuyer = (world: World) => subscriber(world, { lookupKey: keys.pro, overage: true });

/** The amounts of a customer's invoices, newest first. */
export const totalsOf = async (world: World, buyer: Buyer): Promise<readonly number[]> =>
  (await invoicesOf(world, buyer)).map(({ total }) => total);
