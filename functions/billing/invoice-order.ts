import * as z from 'zod';
import { daysUntilDueOf, type InvoiceOrder } from '../../shared/domain/billing/invoice-order.ts';
import { type TaxId, vatIdOf } from '../../shared/domain/billing/vat-id.ts';
import type { Sold } from '../../shared/domain/catalog/look-up.ts';
import { overageBeside } from '../../shared/domain/catalog/overage-price.ts';
import { invalid } from '../../shared/errors.ts';
import { country, line } from '../../shared/http/fields.ts';
import { boughtFields } from './buying.ts';
import type { BillingDeps } from './deps.ts';
import type { CheckoutOf } from './open-session.ts';

/** The body of a purchase by invoice: what is bought, the company, and where its invoice goes. */
export const InvoicePurchase = z.strictObject({
  ...boughtFields,
  company: line('company'),
  address: z.strictObject(
    {
      line1: line('addressLine'),
      line2: line('addressLine').optional(),
      city: line('city'),
      postalCode: line('postalCode').optional(),
      state: line('state').optional(),
      country,
    },
    { error: 'must be an object of line1, line2, city, postalCode, state and country' },
  ),
  vatId: line('vatId').optional(),
  purchaseOrder: line('purchaseOrder').optional(),
});

/** How many days the buyer has to pay. @throws AppError 400 where this price is not sold by invoice */
export function daysUntilDue({ catalog }: BillingDeps, { price }: Sold): number {
  const days = daysUntilDueOf(catalog, price);
  if (days !== undefined) return days;
  throw invalid([{ field: 'price', message: `must be sold by invoice; ${price.lookupKey} is paid by card` }]);
}

/** The VAT id that was given; null for none. @throws AppError 400 where it does not have the form of its country */
export function taxIdOf({ vatId, address }: z.infer<typeof InvoicePurchase>): TaxId | null {
  if (vatId === undefined) return null;
  const taxId = vatIdOf(address.country, vatId);
  if (taxId) return taxId;
  const message = 'must be a VAT or GST number of the company’s country, such as DE123456789, or be left out';
  throw invalid([{ field: 'vatId', message }]);
}

/** The lines of an order, by Stripe's price ids. Overage is a line without a quantity. */
export async function orderLines({ stripe }: BillingDeps, { sold, seats }: CheckoutOf): Promise<InvoiceOrder['lines']> {
  const overage = overageBeside(sold);
  const counted = [{ lookupKey: sold.price.lookupKey, quantity: 1 }, ...(seats ? [seats] : [])];
  const lines = [...counted, ...(overage ? [{ lookupKey: overage.lookupKey }] : [])];
  const prices = await stripe.pricesOf(lines.map(({ lookupKey }) => lookupKey));
  return lines.map(({ lookupKey: _, ...quantity }, i) => ({ price: prices[i] ?? '', ...quantity }));
}
