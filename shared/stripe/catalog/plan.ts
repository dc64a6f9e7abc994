import { isDeepStrictEqual } from 'node:util';
import { offeredIn } from '../../domain/catalog/offered-price.ts';
import { AppError } from '../../errors.ts';
import type { CurrentCatalog, CurrentPrice, CurrentProduct } from './current.ts';
import type { DesiredCatalog, DesiredMeter, DesiredPrice, DesiredProduct } from './desired.ts';
import { type CouponChange, couponChanges } from './plan-coupons.ts';
import { type PortalChange, portalChange } from './portal.ts';

/** A change that makes Stripe hold what the configuration says. */
export type CatalogChange =
  | CouponChange
  | { readonly kind: 'create_product'; readonly product: DesiredProduct }
  | { readonly kind: 'update_product'; readonly product: DesiredProduct; readonly before: CurrentProduct }
  | { readonly kind: 'create_meter'; readonly meter: DesiredMeter; readonly follows: string | null }
  | { readonly kind: 'reactivate_meter'; readonly meter: DesiredMeter; readonly id: string }
  /** `follows`: the archived price that had the lookup key last. */
  | { readonly kind: 'create_price'; readonly price: DesiredPrice; readonly follows: string | null }
  /** Prices are immutable: a new one takes over the lookup key; who subscribes already keeps the old one. */
  | { readonly kind: 'replace_price'; readonly price: DesiredPrice; readonly before: CurrentPrice }
  /** An amount in one more currency can be added to a price that is in force. */
  | { readonly kind: 'add_currencies'; readonly price: DesiredPrice; readonly before: CurrentPrice }
  /** Sets the tax behaviour of a price that has none. Stripe does not change one that is set: then a new price takes its place. */
  | { readonly kind: 'set_tax_behavior'; readonly price: DesiredPrice; readonly before: CurrentPrice }
  | { readonly kind: 'archive_price'; readonly before: CurrentPrice }
  | PortalChange
  | { readonly kind: 'create_webhook'; readonly url: string; readonly replaces: readonly string[] }
  | { readonly kind: 'update_webhook' | 'remove_webhook'; readonly id: string }
  | { readonly kind: 'create_destination'; readonly url: string; readonly replaces: readonly string[] }
  | { readonly kind: 'update_destination'; readonly id: string; readonly moves: Moves | null }
  | { readonly kind: 'remove_destination'; readonly id: string };

/** From one address to another. */
type Moves = { readonly from: string | null; readonly to: string };

/** The webhook endpoint that a deployment needs. */
export type RequestedWebhook = {
  readonly url: string;
  readonly apiVersion: string;
  readonly events: readonly string[];
  /** Event types of API v2; they go to a destination of their own at the same address. */
  readonly thinEvents: readonly string[];
  /** Where the stage keeps its secrets, such as `/tollgate/dev`: tells the destinations of stages in one Stripe account apart. */
  readonly place: string;
};

/**
 * The changes that make Stripe hold what is desired; empty where it does. `webhook` null leaves endpoints alone. Prices that operators offered to one
 * organization are not the catalogue’s, and stay.
 */
export function planChanges(
  current: CurrentCatalog,
  desired: DesiredCatalog,
  webhook: RequestedWebhook | null,
): CatalogChange[] {
  const wantedKeys = new Set(desired.prices.map(({ lookupKey }) => lookupKey));
  return [
    ...desired.products.flatMap((product) => productChange(current, product)),
    ...desired.meters.flatMap((meter) => meterChange(current, meter)),
    ...desired.prices.flatMap((price) => priceChange(current, price)),
    ...current.prices
      .filter(({ active, inForce, lookupKey }) => active && !(inForce && wantedKeys.has(lookupKey)))
      .filter(({ lookupKey }) => !offeredIn(lookupKey))
      .map((before) => ({ kind: 'archive_price', before }) as const),
    ...couponChanges(current, desired),
    ...portalChange(current.portal, desired.portal),
    ...(webhook ? [...webhookChange(current, webhook), ...destinationChange(current, webhook)] : []),
  ];
}

function productChange({ products }: CurrentCatalog, product: DesiredProduct): CatalogChange[] {
  const before = products.find(({ id }) => id === product.id);
  if (!before) return [{ kind: 'create_product', product }];
  const isCoded = product.taxCode === null || before.taxCode === product.taxCode;
  const same = before.active && before.name === product.name && before.description === product.description;
  return same && isCoded ? [] : [{ kind: 'update_product', product, before }];
}

/**
 * A meter's formula cannot be changed, and two of one name cannot be active.
 * @throws AppError `conflict` in one sentence where a meter of this name adds up: what we report would be billed many times over
 */
function meterChange({ meters }: CurrentCatalog, meter: DesiredMeter): CatalogChange[] {
  const named = meters.filter(({ eventName }) => eventName === meter.eventName);
  const other = named.find(({ active, formula }) => active && formula !== 'last');
  if (other)
    throw new AppError(
      'conflict',
      `Stripe's meter ${other.id} takes the events "${meter.eventName}" with the formula ${other.formula}, which has to be last: deactivate it.`,
    );
  if (named.some(({ active }) => active)) return [];
  const usable = named.find(({ formula }) => formula === 'last');
  return usable
    ? [{ kind: 'reactivate_meter', meter, id: usable.id }]
    : [{ kind: 'create_meter', meter, follows: named[0]?.id ?? null }];
}

const compared = ['interval', 'amountMinor', 'currency', 'productId'] as const;

function priceChange({ prices }: CurrentCatalog, price: DesiredPrice): CatalogChange[] {
  const known = prices.filter(({ lookupKey }) => lookupKey === price.lookupKey);
  const before = known.find(({ inForce }) => inForce);
  if (!before) return [{ kind: 'create_price', price, follows: known[0]?.id ?? null }];
  const { taxBehavior } = price;
  const isKept =
    (taxBehavior === null || before.taxBehavior === null || before.taxBehavior === taxBehavior) &&
    compared.every((name) => before[name] === price[name]) &&
    isDeepStrictEqual(before.usage, price.usage) &&
    Object.entries(before.currencies).every(([code, amount]) => price.currencies[code] === amount);
  if (!isKept) return [{ kind: 'replace_price', price, before }];
  const isWhole = Object.keys(price.currencies).length === Object.keys(before.currencies).length;
  return [
    ...(isWhole ? [] : [{ kind: 'add_currencies', price, before } as const]),
    ...(taxBehavior === before.taxBehavior || taxBehavior === null
      ? []
      : [{ kind: 'set_tax_behavior', price, before } as const]),
  ];
}

/** An endpoint's API version cannot be changed, nor its secret shown again: then another endpoint takes its place. */
function webhookChange({ webhooks }: CurrentCatalog, wanted: RequestedWebhook): CatalogChange[] {
  const good = webhooks.find((each) => each.enabled && each.secretKept && each.apiVersion === wanted.apiVersion);
  if (!good) return [{ kind: 'create_webhook', url: wanted.url, replaces: webhooks.map(({ id }) => id) }];
  const same = good.events.toSorted().join() === wanted.events.toSorted().join();
  return [
    ...(same ? [] : [{ kind: 'update_webhook', id: good.id } as const]),
    ...webhooks.filter((each) => each !== good).map(({ id }) => ({ kind: 'remove_webhook', id }) as const),
  ];
}

/** A destination's address and events can be changed, and it keeps its secret; where that is nowhere, another one takes its place. */
function destinationChange(
  { destinations }: CurrentCatalog,
  { url, thinEvents, place }: RequestedWebhook,
): CatalogChange[] {
  const known = destinations.filter((each) => each.place === place || each.url === url);
  const good = known.find((each) => each.enabled && each.secretKept && each.place === place);
  if (!good) return [{ kind: 'create_destination', url, replaces: known.map(({ id }) => id) }];
  const moves = good.url === url ? null : { from: good.url, to: url };
  const same = good.events.toSorted().join() === thinEvents.toSorted().join();
  return [
    ...(moves || !same ? [{ kind: 'update_destination', id: good.id, moves } as const] : []),
    ...known.filter((each) => each !== good).map(({ id }) => ({ kind: 'remove_destination', id }) as const),
  ];
}
