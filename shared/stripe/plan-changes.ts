/** Changes of a subscription's items at Stripe: previewed, made at once, or planned for the next period. */
import Stripe from 'stripe';
import { AppError } from '../errors.ts';
import { sendChange } from './change-invoices.ts';
import { type ResolvedItems, resolveItems } from './changed-items.ts';
import { removeEmpty } from './complete-change.ts';
import type { ImmediateChange, InvoicePreview, ItemsChange } from './gateway.ts';
import { idOf } from './id-of.ts';
import { scheduledItemsMetadata } from './our-schedules.ts';
import { defaultSettingsOf, phasesOf } from './schedule-phases.ts';
import { isoOf } from './subscriptions.ts';

/** The invoice that a change at once would make. */
export async function previewChange(
  stripe: Stripe,
  change: ItemsChange & { readonly prorationAt: string },
): Promise<InvoicePreview> {
  const subscription = await stripe.subscriptions.retrieve(change.subscriptionId);
  const { params } = await resolveItems(stripe, subscription, change);
  const items = waitsForPayment(subscription) ? withoutRemovals(params) : params;
  const details = { items: [...items], ...prorated(change.prorationAt) };
  return inPeriod(() =>
    previewOf(
      stripe,
      { subscription: subscription.id, subscription_details: details },
      Math.floor(Date.parse(change.prorationAt) / 1000),
    ),
  );
}

/** A change by invoice holds at once, as every purchase by invoice does. */
const waitsForPayment = ({ collection_method }: Stripe.Subscription) => collection_method === 'charge_automatically';

/**
 * Items as a change that waits for its payment takes them: it sets quantities, to 0 too, and takes nothing away
 * (https://docs.stripe.com/billing/subscriptions/pending-updates-reference).
 */
const withoutRemovals = (items: ResolvedItems['params']): ResolvedItems['params'] =>
  items.map(({ deleted, ...item }) => (deleted ? { ...item, quantity: 0 } : item));

const prorated = (prorationAt?: string) => ({
  proration_behavior: 'always_invoice' as const,
  ...(prorationAt !== undefined && { proration_date: Math.floor(Date.parse(prorationAt) / 1000) }),
});

/** Makes a call that names a moment of the present period: where a new one has begun since, the price is another one. */
async function inPeriod<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const isAbout = cause instanceof Stripe.errors.StripeInvalidRequestError && cause.param?.includes('proration_date');
    if (!isAbout) throw cause;
    throw new AppError('conflict', 'A new billing period has started. Check the price again, then change.', { cause });
  }
}

/** The next renewal with other items. At another interval it is the first invoice, as of a subscription that begins with them. */
export async function previewRenewal(stripe: Stripe, change: ItemsChange): Promise<InvoicePreview> {
  const subscription = await stripe.subscriptions.retrieve(change.subscriptionId);
  const { params, afterwards, isOtherInterval } = await resolveItems(stripe, subscription, change);
  if (isOtherInterval)
    return previewOf(stripe, {
      customer: idOf(subscription.customer),
      subscription_details: { items: [...afterwards] },
    });
  return previewOf(stripe, {
    subscription: subscription.id,
    subscription_details: { items: [...params], proration_behavior: 'none' },
  });
}

/** A preview holds its first ten lines, and the others cannot be listed. `since`: a period that begins from then on is new. */
async function previewOf(
  stripe: Stripe,
  params: Stripe.InvoiceCreatePreviewParams,
  since = Number.POSITIVE_INFINITY,
): Promise<InvoicePreview> {
  const { currency, total, subtotal, amount_due, lines } = await stripe.invoices.createPreview(params);
  const shown = lines.data.map(({ description, amount }) => ({ description: description ?? '', amountMinor: amount }));
  const restMinor = shown.reduce((rest, { amountMinor }) => rest - amountMinor, subtotal);
  return {
    period: begunIn(lines.data, since),
    currency,
    totalMinor: total,
    dueMinor: Math.max(0, amount_due),
    lines: lines.has_more ? [...shown, { description: 'Further lines', amountMinor: restMinor }] : shown,
  };
}

/** The whole period that an invoice bills from `since` (epoch seconds) on; null where it settles the rest of one, or usage. */
function begunIn(lines: readonly Stripe.InvoiceLineItem[], since: number): InvoicePreview['period'] {
  const begun = lines.find(
    ({ parent, period }) => parent?.subscription_item_details?.proration === false && period.start >= since,
  );
  return begun ? { start: isoOf(begun.period.start), end: isoOf(begun.period.end) } : null;
}

/**
 * Sets the items at once. A change that charges a card waits until it is paid (`pending_if_incomplete`). A change by invoice applies at
 * once, and we send its invoice, which Stripe leaves a draft.
 */
export async function changeItems(stripe: Stripe, change: ImmediateChange, idempotencyKey: string): Promise<void> {
  const subscription = await withoutPlanned(stripe, change.subscriptionId);
  const { params } = await resolveItems(stripe, subscription, change);
  const charged = change.isProrated ? prorated(change.prorationAt) : ({ proration_behavior: 'none' } as const);
  const waits = change.isProrated && waitsForPayment(subscription);
  const pending = waits ? ({ payment_behavior: 'pending_if_incomplete' } as const) : {};
  const items = [...(waits ? withoutRemovals(params) : params)];
  const update = { items, ...charged, ...pending, expand: ['latest_invoice'] };
  const changed = await inPeriod(() => stripe.subscriptions.update(subscription.id, update, { idempotencyKey }));
  await sendChange(stripe, changed.latest_invoice);
  if (waits) await removeEmpty(stripe, { ...changed, schedule: null });
}

/** Plans the items for the next period by a schedule that lets go of the subscription once they hold. */
export async function scheduleItems(stripe: Stripe, change: ItemsChange, idempotencyKey: string): Promise<void> {
  const subscription = await withoutPlanned(stripe, change.subscriptionId);
  const resolved = await resolveItems(stripe, subscription, change);
  const made = await stripe.subscriptionSchedules.create(
    { from_subscription: subscription.id },
    { idempotencyKey: `${idempotencyKey}:begin` },
  );
  await stripe.subscriptionSchedules.update(
    made.id,
    {
      default_settings: defaultSettingsOf(subscription),
      end_behavior: 'release',
      metadata: { [scheduledItemsMetadata]: JSON.stringify(change.items) },
      phases: phasesOf(made, resolved),
    },
    { idempotencyKey: `${idempotencyKey}:plan` },
  );
}

/** Drops a change that waits for payment or was planned for later. */
export async function dropPlanned(stripe: Stripe, subscriptionId: string): Promise<void> {
  await withoutPlanned(stripe, subscriptionId);
}

/** Cancels it for its period's end, or takes back that it ends: a date alone, which Stripe's portal leaves, is emptied. */
export async function setCancelled(stripe: Stripe, id: string, cancel: boolean): Promise<void> {
  const { cancel_at, cancel_at_period_end } = await withoutPlanned(stripe, id);
  const isByDate = !cancel && cancel_at !== null && !cancel_at_period_end;
  await stripe.subscriptions.update(id, isByDate ? { cancel_at: '' } : { cancel_at_period_end: cancel });
}

/** The subscription without a change to come: Stripe refuses much while a schedule holds it or an invoice is awaited. */
async function withoutPlanned(stripe: Stripe, id: string): Promise<Stripe.Subscription> {
  const subscription = await stripe.subscriptions.retrieve(id, { expand: ['schedule'] });
  const { schedule, pending_update, latest_invoice } = subscription;
  if (schedule !== null && typeof schedule !== 'string') {
    if (!isOurs(schedule)) throw notOurs();
    await release(stripe, schedule.id);
  }
  if (pending_update && latest_invoice) await voidInvoice(stripe, idOf(latest_invoice));
  return subscription;
}

/** One that was begun and not planned has the subscription's own phase only, and plans nothing. */
const isOurs = ({ metadata, phases }: Stripe.SubscriptionSchedule): boolean =>
  metadata?.[scheduledItemsMetadata] !== undefined || phases.length === 1;

async function release(stripe: Stripe, id: string): Promise<void> {
  try {
    await stripe.subscriptionSchedules.release(id);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    if ((await stripe.subscriptionSchedules.retrieve(id)).status === 'active') throw error;
  }
}

/** Its invoice void, Stripe drops the change; if it was paid meanwhile the change holds, and stays. */
async function voidInvoice(stripe: Stripe, id: string): Promise<void> {
  try {
    await stripe.invoices.voidInvoice(id);
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
    if ((await stripe.invoices.retrieve(id)).status === 'open') throw error;
  }
}

const notOurs = () =>
  new AppError('conflict', 'We already scheduled a change of this subscription with you. Contact us to change it.');
