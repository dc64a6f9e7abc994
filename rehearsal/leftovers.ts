import type Stripe from 'stripe';
import type { Backend } from './backend.ts';
import { rehearsalEmail } from './buyers.ts';
import { ownPrefix, proMeter } from './catalogue.ts';
import { clockPrefix, removeClock } from './clock.ts';

/** The origin of the rehearsal's webhook endpoints: nobody answers there. */
export const rehearsalOrigin = 'https://rehearsal.tollgate.example';

/** Where the rehearsal's destinations say that their secret is. */
export const rehearsalPlace = '/tollgate/rehearsal';

const all = { limit: 100 } as const;

/**
 * Deletes what a rehearsal leaves behind when it is killed: test clocks, customers, endpoints and destinations. Answers how many there were.
 */
export async function removeLeftovers(quiet: Stripe, backend: Backend): Promise<number> {
  const clocks = (await Array.fromAsync(quiet.testHelpers.testClocks.list(all))).filter(({ name }) =>
    name?.startsWith(clockPrefix),
  );
  for (const { id } of clocks) await removeClock({ quiet, backend }, id);
  const customers = await leftCustomers(quiet, backend);
  for (const { id } of customers) await quiet.customers.del(id);
  const endpoints = (await Array.fromAsync(quiet.webhookEndpoints.list(all))).filter(({ url }) =>
    url.startsWith(rehearsalOrigin),
  );
  for (const { id } of endpoints) await quiet.webhookEndpoints.del(id);
  const destinations = (await Array.fromAsync(quiet.v2.core.eventDestinations.list())).filter(({ metadata }) =>
    metadata?.tollgate_place?.startsWith(rehearsalPlace),
  );
  for (const { id } of destinations) await quiet.v2.core.eventDestinations.del(id);
  return clocks.length + customers.length + endpoints.length + destinations.length;
}

/** The product gives a customer its address in a second call; one that was left between the two is known by its metadata. */
async function leftCustomers(quiet: Stripe, { now }: Backend): Promise<readonly Stripe.Customer[]> {
  const yesterday = Math.floor(now().getTime() / 1000) - 86_400;
  const named = await Array.fromAsync(quiet.customers.list({ ...all, email: rehearsalEmail }));
  const recent = await Array.fromAsync(quiet.customers.list({ ...all, created: { gte: yesterday } }));
  const unnamed = recent.filter(
    ({ email, metadata }) => email === null && metadata.tollgate_account?.startsWith(ownPrefix),
  );
  return [...named, ...unnamed];
}

/** Archives the rehearsal's offer, since Stripe deletes no product that has a price, and no meter. Its coupons stay, without a code. */
export async function archiveOffer(quiet: Stripe): Promise<void> {
  const ownProduct = new RegExp(`^tollgate_[a-z]+_${ownPrefix}`);
  for await (const { id, product } of quiet.prices.list({ ...all, active: true }))
    if (ownProduct.test(typeof product === 'string' ? product : product.id))
      await quiet.prices.update(id, { active: false });
  for await (const { id } of quiet.products.list({ ...all, active: true }))
    if (ownProduct.test(id)) await quiet.products.update(id, { active: false });
  for await (const { id, event_name } of quiet.billing.meters.list({ ...all, status: 'active' }))
    if (event_name === proMeter) await quiet.billing.meters.deactivate(id);
  for await (const { id, metadata } of quiet.promotionCodes.list({ ...all, active: true }))
    if (metadata?.tollgate_coupon?.startsWith(ownPrefix)) await quiet.promotionCodes.update(id, { active: false });
}
