import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { awaitsTransfer, isLive } from '../../shared/domain/billing/grant.ts';
import { daysUntilDueOf, type InvoiceOrder, owes } from '../../shared/domain/billing/invoice-order.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { type TaxId, vatIdOf } from '../../shared/domain/billing/vat-id.ts';
import { type Sold, soldId } from '../../shared/domain/catalog/look-up.ts';
import { overageBeside } from '../../shared/domain/catalog/overage-price.ts';
import { AppError, found, invalid } from '../../shared/errors.ts';
import { created } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { country, line } from '../../shared/http/fields.ts';
import { type Route, signedIn } from '../../shared/http/route.ts';
import { syncAccount } from '../../shared/services/entitlements/sync-account.ts';
import type { CheckoutGuard } from '../../shared/storage/billing/checkouts.ts';
import type { RefusedOrder } from '../../shared/stripe/gateway.ts';
import { buyable } from './buyable.ts';
import { boughtFields, refuseAlreadyBought, refuseCardTesting, refuseHopeless, seatsOf } from './buying.ts';
import { completeOrder } from './complete-order.ts';
import { currencyFor } from './currency.ts';
import { customerOf } from './customer.ts';
import type { BillingDeps } from './deps.ts';
import { justBegun } from './just-begun.ts';
import { type CheckoutOf, endPrevious } from './open-session.ts';

const ByInvoice = z.strictObject({
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

/**
 * POST /v1/checkout/invoice: subscribes to be paid by bank transfer, and answers where the invoice can be seen and paid. Access begins
 * with it. Guarded as a checkout is, so of two at once, by card or by invoice, one subscription comes; asked again for the same
 * while its invoice is open, it answers that invoice.
 */
export const payByInvoice = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    const body = bodyOf(request, ByInvoice);
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    const sold = buyable(deps.catalog, body.price, account);
    const terms = {
      daysUntilDue: daysUntilDue(deps, sold),
      purchaseOrder: body.purchaseOrder ?? null,
      taxes: deps.catalog.settings.tax !== undefined,
    };
    const heads = seatsOf(sold, { affiliates: body.affiliates, account });
    const taxId = taxIdOf(body);
    await refuseHopeless(deps, sold, account);
    await refuseCardTesting(deps, account);
    const customerId = await customerOf(deps, account);
    const { subscriptions } = await deps.billing.read(account.id);
    const currency = currencyFor({ sold, hasHeads: heads !== null, account, subscriptions }, body.currency);
    const purchase = { accountId: account.id, customerId, sold, heads, currency };
    const order = { lines: await linesOf(deps, purchase), currency, ...terms };
    const ordered = await previousOf(deps, purchase, order);
    if (ordered.subscriptionId !== null) return created(await invoiceOf(deps, purchase, ordered.subscriptionId));
    await deps.stripe.setCompany(customerId, { name: body.company, address: body.address, taxId });
    const subscriptionId = await place(deps, purchase, { previous: ordered.previous, order });
    return created(await invoiceOf(deps, purchase, subscriptionId));
  });

function daysUntilDue({ catalog }: BillingDeps, { price }: Sold): number {
  const days = daysUntilDueOf(catalog, price);
  if (days !== undefined) return days;
  throw invalid([
    { field: 'price', message: `must be one that is sold by invoice; ${price.lookupKey} is paid by card` },
  ]);
}

function taxIdOf({ vatId, address }: z.infer<typeof ByInvoice>): TaxId | null {
  if (vatId === undefined) return null;
  const taxId = vatIdOf(address.country, vatId);
  if (taxId) return taxId;
  const message = 'must be a VAT id with the letters of its country, such as DE123456789, or be left out';
  throw invalid([{ field: 'vatId', message }]);
}

async function linesOf({ stripe }: BillingDeps, { sold, heads }: CheckoutOf): Promise<InvoiceOrder['lines']> {
  const overage = overageBeside(sold);
  const counted = [{ lookupKey: sold.price.lookupKey, quantity: 1 }, ...(heads ? [heads] : [])];
  const lines = [...counted, ...(overage ? [{ lookupKey: overage.lookupKey }] : [])];
  const prices = await stripe.pricesOf(lines.map(({ lookupKey }) => lookupKey));
  return lines.map(({ lookupKey: _, ...quantity }, i) => ({ price: prices[i] ?? '', ...quantity }));
}

type Previous = { readonly previous: CheckoutGuard | null; readonly subscriptionId: string | null };

/**
 * What is there of the attempt before: the subscription where the same was ordered and still waits for its money, and a 409 where
 * another purchase of it was completed. @throws AppError 402 while an invoice is overdue
 */
async function previousOf(deps: BillingDeps, of: CheckoutOf, order: InvoiceOrder): Promise<Previous> {
  const { previous, completed } = await endPrevious(deps, of);
  const { subscriptions } = completed
    ? await syncAccount(deps, of.accountId, of.customerId)
    : await deps.billing.read(of.accountId);
  const waiting = subscriptions.find((each) => each.id === previous?.sessionId && isWaiting(each));
  if (waiting && isDeepStrictEqual(previous?.order, order)) return { previous, subscriptionId: waiting.id };
  refuseAlreadyBought(deps.catalog, of.sold, subscriptions);
  if (!owes(subscriptions, deps.now())) return { previous, subscriptionId: null };
  throw new AppError(
    'payment_required',
    'An invoice is unpaid. Pay that one first: it is on your dashboard. Or pay by card.',
  );
}

const isWaiting = (subscription: Subscription): boolean => isLive(subscription) && awaitsTransfer(subscription);

/** Takes the next attempt with the order, and has it made. @throws AppError 409 when another purchase took it first, or Stripe refuses */
async function place(
  deps: BillingDeps,
  of: CheckoutOf,
  { previous, order }: { readonly previous: CheckoutGuard | null; readonly order: InvoiceOrder },
): Promise<string> {
  const attempt = (previous?.attempt ?? 0) + 1;
  if (!(await deps.checkouts.take(of.accountId, soldId(of.sold), { previous, order }))) throw justBegun();
  const { sessionId, refusal } = await completeOrder(deps, of, { attempt, sessionId: null, order });
  if (sessionId !== null) return sessionId;
  const cause = new Error(refusal?.message ?? 'no reason given');
  deps.log.warn('Stripe refused an order by invoice', { account: of.accountId, refusal: refusal?.refused, cause });
  throw refusedOrder(refusal?.refused ?? 'other', cause);
}

/** A fault that the buyer can fix names its field; Stripe's own sentence stays in the log. */
function refusedOrder(because: RefusedOrder['refused'], cause: Error): AppError {
  if (because === 'location') {
    const message = 'was not recognized by Stripe, so tax cannot be computed: check country, state and postal code';
    return invalid([{ field: 'address', message }]);
  }
  const sentences = {
    currency:
      'You have been billed in another currency and something of that is still open. Choose that one, or write to us.',
    other: 'Stripe did not take this order. Nothing was bought; try again, or write to us.',
  };
  return new AppError('conflict', sentences[because], { cause });
}

/** Sends the first invoice, where that was not done, and makes access what Stripe says of it. */
async function invoiceOf(deps: BillingDeps, { accountId, customerId }: CheckoutOf, subscriptionId: string) {
  const { url } = await deps.stripe.sendFirstInvoice(subscriptionId);
  await syncAccount(deps, accountId, customerId);
  return { url };
}
