import type { CurrentCatalog, CurrentPrice } from './current.ts';
import type { DesiredPrice } from './desired.ts';
import type { Change } from './plan.ts';

/** How many subscriptions that have not ended are on a price, by its Stripe id. */
export type Subscribers = ReadonlyMap<string, number>;
type Known = { readonly current: CurrentCatalog; readonly subscribers: Subscribers };

const account = 'Stripe account';

/**
 * The changes as lines to read, grouped by product: `+` made, `~` changed, `-` archived, and what who subscribes already keeps.
 * Empty where nothing changes.
 */
export function describeChanges(changes: readonly Change[], { current, subscribers }: Known): string[] {
  const names = new Map(current.products.map(({ id, name }) => [id, name]));
  for (const change of changes) if ('product' in change) names.set(change.product.id, change.product.name);
  const titleOf = (change: Change) => {
    const id = productOf(change);
    return id === null ? account : `${names.get(id) ?? id}  (${id})`;
  };
  const inOrder = [...changes].sort((a, b) => Number(productOf(a) === null) - Number(productOf(b) === null));
  return [...Map.groupBy(inOrder, titleOf)].flatMap(([title, group]) => [
    title,
    ...group.flatMap((change) => linesOf(change, subscribers)).map((line) => `  ${line}`),
  ]);
}

function productOf(change: Change): string | null {
  if ('product' in change) return change.product.id;
  if ('price' in change) return change.price.productId;
  return 'before' in change ? change.before.productId : null;
}

function linesOf(change: Change, subscribers: Subscribers): string[] {
  switch (change.kind) {
    case 'create_product':
      return ['+ product'];
    case 'update_product':
      return productLines(change);
    case 'create_price':
      return [`+ ${change.price.lookupKey}  ${priceText(change.price)}`];
    case 'replace_price': {
      const { before, price } = change;
      return [`~ ${price.lookupKey}  ${priceText(before)} → ${priceText(price)}`, kept(before, subscribers)];
    }
    case 'archive_price':
      return [`- ${change.before.lookupKey}  ${priceText(change.before)}`, kept(change.before, subscribers)];
    case 'create_portal':
      return ['+ billing portal  cards, invoices, cancelling'];
    case 'create_webhook':
      return [`${change.replaces.length === 0 ? '+' : '~'} webhook ${change.url}`];
    case 'update_webhook':
      return [`~ webhook ${change.id}  event types`];
    case 'remove_webhook':
      return [`- webhook ${change.id}  another one has taken its place`];
  }
}

function productLines({ product, before }: Extract<Change, { kind: 'update_product' }>): string[] {
  const changed = (['name', 'description'] as const).filter((field) => before[field] !== product[field]);
  return [
    ...changed.map((field) => `~ ${field}  "${before[field]}" → "${product[field]}"`),
    ...(before.active ? [] : ['~ archived → sold']),
  ];
}

function kept(before: CurrentPrice, subscribers: Subscribers): string {
  const count = subscribers.get(before.id) ?? 0;
  if (count === 0) return '    nobody subscribes to it';
  return `    ${count} ${count === 1 ? 'subscriber keeps' : 'subscribers keep'} ${priceText(before)}`;
}

/** The ids of the prices whose subscribers the description speaks of. */
export const pricesToCount = (changes: readonly Change[]): string[] =>
  changes.flatMap((change) =>
    change.kind === 'replace_price' || change.kind === 'archive_price' ? [change.before.id] : [],
  );

/** `$100.00 / month` */
export const priceText = ({ amountMinor, currency, interval }: Omit<DesiredPrice, 'lookupKey' | 'productId'>): string =>
  `${moneyText(amountMinor, currency)} / ${interval}`;

/** Minor units as money in English: `$100.00`, `¥100`. */
export function moneyText(amountMinor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}
