import type { CurrentCatalog, CurrentPrice } from './current.ts';
import type { DesiredCatalog, DesiredPrice, DesiredProduct } from './desired.ts';

export type Change =
  | { readonly kind: 'create_product' | 'update_product'; readonly product: DesiredProduct }
  | { readonly kind: 'create_price'; readonly price: DesiredPrice }
  /** Prices are immutable: a new one takes over the lookup key; who subscribes already keeps the old one. */
  | { readonly kind: 'replace_price'; readonly price: DesiredPrice; readonly before: CurrentPrice }
  | { readonly kind: 'archive_price'; readonly before: CurrentPrice }
  | { readonly kind: 'create_portal' }
  | { readonly kind: 'create_webhook'; readonly url: string; readonly replaces: string | null }
  | { readonly kind: 'update_webhook'; readonly id: string };

export type WebhookWanted = { readonly url: string; readonly apiVersion: string; readonly events: readonly string[] };

/** What has to change so that Stripe holds what is desired; empty when it does. `webhook` null leaves endpoints alone. */
export function planChanges(current: CurrentCatalog, desired: DesiredCatalog, webhook: WebhookWanted | null): Change[] {
  const wantedKeys = new Set(desired.prices.map(({ lookupKey }) => lookupKey));
  return [
    ...desired.products.flatMap((product) => productChange(current, product)),
    ...desired.prices.flatMap((price) => priceChange(current, price)),
    ...current.prices.flatMap((before): Change[] =>
      wantedKeys.has(before.lookupKey) ? [] : [{ kind: 'archive_price', before }],
    ),
    ...(current.portalConfigurationId === null ? [{ kind: 'create_portal' } as const] : []),
    ...(webhook ? webhookChange(current, webhook) : []),
  ];
}

function productChange({ products }: CurrentCatalog, product: DesiredProduct): Change[] {
  const before = products.find(({ id }) => id === product.id);
  if (!before) return [{ kind: 'create_product', product }];
  const same = before.name === product.name && before.description === product.description;
  return same ? [] : [{ kind: 'update_product', product }];
}

const compared = ['interval', 'amountMinor', 'currency', 'productId'] as const;

function priceChange({ prices }: CurrentCatalog, price: DesiredPrice): Change[] {
  const before = prices.find(({ lookupKey }) => lookupKey === price.lookupKey);
  if (!before) return [{ kind: 'create_price', price }];
  return compared.every((name) => before[name] === price[name]) ? [] : [{ kind: 'replace_price', price, before }];
}

/** An endpoint's API version cannot be changed: another version is another endpoint. */
function webhookChange({ webhook }: CurrentCatalog, wanted: WebhookWanted): Change[] {
  if (!webhook || webhook.apiVersion !== wanted.apiVersion) {
    return [{ kind: 'create_webhook', url: wanted.url, replaces: webhook?.id ?? null }];
  }
  const same = webhook.events.toSorted().join() === wanted.events.toSorted().join();
  return same ? [] : [{ kind: 'update_webhook', id: webhook.id }];
}
