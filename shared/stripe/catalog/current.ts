import type Stripe from 'stripe';
import { lookupKeyMetadata } from '../subscriptions.ts';
import type { DesiredPrice, DesiredProduct } from './desired.ts';

export type CurrentPrice = DesiredPrice & { readonly id: string };
export type CurrentWebhook = {
  readonly id: string;
  readonly apiVersion: string | null;
  readonly events: readonly string[];
};

/** What Stripe holds of ours now. */
export type CurrentCatalog = {
  readonly products: readonly DesiredProduct[];
  /** Active prices that carry a lookup key of ours. */
  readonly prices: readonly CurrentPrice[];
  readonly portalConfigurationId: string | null;
  /** The endpoint at our address, if there is one. */
  readonly webhook: CurrentWebhook | null;
};

/** Marks what is ours among the operator's other objects. */
export const ours = { tollgate: 'catalog' } as const;
export const isOurs = ({ metadata }: { readonly metadata: Stripe.Metadata | null }): boolean =>
  metadata?.tollgate === ours.tollgate;

/** Reads it from Stripe, whatever the number of pages. */
export async function readCurrent(stripe: Stripe, webhookUrl: string | null): Promise<CurrentCatalog> {
  const [products, prices, portals, endpoints] = await Promise.all([
    all(stripe.products.list({ active: true, limit: 100 })),
    all(stripe.prices.list({ active: true, limit: 100 })),
    all(stripe.billingPortal.configurations.list({ active: true, limit: 100 })),
    all(stripe.webhookEndpoints.list({ limit: 100 })),
  ]);
  const endpoint = endpoints.find(({ url, status }) => url === webhookUrl && status === 'enabled');
  return {
    products: products
      .filter(isOurs)
      .map(({ id, name, description }) => ({ id, name, description: description ?? '' })),
    prices: prices.flatMap(priceOf),
    portalConfigurationId: portals.find(isOurs)?.id ?? null,
    webhook: endpoint ? { id: endpoint.id, apiVersion: endpoint.api_version, events: endpoint.enabled_events } : null,
  };
}

function priceOf(price: Stripe.Price): CurrentPrice[] {
  const lookupKey = price.lookup_key;
  if (lookupKey === null || price.metadata[lookupKeyMetadata] !== lookupKey) return [];
  return [
    {
      id: price.id,
      lookupKey,
      interval: price.recurring?.interval === 'year' ? 'year' : 'month',
      amountMinor: price.unit_amount ?? -1,
      currency: price.currency,
      productId: typeof price.product === 'string' ? price.product : price.product.id,
    },
  ];
}

const all = <T>(list: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(list);
