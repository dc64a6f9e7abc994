/** Usage at Stripe: metered items, what is reported of them, and what was billed. */
import Stripe from 'stripe';
import type { OverageWindow } from '../domain/billing/overage.ts';
import { calling } from './client.ts';
import { StripeUnavailable } from './gateway.ts';
import { invoiceLinesOf } from './invoice-lines.ts';
import { isoOf, lookupKeyOf } from './subscriptions.ts';
import { unlessEnded } from './unless-ended.ts';

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
};

type Range = { readonly customerId: string; readonly meter: string; readonly start: string; readonly end: string };

/** The Stripe port of what is used past an allowance. */
export interface UsageGateway {
  /**
   * Adds the item that is wanted and takes others of ours away, whose usage so far goes on the next invoice. A subscription that has
   * ended, has a change to come, or is as wanted stays as it is.
   */
  setOverage(wanted: WantedOverage): Promise<void>;
  /** One that Stripe has already, by its identifier, is done too. */
  report(report: MeterReport): Promise<void>;
  /** The meter's value for the whole minutes that overlap a window; null where nothing was reported. */
  reported(range: Range): Promise<number | null>;
  /** The units on the final invoice that bills a window; null where there is none yet. */
  billed(window: Pick<OverageWindow, 'subscriptionId' | 'itemId' | 'end'>): Promise<number | null>;
}

/** Over Stripe's SDK. */
export const usageGateway = (stripe: Stripe): UsageGateway => ({
  setOverage: (wanted) =>
    calling(async () => void (await unlessEnded(stripe, wanted.subscriptionId, () => setOverage(stripe, wanted)))),
  report: (report) => calling(() => send(stripe, report)),
  reported: (range) => calling(() => reported(stripe, range)),
  billed: (window) => calling(() => billed(stripe, window)),
});

async function setOverage(stripe: Stripe, { subscriptionId, lookupKey, ours }: WantedOverage): Promise<void> {
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
    { items: changes, proration_behavior: 'create_prorations' },
    { idempotencyKey: `overage:${subscriptionId}:${lookupKey ?? 'none'}:${before}` },
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

const secondsAround = 2 * 86_400;

/** Its line is of the same item's period, on an invoice that was made when that ended. */
async function billed(
  stripe: Stripe,
  { subscriptionId, itemId, end }: Parameters<UsageGateway['billed']>[0],
): Promise<number | null> {
  const at = Math.floor(Date.parse(end) / 1000);
  const created = { gte: at - 60, lte: at + secondsAround };
  for await (const invoice of stripe.invoices.list({ subscription: subscriptionId, created, limit: 100 })) {
    if (invoice.status === 'draft') continue;
    const line = (await invoiceLinesOf(stripe, invoice)).find(
      ({ period, parent }) =>
        isoOf(period.end) === end && parent?.subscription_item_details?.subscription_item === itemId,
    );
    if (line) return line.quantity;
  }
  return null;
}
