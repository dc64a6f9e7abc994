import type { Catalog } from '../../domain/catalog/catalog.ts';
import { textIn } from '../../domain/catalog/localized.ts';
import type { Sold } from '../../domain/catalog/look-up.ts';
import { type DesiredPrice, type DesiredProduct, productIdOf } from './desired.ts';

/** A price that one organization is offered, as it should be at Stripe. `product`: to be made with it, since a plan without a price is not pushed. */
export type DesiredOffer = { readonly price: DesiredPrice; readonly product: DesiredProduct | null };

/** The price of a plan or badge at an amount of its own: of the same product and with the same tax as the catalogue's. */
export function desiredOffer({ settings: { tax } }: Catalog, sold: Sold): DesiredOffer {
  const { id, name, description, prices } = sold.kind === 'plan' ? sold.plan : sold.badge;
  const { lookupKey, interval, amountMinor, currency } = sold.price;
  const productId = productIdOf(sold.kind, id);
  const words = { name: textIn(name, 'en'), description: textIn(description, 'en') };
  return {
    price: {
      ...{ lookupKey, interval, amountMinor, currency, currencies: {}, usage: null, productId },
      taxBehavior: tax?.behavior ?? null,
    },
    product: prices.length > 0 ? null : { id: productId, ...words, taxCode: tax?.code ?? null },
  };
}
