import type { Catalog, Price } from '../catalog/catalog.ts';
import { awaitsTransfer, isLive } from './grant.ts';
import type { Subscription } from './subscription.ts';

/**
 * An order to be paid by invoice, with everything that Stripe needs. Any function that finds the order can have it made, and Stripe makes
 * it once.
 */
export type InvoiceOrder = {
  /** Stripe's prices; a metered one has no quantity. */
  readonly lines: readonly { readonly price: string; readonly quantity?: number }[];
  readonly currency: string;
  /** Days from the day on which the invoice is sent. */
  readonly daysUntilDue: number;
  /** Printed on every invoice; null for none. */
  readonly purchaseOrder: string | null;
  /** Whether Stripe computes tax. */
  readonly taxes: boolean;
};

/** The days that a buyer has to pay an invoice over this price; undefined where it is sold by card only. */
export function daysUntilDueOf({ settings: { byInvoice } }: Catalog, { lookupKey }: Price): number | undefined {
  const isSold = byInvoice?.prices === undefined || byInvoice.prices.includes(lookupKey);
  return isSold ? byInvoice?.daysUntilDue : undefined;
}

/** Whether an invoice is overdue, or a subscription ended with one unpaid. */
export const owes = (subscriptions: readonly Subscription[], now: Date): boolean =>
  subscriptions.some(
    (each) => awaitsTransfer(each) && (!isLive(each) || Date.parse(each.latestInvoice?.dueAt ?? '') <= now.getTime()),
  );
