import type { CustomerRefund } from '../domain/billing/customer-refund.ts';
import type { CreditGiver } from './goodwill.ts';
import type { PriceOfferer } from './price-offerer.ts';

/** An invoice that was paid through Stripe, and the refunds of its payment. Amounts in minor units. */
export type PaidInvoice = {
  readonly id: string;
  readonly number: string | null;
  readonly at: string;
  readonly currency: string;
  readonly paidMinor: number;
  /** Refunds that failed are left out. */
  readonly refundedMinor: number;
  readonly paymentIntentId: string;
  /** Null: it is of no subscription. */
  readonly subscriptionId: string | null;
  /** Those made under a key of an operator's order. */
  readonly orders: readonly { readonly order: string; readonly amountMinor: number }[];
};

/** The part of the gateway that operators give with: credit, private prices, and refunds of an invoice in whole or in part. */
export interface MoneyGiver extends CreditGiver, PriceOfferer {
  /** One of the customer's invoices, the latest that cost something where none is named. Null: there is none that was paid by one payment through Stripe. */
  paidInvoice(customerId: string, invoiceId: string | null): Promise<PaidInvoice | null>;
  /** Every refund of a customer, whatever it was paid for; a deleted one has none. */
  listRefunds(customerId: string): Promise<readonly CustomerRefund[]>;
  /** Refunds a part of it, once an order. @throws AppError 409 where Stripe refuses it */
  refundInvoice(paid: PaidInvoice, refund: { readonly order: string; readonly amountMinor: number }): Promise<void>;
}
