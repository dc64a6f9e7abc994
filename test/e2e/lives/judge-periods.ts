import { type Books, counts, date, itemOfLine, subscriptionIn } from './books.ts';
import { nextStart } from './calendar.ts';
import type { StripeInvoice, StripeItem, StripeSubscription } from './stripe-side.ts';

type Billed = { readonly start: number; readonly end: number; readonly interval: Interval; readonly restarts: boolean };
type Interval = 'month' | 'year';

/** The whole periods that invoices bill for an item, paid or not, in order of time. */
function billedFor(item: StripeItem, invoices: readonly StripeInvoice[], { prices, subscriptions }: Books): Billed[] {
  const billed = invoices
    .filter((each) => counts(each, subscriptions))
    .flatMap(({ billing_reason, lines }) =>
      lines.data
        .filter((line) => itemOfLine(line) === item.id)
        .map(({ period, pricing }) => ({
          ...period,
          interval: prices.get(pricing.price_details.price)?.recurring.interval ?? 'month',
          restarts: billing_reason === 'subscription_update',
        })),
    );
  return billed.toSorted((a, b) => a.start - b.start);
}

/**
 * Faults in how the periods of subscriptions tile time. Each begins where the previous one ends, unless a change restarts it. Each ends
 * on the anchor's day by the calendar; another interval sets a new anchor. The last one is the subscription's present period.
 */
export function periodFaults(books: Books, ids: Iterable<string> = books.subscriptions.keys()): string[] {
  const invoices = Map.groupBy(books.invoices.values(), subscriptionIn);
  return [...ids].flatMap((id) => {
    const subscription = books.subscriptions.get(id);
    if (!subscription) return [`${id} was billed and is not there`];
    const billedOf = (item: StripeItem) => billedFor(item, invoices.get(id) ?? [], books);
    return subscription.items.data.flatMap((item) => faultsOfItem(subscription, item, billedOf(item)));
  });
}

function faultsOfItem(
  { id, start_date, trial_end }: StripeSubscription,
  item: StripeItem,
  billed: readonly Billed[],
): string[] {
  const faults: string[] = [];
  let anchor = start_date;
  let expectedStart = start_date;
  let before: Interval | undefined;
  for (const { start, end, interval, restarts } of billed) {
    if (restarts && start < expectedStart) expectedStart = start;
    if (restarts || start === trial_end || (before && interval !== before)) anchor = start;
    before = interval;
    if (start !== expectedStart)
      faults.push(
        `${id}: a ${start > expectedStart ? 'gap' : 'overlap'} between ${date(expectedStart)} and ${date(start)}`,
      );
    const isTrial = trial_end !== null && start < trial_end;
    const expectedEnd = isTrial ? trial_end : nextStart(anchor, interval, start);
    if (end !== expectedEnd)
      faults.push(`${id}: the period from ${date(start)} ends ${date(end)}, by the calendar ${date(expectedEnd)}`);
    expectedStart = end;
  }
  const last = billed.at(-1);
  if (last?.start !== item.current_period_start || last.end !== item.current_period_end)
    faults.push(`${id}: is in the period until ${date(item.current_period_end)}, which no invoice bills`);
  return faults;
}
