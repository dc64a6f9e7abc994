import { created } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { personLine } from '../../shared/services/accounts/person-line.ts';
import { buyable } from './buyable.ts';
import { refuseCardTesting, refuseHopeless, seatsOf } from './buying.ts';
import { currencyFor } from './currency.ts';
import { buyerOf, customerOf } from './customer.ts';
import type { BillingDeps } from './deps.ts';
import { daysUntilDue, InvoicePurchase, orderLines, taxIdOf } from './invoice-order.ts';
import { placeOrder, sentInvoice } from './place-order.ts';
import { previousOrder } from './previous-order.ts';

/**
 * POST /v1/checkout/invoice: subscribes to be paid by bank transfer, and answers the address of the invoice. Access begins with it.
 * It is guarded as a checkout is: of two purchases at once, by card or by invoice, one becomes a subscription.
 * The same request again answers the same invoice, while that is open.
 */
export const payByInvoice =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    const body = bodyOf(request, InvoicePurchase);
    const account = await buyerOf(deps, request);
    const sold = await buyable(deps, body.price, account);
    const terms = {
      daysUntilDue: daysUntilDue(deps, sold),
      purchaseOrder: body.purchaseOrder ?? null,
      taxes: deps.catalog.settings.tax !== undefined,
    };
    const seats = seatsOf(sold, { affiliates: body.affiliates, account });
    const taxId = taxIdOf(body);
    await refuseHopeless(deps, sold, account);
    await refuseCardTesting(deps, account);
    const customerId = await customerOf(deps, account);
    const { subscriptions } = await deps.billing.read(account.id);
    const currency = currencyFor({ sold, hasSeats: seats !== null, account, subscriptions }, body.currency);
    const line = personLine(deps, request.session, { action: 'order.placed', detail: { price: sold.price.lookupKey } });
    const purchase = { accountId: account.id, customerId, sold, seats, currency, line };
    const order = { lines: await orderLines(deps, purchase), currency, ...terms };
    const ordered = await previousOrder(deps, purchase, order);
    if (ordered.subscriptionId !== null) return created(await sentInvoice(deps, purchase, ordered.subscriptionId));
    await deps.stripe.setCompany(customerId, { name: body.company, address: body.address, taxId });
    const subscriptionId = await placeOrder(deps, purchase, { previous: ordered.previous, order });
    return created(await sentInvoice(deps, purchase, subscriptionId));
  };
