import type Stripe from 'stripe';
import { applyCatalogChange } from '../shared/stripe/catalog/apply.ts';
import { type CurrentCatalog, readCurrent } from '../shared/stripe/catalog/current.ts';
import { desiredCatalog } from '../shared/stripe/catalog/desired.ts';
import { type CatalogChange, planChanges, type RequestedWebhook } from '../shared/stripe/catalog/plan.ts';
import { keys, ownPrefix, proMeter, rehearsalCatalogue } from './catalogue.ts';

/**
 * Pushes the rehearsal's catalogue by the product's own calls; answers the changes that were made. The comparison leaves
 * out the operator's catalogue in the same account, so none of it is archived.
 */
export async function pushOffer(
  stripe: Stripe,
  input: { readonly now: Date; readonly webhook?: RequestedWebhook | null } = { now: new Date() },
): Promise<readonly CatalogChange[]> {
  const { now, webhook = null } = input;
  const current = ownPart(await readCurrent(stripe, webhook?.url ?? null));
  const changes = planChanges(current, desiredCatalog(rehearsalCatalogue, now), webhook);
  for (const change of changes) await applyCatalogChange({ stripe, webhook, keepSecret: async () => {} }, change);
  return changes;
}

const ownPart = (current: CurrentCatalog): CurrentCatalog => ({
  ...current,
  prices: current.prices.filter(({ lookupKey }) => lookupKey.startsWith(ownPrefix)),
  coupons: current.coupons.filter(({ id }) => id.includes(ownPrefix)),
  codes: current.codes.filter(({ couponId }) => couponId?.startsWith(ownPrefix)),
});

/** The names that a recording gives to what was pushed, by their ids at Stripe. */
export async function namesOfOffer(stripe: Stripe): Promise<ReadonlyMap<string, string>> {
  const wanted = Object.values(keys);
  const { data } = await stripe.prices.list({ lookup_keys: wanted, active: true, limit: wanted.length });
  const meters = await Array.fromAsync(stripe.billing.meters.list({ limit: 100, status: 'active' }));
  const meter = meters.find(({ event_name }) => event_name === proMeter);
  return new Map([
    ...data.map(({ id, lookup_key }) => [id, `price:${lookup_key}`] as const),
    ...(meter ? [[meter.id, 'meter:pro'] as const] : []),
  ]);
}
