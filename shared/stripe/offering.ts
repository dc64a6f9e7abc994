import Stripe from 'stripe';
import { AppError } from '../errors.ts';
import { ours } from './catalog/current.ts';
import type { DesiredProduct } from './catalog/desired.ts';
import { calling, keyFor, underKey } from './client.ts';
import { permissionIn } from './permissions.ts';
import type { NewOffer, PriceOfferer } from './price-offerer.ts';
import { lookupKeyMetadata } from './subscriptions.ts';

/** Prices of one product may be many, and a price keeps its amount for good (https://docs.stripe.com/products-prices/manage-prices). */
export const offering = (stripe: Stripe): PriceOfferer => ({
  offerPrice: (offer) =>
    calling(async () => {
      try {
        await offerPrice(stripe, offer);
      } catch (error) {
        throw error instanceof Stripe.errors.StripePermissionError ? lacking(error) : error;
      }
    }),
});

/** An idempotency key lasts a day at least (https://docs.stripe.com/api/idempotent_requests), so the price is looked for by its lookup key first. */
async function offerPrice(stripe: Stripe, { price, product, accountId }: NewOffer): Promise<void> {
  const { lookupKey, amountMinor, currency, productId, interval, taxBehavior } = price;
  const known = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 });
  if (known.data.length > 0) return;
  if (product) await makeProduct(stripe, product);
  const input = {
    ...{ product: productId, unit_amount: amountMinor, currency, lookup_key: lookupKey },
    ...(taxBehavior !== null && { tax_behavior: taxBehavior }),
    ...(interval !== null && { recurring: { interval } }),
    metadata: { [lookupKeyMetadata]: lookupKey, tollgate_account: accountId },
  };
  await underKey(keyFor(`offer:${lookupKey}`, input), (idempotencyKey) =>
    stripe.prices.create(input, { idempotencyKey }),
  );
}

/** A product whose id is taken is there already: an earlier offer made it. https://docs.stripe.com/error-codes#resource-already-exists */
async function makeProduct(stripe: Stripe, { id, name, description, taxCode }: DesiredProduct): Promise<void> {
  const input = { id, name, description, ...(taxCode !== null && { tax_code: taxCode }), metadata: ours };
  try {
    await underKey(keyFor(`offer:product:${id}`, input), (idempotencyKey) =>
      stripe.products.create(input, { idempotencyKey }),
    );
  } catch (error) {
    const isThere =
      error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_already_exists';
    if (!isThere) throw error;
  }
}

const lacking = (cause: Stripe.errors.StripePermissionError) =>
  new AppError(
    'conflict',
    `The service’s Stripe key lacks the permission ${permissionIn(cause.message) ?? 'to make prices'}. Give it that in the Stripe dashboard.`,
    { cause },
  );
