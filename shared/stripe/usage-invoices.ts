/** Invoices that bill usage: found, made where Stripe makes none, and collected where Stripe has stopped to. */
import Stripe from 'stripe';
import type { OverageWindow } from '../domain/billing/overage.ts';
import type { WindowInvoice } from '../domain/billing/settled-usage.ts';
import { overageProductIdOf } from '../domain/catalog/overage-price.ts';
import { underKey } from './client.ts';
import { invoiceLinesOf } from './invoice-lines.ts';
import { isoOf } from './subscriptions.ts';

/** The parts of a window by which its invoice is found. */
export type BilledWindow = Pick<OverageWindow, 'subscriptionId' | 'planId' | 'itemId' | 'start' | 'end' | 'early'>;

/** An invoice after it was tried to collect; `dueMinor` is what is left to pay. */
export type CollectedInvoice = {
  readonly status: WindowInvoice['status'];
  /** It bills time after its window too, such as a renewal, and was left as it was. */
  readonly billsMore: boolean;
  readonly dueMinor: number;
  readonly currency: string;
};

type Found = {
  readonly invoice: Stripe.Invoice;
  /** Those that bill the window. */
  readonly lines: readonly Stripe.InvoiceLineItem[];
  readonly isLast: boolean;
};

const secondsAround = 2 * 86_400;
const secondsOf = (time: string) => Math.floor(Date.parse(time) / 1000);

/**
 * The invoice that bills a window; null where there is none. That of a period is made at its end. That of an item which was taken off is made at
 * that moment, or with the next period.
 */
export async function invoiceOf(stripe: Stripe, window: BilledWindow): Promise<WindowInvoice | null> {
  const end = secondsOf(window.end);
  const created = window.early ? { gte: secondsOf(window.start) } : { gte: end - 60, lte: end + secondsAround };
  const found: Found[] = [];
  for await (const invoice of stripe.invoices.list({ subscription: window.subscriptionId, created, limit: 100 })) {
    const all = await invoiceLinesOf(stripe, invoice);
    const lines = all.filter((line) => isOf(line, window));
    const isOfPeriod = !window.early && invoice.billing_reason === 'subscription_cycle';
    if (lines.length > 0 || isOfPeriod)
      found.push({ invoice, lines, isLast: all.every((line) => isOfPast(line, end)) });
  }
  const billing = found.some(({ lines }) => lines.length > 0) ? found.filter(({ lines }) => lines.length > 0) : found;
  const standing = billing.filter(({ invoice }) => invoice.status !== 'void');
  return summed(standing.length > 0 ? standing : billing);
}

/** A line of its item and period. The usage of an item that was taken off may name the product alone. */
function isOf({ parent, period, pricing }: Stripe.InvoiceLineItem, window: BilledWindow): boolean {
  const item = parent?.subscription_item_details?.subscription_item;
  const isItems = item === window.itemId;
  const isProducts = item === undefined && pricing?.price_details?.product === overageProductIdOf(window.planId);
  const [start, end] = [isoOf(period.start), isoOf(period.end)];
  return (isItems || isProducts) && (window.early ? start >= window.start && end <= window.end : end === window.end);
}

/** Whether a line bills no time after a window's end, give or take the minute in which a subscription ends. */
const isOfPast = ({ amount, period }: Stripe.InvoiceLineItem, end: number): boolean =>
  amount <= 0 || period.end <= end + 60;

function summed(found: readonly Found[]): WindowInvoice | null {
  const chosen = found.find(({ invoice }) => invoice.status === 'draft') ?? found.at(-1);
  if (!chosen) return null;
  const { id, status, auto_advance, automatically_finalizes_at: finalizesAt } = chosen.invoice;
  const billed = found.flatMap((each) => each.lines);
  return {
    id,
    status: statusOf(chosen.invoice),
    finalizesAt: finalizesAt === null ? null : isoOf(finalizesAt),
    isStopped: status === 'draft' && !auto_advance,
    isLast: chosen.isLast,
    quantity: billed.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0),
    packs: billed.reduce((sum, line) => sum + packsOf(line), 0),
  };
}

const statuses = ['draft', 'open', 'paid', 'uncollectible', 'void'] as const;

/** A status that is not known counts as open: it is neither paid nor given up. */
const statusOf = ({ status }: Stripe.Invoice): WindowInvoice['status'] =>
  statuses.find((each) => each === status) ?? 'open';

function packsOf({ amount, pricing }: Stripe.InvoiceLineItem): number {
  const unit = Number(pricing?.unit_amount_decimal ?? 0);
  return unit > 0 ? Math.round(amount / unit) : 0;
}

/**
 * Takes metered items off a subscription, and leaves out those that are gone. In flexible billing mode their usage is billed at once, on an
 * invoice of its own. False where that is not paid. https://docs.stripe.com/billing/subscriptions/billing-mode/compare
 */
export async function takeOff(
  stripe: Stripe,
  { subscriptionId, itemIds }: { readonly subscriptionId: string; readonly itemIds: readonly string[] },
): Promise<boolean> {
  const { items } = await stripe.subscriptions.retrieve(subscriptionId);
  const left = items.data.filter(({ id }) => itemIds.includes(id));
  if (left.length === 0) return true;
  const { latest_invoice } = await underKey(`settle:${left.map(({ id }) => id).join()}`, (idempotencyKey) =>
    stripe.subscriptions.update(
      subscriptionId,
      {
        items: left.map(({ id }) => ({ id, deleted: true })),
        proration_behavior: 'always_invoice',
        expand: ['latest_invoice'],
      },
      { idempotencyKey },
    ),
  );
  if (latest_invoice === null || typeof latest_invoice === 'string') return true;
  return latest_invoice.status !== 'open' || latest_invoice.collection_method === 'send_invoice';
}

/**
 * Makes a draft final, which mails it or charges it, and charges again what is open. Stripe turns
 * `auto_advance` off when a subscription ends (https://docs.stripe.com/billing/subscriptions/cancel).
 * An invoice that bills time after `end`, the end of its window, is left alone. Its buyer may never have had that time.
 */
export async function collectInvoice(stripe: Stripe, id: string, end: string): Promise<CollectedInvoice> {
  const before = await stripe.invoices.retrieve(id, { expand: ['payments.data.payment.payment_intent'] });
  const billsMore = (await invoiceLinesOf(stripe, before)).some((line) => !isOfPast(line, secondsOf(end)));
  const { currency, amount_remaining: dueMinor } = before;
  if (billsMore) return { status: statusOf(before), billsMore, dueMinor, currency };

  if (before.status === 'draft') await unlessDone(() => stripe.invoices.finalizeInvoice(id, { auto_advance: true }));
  if (before.status === 'open' && before.collection_method === 'charge_automatically' && !isUnderWay(before))
    await unlessDone(() => stripe.invoices.pay(id));
  const after = await stripe.invoices.retrieve(id);
  return { status: statusOf(after), billsMore, dueMinor: after.amount_remaining, currency };
}

/** Whether a bank is asked for the money already. Its answer takes days, and another payment would order another debit. */
const isUnderWay = ({ payments }: Stripe.Invoice): boolean =>
  payments?.data.some(
    ({ payment: { payment_intent } }) => typeof payment_intent === 'object' && payment_intent?.status === 'processing',
  ) ?? false;

/** A card's refusal leaves the invoice open; any other refusal means that another did it. */
async function unlessDone(call: () => Promise<unknown>): Promise<void> {
  try {
    await call();
  } catch (error) {
    const isRefusal = error instanceof Stripe.errors.StripeCardError;
    if (!isRefusal && !(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}
