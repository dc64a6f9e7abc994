import type { Account } from '../../shared/domain/accounts/account.ts';
import { endingsAfterRefund } from '../../shared/domain/billing/returned.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { OperatorRoute } from '../../shared/http/route.ts';
import type { RefundView } from '../../shared/http/views.ts';
import type { PaidInvoice } from '../../shared/stripe/invoice-refunds.ts';
import { previewAsked, RefundBody } from './act-fields.ts';
import type { BillingDeps } from './deps.ts';
import { accountActedOn } from './give.ts';
import { noteRefund } from './note-refund.ts';

/**
 * GET /v1/admin/accounts/{id}/billing/refunds?invoice=&amountMinor=: what a refund would do. Without an invoice it is the last one that cost something.
 */
export const previewRefund =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { invoice, amountMinor: asked } = previewAsked(request);
    const account = await accountActedOn(deps, request);
    const paid = await paidInvoiceOf(deps, account, invoice);
    const amountMinor = asked ?? leftOf(paid);
    if (amountMinor > leftOf(paid)) throw tooMuch();
    return ok(viewOf(paid, amountMinor, await endsBy(deps, account, { paid, amountMinor })));
  };

/**
 * POST /v1/admin/accounts/{id}/billing/refunds {invoice, amountMinor?, order, ends, reason}: once an order. The refund policy may end the subscription,
 * so the caller says whether it expects that. A call that expects otherwise is refused, and nothing is refunded.
 */
export const refundInvoice =
  (deps: BillingDeps): OperatorRoute =>
  async (request) => {
    const { invoice, order, ends, amountMinor: asked } = bodyOf(request, RefundBody);
    const account = await accountActedOn(deps, request);
    const paid = await paidInvoiceOf(deps, account, invoice);
    const made = paid.orders.find((each) => each.order === order);
    if (made && asked !== undefined && asked !== made.amountMinor)
      throw new AppError('idempotency_key_reused', 'This order refunded another amount. Use another key.');
    const amountMinor = made?.amountMinor ?? asked ?? leftOf(paid);
    if (!made) {
      if (amountMinor < 1 || amountMinor > leftOf(paid)) throw tooMuch();
      if ((await endsBy(deps, account, { paid, amountMinor })) !== ends) throw otherwise(ends);
      await deps.stripe.refundInvoice(paid, { order, amountMinor });
    }
    await noteRefund(deps, request, account, { paid, order, amountMinor });
    const after = made ? paid : { ...paid, refundedMinor: paid.refundedMinor + amountMinor };
    return ok(viewOf(after, amountMinor, ends));
  };

const leftOf = ({ paidMinor, refundedMinor }: PaidInvoice): number => paidMinor - refundedMinor;

const tooMuch = () => new AppError('conflict', 'More than is left of this invoice cannot be refunded.');

const otherwise = (ends: boolean) =>
  new AppError(
    'conflict',
    ends
      ? 'This refund does not end the subscription. Look at the preview again.'
      : 'This refund ends the subscription. Look at the preview again.',
  );

/** @throws AppError 409 without a customer at Stripe, 404 for an invoice that cannot be refunded here */
async function paidInvoiceOf({ stripe }: BillingDeps, account: Account, invoice: string | null): Promise<PaidInvoice> {
  const { stripeCustomerId } = account;
  if (stripeCustomerId === null) throw new AppError('conflict', 'This organization never paid through Stripe.');
  return found(await stripe.paidInvoice(stripeCustomerId, invoice), 'An invoice that was paid through Stripe');
}

/** Whether the refund policy ends the subscription of this invoice. */
async function endsBy(
  { catalog, stripe, now }: BillingDeps,
  { stripeCustomerId }: Account,
  { paid, amountMinor }: { readonly paid: PaidInvoice; readonly amountMinor: number },
): Promise<boolean> {
  const { subscriptionId, at: invoicedAt } = paid;
  if (stripeCustomerId === null || subscriptionId === null) return false;
  const payments = await stripe.listReturned(stripeCustomerId, 'all');
  const subscriptions = await stripe.listSubscriptions(stripeCustomerId);
  const refund = { subscriptionId, invoicedAt, amountMinor, at: now().toISOString() };
  return endingsAfterRefund(catalog, subscriptions, { payments, refund }).length > 0;
}

const viewOf = (paid: PaidInvoice, amountMinor: number, ends: boolean): RefundView => ({
  ...{ invoice: paid.id, number: paid.number, currency: paid.currency, paidMinor: paid.paidMinor },
  ...{ refundedMinor: paid.refundedMinor, amountMinor, ends },
});
