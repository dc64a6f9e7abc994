import type Stripe from 'stripe';
import { keyFor, underKey } from '../client.ts';
import { lookupKeyMetadata } from '../subscriptions.ts';
import { applyCouponChange } from './apply-coupons.ts';
import type { ApplyDeps } from './apply-deps.ts';
import { applyDestinationChange } from './apply-destination.ts';
import { applyPortalChange } from './apply-portal.ts';
import { keptMetadata, ours } from './current.ts';
import type { DesiredPrice, DesiredProduct } from './desired.ts';
import type { CatalogChange, RequestedWebhook } from './plan.ts';

type PriceChange = Extract<
  CatalogChange,
  { readonly kind: 'create_price' | 'replace_price' | 'add_currencies' | 'set_tax_behavior' | 'archive_price' }
>;

/** Makes one change. Each create has a business key, so that a re-run after a crash repeats nothing. */
export async function applyCatalogChange(deps: ApplyDeps, change: CatalogChange): Promise<void> {
  const { stripe } = deps;
  switch (change.kind) {
    case 'create_product':
      return createProduct(stripe, change.product);
    case 'update_product':
      await stripe.products.update(change.product.id, { ...productInput(change.product), active: true });
      return;
    case 'create_meter':
    case 'reactivate_meter':
      return applyMeter(stripe, change);
    case 'create_price':
    case 'replace_price':
    case 'add_currencies':
    case 'set_tax_behavior':
    case 'archive_price':
      return applyPriceChange(stripe, change);
    case 'create_portal':
    case 'update_portal':
      return applyPortalChange(stripe, change);
    case 'create_webhook':
      return createWebhook(deps, change.replaces);
    case 'remove_webhook':
      await stripe.webhookEndpoints.del(change.id);
      return;
    case 'update_webhook':
      await stripe.webhookEndpoints.update(change.id, { enabled_events: enabledEvents(deps.webhook) });
      return;
    case 'create_destination':
    case 'update_destination':
    case 'remove_destination':
      return applyDestinationChange(deps, change);
    default:
      return applyCouponChange(stripe, change);
  }
}

async function createProduct(stripe: Stripe, product: DesiredProduct): Promise<void> {
  const input = { ...productInput(product), id: product.id, metadata: ours };
  await underKey(keyFor(`catalog:product:${product.id}`, input), (idempotencyKey) =>
    stripe.products.create(input, { idempotencyKey }),
  );
}

async function applyPriceChange(stripe: Stripe, change: PriceChange): Promise<void> {
  switch (change.kind) {
    case 'create_price':
      return createPrice(stripe, change.price, change.follows ?? 'first');
    case 'replace_price':
      await createPrice(stripe, change.price, change.before.id);
      await stripe.prices.update(change.before.id, { active: false });
      return;
    case 'add_currencies':
      await stripe.prices.update(change.before.id, { currency_options: currencyOptions(change.price) });
      return;
    case 'set_tax_behavior':
      await stripe.prices.update(change.before.id, { ...taxInput(change.price), ...currenciesInput(change.price) });
      return;
    default:
      await stripe.prices.update(change.before.id, { active: false });
  }
}

const productInput = ({ name, description, taxCode }: DesiredProduct) => ({
  name,
  description,
  ...(taxCode === null ? {} : { tax_code: taxCode }),
});

const taxInput = ({ taxBehavior }: DesiredPrice) => (taxBehavior === null ? {} : { tax_behavior: taxBehavior });

const currencyOptions = (price: DesiredPrice): Record<string, Stripe.PriceCreateParams.CurrencyOptions> =>
  Object.fromEntries(
    Object.entries(price.currencies).map(([code, unit_amount]) => [code, { unit_amount, ...taxInput(price) }]),
  );

const currenciesInput = (price: DesiredPrice) =>
  Object.keys(price.currencies).length === 0 ? {} : { currency_options: currencyOptions(price) };

async function applyMeter(
  stripe: Stripe,
  change: Extract<CatalogChange, { readonly kind: 'create_meter' | 'reactivate_meter' }>,
): Promise<void> {
  if (change.kind === 'reactivate_meter') return void (await stripe.billing.meters.reactivate(change.id));
  const { meter, follows } = change;
  const input: Stripe.Billing.MeterCreateParams = {
    display_name: meter.displayName,
    event_name: meter.eventName,
    default_aggregation: { formula: 'last' },
  };
  await underKey(keyFor(`catalog:meter:${meter.eventName}:${follows ?? 'first'}`, input), (idempotencyKey) =>
    stripe.billing.meters.create(input, { idempotencyKey }),
  );
}

/**
 * The recurring part of a price; none for a price that is paid once. A metered price bills every pack that is begun. @throws Error where
 * Stripe lacks its meter
 */
async function recurringOf(stripe: Stripe, { interval, usage }: DesiredPrice) {
  if (interval === null) return {};
  if (!usage) return { recurring: { interval } };
  const meters = await Array.fromAsync(stripe.billing.meters.list({ status: 'active', limit: 100 }));
  const meter = meters.find(({ event_name }) => event_name === usage.meter);
  if (!meter) throw new Error(`Stripe has no active meter "${usage.meter}"`);
  return {
    recurring: { interval, usage_type: 'metered' as const, meter: meter.id },
    ...(usage.units > 1 ? { transform_quantity: { divide_by: usage.units, round: 'up' as const } } : {}),
  };
}

async function createPrice(stripe: Stripe, price: DesiredPrice, follows: string): Promise<void> {
  const { lookupKey, amountMinor, currency, productId } = price;
  const input = {
    product: productId,
    unit_amount: amountMinor,
    currency,
    ...taxInput(price),
    ...currenciesInput(price),
    ...(await recurringOf(stripe, price)),
    lookup_key: lookupKey,
    transfer_lookup_key: true,
    metadata: { [lookupKeyMetadata]: lookupKey },
  };
  await underKey(keyFor(`catalog:price:${lookupKey}:${follows}`, input), (idempotencyKey) =>
    stripe.prices.create(input, { idempotencyKey }),
  );
}

/**
 * Creates the endpoint and keeps its secret. If this is interrupted, the next push repairs it: only an endpoint whose secret was kept
 * counts.
 */
async function createWebhook({ stripe, webhook, keepSecret }: ApplyDeps, replaces: readonly string[]): Promise<void> {
  if (!webhook) throw new Error('A webhook endpoint needs the public address');
  const endpoint = await stripe.webhookEndpoints.create({
    url: webhook.url,
    enabled_events: enabledEvents(webhook),
    api_version: webhook.apiVersion as Stripe.WebhookEndpointCreateParams.ApiVersion,
    metadata: ours,
  });
  if (!endpoint.secret) throw new Error('Stripe showed no signing secret for the new webhook endpoint');
  await keepSecret('webhook', endpoint.secret);
  await stripe.webhookEndpoints.update(endpoint.id, { metadata: keptMetadata });
  for (const id of replaces) await stripe.webhookEndpoints.del(id);
}

const enabledEvents = (webhook: RequestedWebhook | null) =>
  [...(webhook?.events ?? [])] as Stripe.WebhookEndpointCreateParams.EnabledEvent[];
