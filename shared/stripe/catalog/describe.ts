import type { DesiredPrice } from './desired.ts';
import type { Change } from './plan.ts';

/** One readable line a change: `+` made, `~` changed, `-` archived. */
export function describeChange(change: Change): string {
  switch (change.kind) {
    case 'create_product':
      return `+ product ${change.product.id}  ${change.product.name}`;
    case 'update_product':
      return `~ product ${change.product.id}  ${change.product.name}`;
    case 'create_price':
      return `+ price   ${change.price.lookupKey}  ${amount(change.price)}`;
    case 'replace_price':
      return `~ price   ${change.price.lookupKey}  ${amount(change.before)} → ${amount(change.price)}; who subscribes already keeps the old price`;
    case 'archive_price':
      return `- price   ${change.before.lookupKey}  ${amount(change.before)}; who subscribes already keeps it`;
    case 'create_portal':
      return '+ billing portal  cards, invoices, cancelling';
    case 'create_webhook':
      return `${change.replaces.length === 0 ? '+' : '~'} webhook ${change.url}`;
    case 'update_webhook':
      return `~ webhook ${change.id}  event types`;
    case 'remove_webhook':
      return `- webhook ${change.id}  another one has taken its place`;
  }
}

function amount({ amountMinor, currency, interval }: DesiredPrice): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return `${format.format(amountMinor / 10 ** digits)} / ${interval}`;
}
