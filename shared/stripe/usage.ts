/** Usage at Stripe: metered items, what is reported of them, and what was billed. */
import Stripe from 'stripe';
import type { WindowInvoice } from '../domain/billing/settled-usage.ts';
import { calling } from './client.ts';
import { StripeUnavailable } from './gateway.ts';
import { lookupKeyOf } from './subscriptions.ts';
import { unlessEnded } from './unless-ended.ts';
import { type BilledWindow, type CollectedInvoice, collectInvoice, invoiceOf, takeOff } from './usage-invoices.ts';

type MeterReport = {
  /** The name of the meter's events. */
  readonly meter: string;
  readonly customerId: string;
  readonly value: number;
  /** Epoch seconds. */
  readonly at: number;
  /** The same report has the same one, however often it is sent. */
  readonly identifier: string;
};

/** Which metered items of ours a subscription should have: one, or none where it is null. */
type WantedOverage = {
  readonly subscriptionId: string;
  readonly lookupKey: string | null;
  /** All lookup keys that are ours to add and to take away. */
  readonly ours: readonly string[];
  /** How many windows there were so far, none unless given: an item that came, went and comes again is another call. */
  readonly turn?: number;
};

type Range = { readonly customerId: string; readonly meter: string; readonly start: string; readonly end: string };

/** The Stripe port of what is used past an allowance. */
export interface UsageGateway {
  /**
   * Adds the item that is wanted and takes others of ours away, whose usage so far is billed at once. A subscription that has ended, has a
   * change to come, or is as wanted stays as it is.
   */
  setOverage(wanted: WantedOverage): Promise<void>;
  /** One that Stripe has already, by its identifier, is done too. */
  report(report: MeterReport): Promise<void>;
  /** The meter's value for the whole minutes that overlap a window; null where nothing was reported. */
  reported(range: Range): Promise<number | null>;
  /** The invoice that bills a window; null where there is none yet. */
  invoiceOf(window: BilledWindow): Promise<WindowInvoice | null>;
  /**
   * Takes metered items off a subscription, whose usage is billed on an invoice of its own. One that has ended stays as it is. False where that
   * invoice is not paid.
   */
  takeOff(items: { readonly subscriptionId: string; readonly itemIds: readonly string[] }): Promise<boolean>;
  /** Makes a draft final, and tries to collect what is open. An invoice that bills time after `end` (ISO-8601, a window's) is left alone. */
  collect(invoiceId: string, end: string): Promise<CollectedInvoice>;
}

/** Over Stripe's SDK. */
export const usageGateway = (stripe: Stripe): UsageGateway => ({
  setOverage: (wanted) =>
    calling(async () => void (await unlessEnded(stripe, wanted.subscriptionId, () => setOverage(stripe, wanted)))),
  report: (report) => calling(() => send(stripe, report)),
  reported: (range) => calling(() => reported(stripe, range)),
  invoiceOf: (window) => calling(() => invoiceOf(stripe, window)),
  takeOff: (items) =>
    calling(async () => {
      let isPaid = true;
      await unlessEnded(stripe, items.subscriptionId, async () => {
        isPaid = await takeOff(stripe, items);
      });
      return isPaid;
    }),
  collect: (invoiceId, end) => calling(() => collectInvoice(stripe, invoiceId, end)),
});

async function setOverage(stripe: Stripe, { subscriptionId, lookupKey, ours, turn = 0 }: WantedOverage): Promise<void> {
  const { items, schedule, pending_update } = await stripe.subscriptions.retrieve(subscriptionId, {
    expand: ['schedule'],
  });
  if (hasPhaseToCome(schedule) || pending_update !== null) return;
  const there = items.data.filter(({ price }) => ours.includes(lookupKeyOf(price) ?? ''));
  const kept = there.find(({ price }) => lookupKeyOf(price) === lookupKey);
  const gone = there.filter((item) => item !== kept);
  const price = lookupKey === null || kept ? undefined : await priceOf(stripe, lookupKey);
  if (gone.length === 0 && price === undefined) return;
  const changes = [...gone.map(({ id }) => ({ id, deleted: true })), ...(price === undefined ? [] : [{ price }])];
  const before = there.map(({ id }) => id).join();
  await stripe.subscriptions.update(
    subscriptionId,
    { items: changes, proration_behavior: gone.length > 0 ? 'always_invoice' : 'create_prorations' },
    { idempotencyKey: `overage:${subscriptionId}:${lookupKey ?? 'none'}:${before}:${turn}` },
  );
}

/** One in its last phase lets go of the subscription as it is then. */
function hasPhaseToCome(schedule: Stripe.Subscription['schedule']): boolean {
  if (schedule === null || typeof schedule === 'string') return schedule !== null;
  return schedule.phases.some(({ start_date }) => start_date === schedule.current_phase?.end_date);
}

async function priceOf(stripe: Stripe, lookupKey: string): Promise<string> {
  const [price] = (await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 })).data;
  if (!price) throw new Error(`Stripe has no price "${lookupKey}": run \`npm run catalog -- push\``);
  return price.id;
}

/**
 * https://docs.stripe.com/api/billing/meter-event/create
 * @throws StripeUnavailable also where another event of this customer and meter is under way: Stripe takes one at a time
 */
async function send(stripe: Stripe, { meter, customerId, value, at, identifier }: MeterReport): Promise<void> {
  try {
    await stripe.billing.meterEvents.create({
      event_name: meter,
      identifier,
      timestamp: at,
      payload: { stripe_customer_id: customerId, value: String(value) },
    });
  } catch (error) {
    if (error instanceof Stripe.errors.StripeRateLimitError) throw new StripeUnavailable(error);
    if (!isDuplicate(error)) throw error;
  }
}

/** Stripe's types name no code for it; its sentence says it. */
const isDuplicate = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeInvalidRequestError &&
  (error.code === 'duplicate_meter_event' || /already exists with identifier/i.test(error.message));

async function reported(stripe: Stripe, { customerId, meter, start, end }: Range): Promise<number | null> {
  const meters = await Array.fromAsync(stripe.billing.meters.list({ limit: 100 }));
  const found = meters.find(({ event_name, status }) => event_name === meter && status === 'active');
  if (!found) return null;
  const minute = (time: string) => Math.ceil(Date.parse(time) / 60_000) * 60;
  const range = { customer: customerId, start_time: minute(start), end_time: minute(end) };
  const [summary] = (await stripe.billing.meters.listEventSummaries(found.id, { ...range, limit: 1 })).data;
  return summary?.aggregated_value ?? null;
}
