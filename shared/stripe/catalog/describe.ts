import { formatMoney } from '../../domain/money.ts';
import type { CurrentCatalog, CurrentPrice } from './current.ts';
import { couponLines, couponOf } from './describe-coupons.ts';
import type { DesiredPrice } from './desired.ts';
import type { CatalogChange } from './plan.ts';
import type { CouponChange } from './plan-coupons.ts';
import { portalLines } from './portal.ts';

/** How many subscriptions that have not ended are on a price, by its Stripe id. */
export type Subscribers = ReadonlyMap<string, number>;
type Known = { readonly current: CurrentCatalog; readonly subscribers: Subscribers };

const account = 'Stripe account';

/**
 * The changes as lines to read, grouped by product: `+` made, `~` changed, `-` archived, and what who subscribes already keeps.
 * Empty where nothing changes.
 */
export function describeChanges(changes: readonly CatalogChange[], { current, subscribers }: Known): string[] {
  const names = new Map(current.products.map(({ id, name }) => [id, name]));
  const coupons = new Map(current.coupons.map(({ couponId, name }) => [couponId, name]));
  for (const change of changes) {
    if ('product' in change) names.set(change.product.id, change.product.name);
    if ('coupon' in change) coupons.set(change.coupon.couponId, change.coupon.name);
  }
  const titleOf = (change: CatalogChange) => {
    if (isCouponChange(change)) return `${coupons.get(couponOf(change))}  (coupon ${couponOf(change)})`;
    const id = productOf(change);
    return id === null ? account : `${names.get(id) ?? id}  (${id})`;
  };
  const rankOf = (change: CatalogChange) => (productOf(change) !== null ? 0 : isCouponChange(change) ? 1 : 2);
  const inOrder = [...changes].sort((a, b) => rankOf(a) - rankOf(b));
  return [...Map.groupBy(inOrder, titleOf)].flatMap(([title, group]) => [
    title,
    ...group
      .flatMap((change) => (isCouponChange(change) ? couponLines(change, names) : linesOf(change, subscribers)))
      .map((line) => `  ${line}`),
  ]);
}

const isCouponChange = (change: CatalogChange): change is CouponChange => /_(coupon|code)$/.test(change.kind);

function productOf(change: CatalogChange): string | null {
  if ('product' in change) return change.product.id;
  if ('meter' in change) return change.meter.eventName;
  if ('price' in change) return change.price.productId;
  return 'before' in change && 'productId' in change.before ? change.before.productId : null;
}

function linesOf(change: Exclude<CatalogChange, CouponChange>, subscribers: Subscribers): string[] {
  switch (change.kind) {
    case 'create_product':
      return ['+ product'];
    case 'update_product':
      return productLines(change);
    case 'create_meter':
      return [`+ meter ${change.meter.eventName}`];
    case 'reactivate_meter':
      return [`~ meter ${change.meter.eventName}  inactive → active`];
    case 'create_price':
      return [`+ ${change.price.lookupKey}  ${priceText(change.price)}`];
    case 'replace_price': {
      const { before, price } = change;
      return [
        `~ ${price.lookupKey}  ${priceText(before)} → ${priceText(price)}`,
        ...newForTax(change),
        kept(before, subscribers),
      ];
    }
    case 'set_tax_behavior':
    case 'add_currencies':
      return [`~ ${change.price.lookupKey}  ${priceText(change.before)} → ${priceText(change.price)}`];
    case 'archive_price':
      return [`- ${change.before.lookupKey}  ${priceText(change.before)}`, kept(change.before, subscribers)];
    case 'create_portal':
    case 'update_portal':
      return portalLines(change);
    case 'create_webhook':
      return [`${change.replaces.length === 0 ? '+' : '~'} webhook ${change.url}`];
    case 'update_webhook':
      return [`~ webhook ${change.id}  event types`];
    case 'remove_webhook':
      return [`- webhook ${change.id}  another one has taken its place`];
    case 'create_destination':
      return [`${change.replaces.length === 0 ? '+' : '~'} event destination ${change.url}`];
    case 'update_destination':
      return [
        `~ event destination ${change.id}  ${change.moves ? `${change.moves.from} → ${change.moves.to}` : 'event types'}`,
      ];
    case 'remove_destination':
      return [`- event destination ${change.id}  another one has taken its place`];
  }
}

function newForTax({ before, price }: Extract<CatalogChange, { kind: 'replace_price' }>): string[] {
  if (price.taxBehavior === null || before.taxBehavior === null || price.taxBehavior === before.taxBehavior) return [];
  return ['    a new price: what a price says of tax cannot be changed'];
}

function productLines({ product, before }: Extract<CatalogChange, { kind: 'update_product' }>): string[] {
  const changed = (['name', 'description'] as const).filter((field) => before[field] !== product[field]);
  return [
    ...changed.map((field) => `~ ${field}  "${before[field]}" → "${product[field]}"`),
    ...(product.taxCode === null || product.taxCode === before.taxCode
      ? []
      : [`~ tax code  ${before.taxCode ?? 'none'} → ${product.taxCode}`]),
    ...(before.active ? [] : ['~ archived → sold']),
  ];
}

function kept(before: CurrentPrice, subscribers: Subscribers): string {
  const count = subscribers.get(before.id) ?? 0;
  if (count === 0) return '    nobody subscribes to it';
  return `    ${count} ${count === 1 ? 'subscriber keeps' : 'subscribers keep'} ${priceText(before)}`;
}

/** The ids of the prices whose subscribers the description speaks of. */
export const pricesToCount = (changes: readonly CatalogChange[]): string[] =>
  changes.flatMap((change) =>
    change.kind === 'replace_price' || change.kind === 'archive_price' ? [change.before.id] : [],
  );

/** `$100.00 / month`, `$10.00 once`, of usage `$5.00 for every 1,000 used, by the month`, with more currencies and tax `$100.00, €92.00 / month plus tax`. */
export function priceText(price: Omit<DesiredPrice, 'lookupKey' | 'productId'>): string {
  const { amountMinor, currency, currencies, interval } = price;
  const amounts = [[currency, amountMinor] as const, ...Object.entries(currencies)];
  const each = price.usage
    ? `for every ${price.usage.units.toLocaleString('en')} used, by the ${interval}`
    : interval === null
      ? 'once'
      : `/ ${interval}`;
  const text = `${amounts.map(([code, amount]) => formatMoney('en', { amountMinor: amount, currency: code })).join(', ')} ${each}`;
  if (price.taxBehavior === null) return text;
  return `${text} ${price.taxBehavior === 'exclusive' ? 'plus' : 'including'} tax`;
}
