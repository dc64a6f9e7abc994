import type { Catalog, Price } from '../catalog/catalog.ts';
import { awaitsTransfer, isLive } from './grant.ts';
import type { Subscription } from './subscription.ts';

/**
 * A subscription that is to be paid by invoice, as it was ordered: all that Stripe is told, so that whoever finds the order can
 * have it made, and nobody has it made twice.
 */
export type InvoiceOrder = {
  /** Stripe's prices; a metered one has no quantity. */
  readonly lines: readonly { readonly price: string; readonly quantity?: number }[];
  readonly currency: string;
  /** From the day on which the invoice is sent. */
  readonly daysUntilDue: number;
  /** Printed on every invoice; null for none. */
  readonly purchaseOrder: string | null;
  /** Whether Stripe computes tax. */
  readonly taxes: boolean;
};

/** How long an invoice over this price may be paid; undefined where it is sold by card only. */
export function daysUntilDueOf({ settings: { byInvoice } }: Catalog, { lookupKey }: Price): number | undefined {
  const isSold = byInvoice?.prices === undefined || byInvoice.prices.includes(lookupKey);
  return isSold ? byInvoice?.daysUntilDue : undefined;
}

/** Whether an invoice is overdue, or was left unpaid by a subscription that has ended. */
export const owes = (subscriptions: readonly Subscription[], now: Date): boolean =>
  subscriptions.some(
    (each) => awaitsTransfer(each) && (!isLive(each) || Date.parse(each.latestInvoice?.dueAt ?? '') <= now.getTime()),
  );
