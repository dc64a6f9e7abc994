import type Stripe from 'stripe';
import type { Amounts } from '../../domain/catalog/catalog.ts';
import { thinEventTypes } from '../stripe-event-types.ts';
import { lookupKeyMetadata } from '../subscriptions.ts';
import { type CurrentCode, type CurrentCoupon, readCodes, readCoupons } from './current-coupons.ts';
import type { DesiredMeter, DesiredPrice, DesiredProduct } from './desired.ts';
import { type CurrentPortal, portalOf } from './portal.ts';

type CurrentMeter = DesiredMeter & { readonly id: string; readonly active: boolean; readonly formula: string };
/** A product at Stripe. */
export type CurrentProduct = DesiredProduct & { readonly active: boolean };
/** `inForce`: active, and the one that its lookup key leads to. */
export type CurrentPrice = DesiredPrice & { readonly id: string; readonly active: boolean; readonly inForce: boolean };
/** A webhook endpoint at Stripe. */
export type CurrentWebhook = {
  readonly id: string;
  readonly enabled: boolean;
  /** Whether its signing secret was put where the functions read it; Stripe shows that once. */
  readonly secretKept: boolean;
  readonly apiVersion: string | null;
  readonly events: readonly string[];
};

/** A destination of thin events, of whatever stage. */
export type CurrentDestination = {
  readonly id: string;
  readonly enabled: boolean;
  readonly secretKept: boolean;
  readonly url: string | null;
  /** Where its secret is kept. */
  readonly place: string | null;
  readonly events: readonly string[];
};

/** The catalogue as Stripe holds it now, as far as it is ours. */
export type CurrentCatalog = {
  readonly products: readonly CurrentProduct[];
  /** Newest first, archived ones too. */
  readonly prices: readonly CurrentPrice[];
  /** All, also those that are not ours: a name may be taken. */
  readonly meters: readonly CurrentMeter[];
  readonly coupons: readonly CurrentCoupon[];
  /** Newest first. */
  readonly codes: readonly CurrentCode[];
  readonly portal: CurrentPortal | null;
  /** The endpoints at our address. */
  readonly webhooks: readonly CurrentWebhook[];
  readonly destinations: readonly CurrentDestination[];
};

/** Marks what is ours among the operator's other objects. */
export const ours = { tollgate: 'catalog' } as const;
/** Whether an object at Stripe carries our metadata. */
export const isOurs = ({ metadata }: { readonly metadata?: Stripe.Metadata | null }): boolean =>
  metadata?.tollgate === ours.tollgate;

/** Metadata of an endpoint whose signing secret was kept. */
export const keptMetadata = { ...ours, tollgate_secret: 'kept' } as const;

/** The offer as Stripe holds it: all but endpoints and destinations. */
export type CurrentOffer = Omit<CurrentCatalog, 'webhooks' | 'destinations'>;

/** Reads it from Stripe, whatever the number of pages. */
export async function readCurrent(stripe: Stripe, webhookUrl: string | null): Promise<CurrentCatalog> {
  const [offer, endpoints, destinations] = await Promise.all([
    readOffer(stripe),
    all(stripe.webhookEndpoints.list({ limit: 100 })),
    all(stripe.v2.core.eventDestinations.list({ include: ['webhook_endpoint.url'] })),
  ]);
  return {
    ...offer,
    webhooks: endpoints.filter(({ url, ...each }) => url === webhookUrl && !isThin(each)).map(webhookOf),
    destinations: destinations.filter((each) => isThin(each) && isOurs(each)).map(destinationOf),
  };
}

/** The offer alone: its key need not read endpoints. */
export async function readOffer(stripe: Stripe): Promise<CurrentOffer> {
  const [products, meters, coupons, codes, portals] = await Promise.all([
    all(stripe.products.list({ limit: 100 })),
    readMeters(stripe),
    readCoupons(stripe),
    readCodes(stripe),
    all(stripe.billingPortal.configurations.list({ active: true, limit: 100 })),
  ]);
  return {
    products: products.filter(isOurs).map(productOf),
    prices: await readPrices(stripe, meters),
    meters,
    coupons,
    codes,
    portal: portals.filter(isOurs).map(portalOf)[0] ?? null,
  };
}

/** Every price of ours, newest first, archived ones too. */
export async function readPrices(stripe: Stripe, meters?: readonly CurrentMeter[]): Promise<CurrentPrice[]> {
  const named = new Map((meters ?? (await readMeters(stripe))).map(({ id, eventName }) => [id, eventName]));
  const prices = await all(stripe.prices.list({ limit: 100, expand: ['data.currency_options'] }));
  return prices.flatMap((price) => priceOf(price, named));
}

const readMeters = async (stripe: Stripe): Promise<CurrentMeter[]> =>
  (await all(stripe.billing.meters.list({ limit: 100 }))).map((meter) => ({
    id: meter.id,
    eventName: meter.event_name,
    displayName: meter.display_name,
    active: meter.status === 'active',
    formula: meter.default_aggregation.formula,
  }));

const productOf = ({ id, name, description, active, tax_code }: Stripe.Product): CurrentProduct => ({
  id,
  name,
  description: description ?? '',
  active,
  taxCode: typeof tax_code === 'string' ? tax_code : (tax_code?.id ?? null),
});

function priceOf(price: Stripe.Price, meters: ReadonlyMap<string, string>): CurrentPrice[] {
  const lookupKey = price.metadata[lookupKeyMetadata];
  if (lookupKey === undefined) return [];
  return [
    {
      id: price.id,
      active: price.active,
      inForce: price.active && price.lookup_key === lookupKey,
      lookupKey,
      interval: price.recurring && (price.recurring.interval === 'year' ? 'year' : 'month'),
      amountMinor: price.unit_amount ?? -1,
      currency: price.currency,
      currencies: amountsBeside(price),
      taxBehavior: taxBehaviorOf(price),
      usage: usageOf(price, meters),
      productId: typeof price.product === 'string' ? price.product : price.product.id,
    },
  ];
}

function usageOf({ recurring, transform_quantity }: Stripe.Price, meters: ReadonlyMap<string, string>) {
  if (!recurring?.meter) return null;
  return { meter: meters.get(recurring.meter) ?? recurring.meter, units: transform_quantity?.divide_by ?? 1 };
}

const taxBehaviors = ['exclusive', 'inclusive'] as const;

const taxBehaviorOf = ({ tax_behavior }: Stripe.Price): CurrentPrice['taxBehavior'] =>
  taxBehaviors.find((each) => each === tax_behavior) ?? null;

/** Amounts of a price in currencies other than its own. */
function amountsBeside({ currency, currency_options: options = {} }: Stripe.Price): Amounts {
  const others = Object.entries(options).filter(([code]) => code !== currency);
  return Object.fromEntries(others.map(([code, { unit_amount }]) => [code, unit_amount ?? -1]));
}

const webhookOf = ({ id, status, metadata, api_version, enabled_events }: Stripe.WebhookEndpoint): CurrentWebhook => ({
  id,
  enabled: status === 'enabled',
  secretKept: metadata.tollgate_secret === keptMetadata.tollgate_secret,
  apiVersion: api_version,
  events: enabled_events,
});

/** Stripe may list the destinations of one API with those of the other: only the events that they take tell them apart for certain. */
const isThin = (each: { readonly enabled_events: readonly string[] }): boolean =>
  each.enabled_events.some((type) => type in thinEventTypes);

const destinationOf = (each: Stripe.V2.Core.EventDestination): CurrentDestination => ({
  id: each.id,
  enabled: each.status === 'enabled',
  secretKept: each.metadata?.tollgate_secret === keptMetadata.tollgate_secret,
  url: each.webhook_endpoint?.url ?? null,
  place: each.metadata?.tollgate_place ?? null,
  events: each.enabled_events,
});

const all = <T>(list: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(list);
