import { type Books, type Call, date, itemOfLine, subscriptionIn, sum } from './books.ts';
import type { Offer } from './offer.ts';
import type { StripeInvoice, StripeLine } from './stripe-side.ts';

const daySeconds = 86_400;
/** An invoice is final an hour after its period. The drift report lists the units that it leaves out three nights later. */
const settledSeconds = 5 * daySeconds;

/** Each unit counts in one period of one subscription: that of its plan at Stripe when it was served. */
type Counted = {
  readonly subscription: string;
  readonly start: number;
  readonly end: number;
  readonly calls: readonly Call[];
};
type Usage = { readonly invoice: StripeInvoice; readonly line: StripeLine };

/**
 * Units past an allowance that are neither billed exactly once nor listed in the drift report. Also wrong lines of usage, and last invoices that
 * nobody collects. The judge counts served units, by Stripe's periods and the offer's allowances. `now`: epoch seconds.
 */
export function usageFaults(books: Books, offer: Offer, now: number): string[] {
  const counted = countedIn(books);
  const usage = [...books.invoices.values()].flatMap((invoice) => invoice.usage.map((line) => ({ invoice, line })));
  const bySubscription = Map.groupBy(usage, ({ invoice }) => subscriptionIn(invoice));
  return [
    ...counted
      .filter(({ end }) => end + settledSeconds < now)
      .flatMap((period) => periodFault(books, period, bySubscription.get(period.subscription) ?? [])),
    ...usage.flatMap((each) => [...amountFault(books, offer, each), ...lineFault(books, counted, each, now)]),
    ...lastInvoiceFaults(books, now),
  ];
}

/** The periods in which units were served. One that a change of interval cut short ends where the next is billed. */
function countedIn({ calls, invoices }: Books): Counted[] {
  const starts = Map.groupBy(
    [...invoices.values()].flatMap((invoice) =>
      invoice.lines.data.filter(itemOfLine).map(({ period }) => ({ of: subscriptionIn(invoice), at: period.start })),
    ),
    ({ of }) => of,
  );
  const groups = Map.groupBy(calls, ({ subscription, periodStart }) => `${subscription} ${periodStart}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { subscription, periodStart: start } = first;
    const later = (starts.get(subscription) ?? []).map(({ at }) => at).filter((at) => at > start);
    const end = Math.min(Math.max(...group.map(({ periodEnd }) => periodEnd)), ...later);
    return [{ subscription, start, end, calls: group }];
  });
}

/**
 * Units past the allowance that were served before a time. It is the most by which the units so far were ever past the allowance of their time.
 * A larger allowance makes later units free, and takes back none that were past the smaller one.
 */
function pastBefore(calls: readonly Call[], time: number): number {
  let [units, past] = [0, 0];
  for (const call of calls.filter(({ at }) => at < time)) {
    units += call.units;
    if (!call.isHard) past = Math.max(past, units - call.allowance);
  }
  return past;
}

/** Whether a line is on a bill that somebody owes, or owed. The invoice of a change that was never paid billed nothing. */
const isBilled = ({ invoice: { status, billing_reason } }: Usage): boolean =>
  status !== 'draft' && !(status === 'void' && billing_reason === 'subscription_update');

const isWithin = ({ start, end }: Counted, { line: { period } }: Usage): boolean =>
  start <= period.start && period.start < end;

/** The windows of the drift report are named by subscription, plan and day. */
const listedOf = ({ drifts }: Books, subscription: string, isOf: (day: string) => boolean): number => {
  const own = drifts.filter(({ window }) => window.startsWith(`${subscription} `) && isOf(window.split(' ')[2] ?? ''));
  return sum([...new Map(own.map(({ text, units }) => [text, units])).values()]);
};

const dayOf = (epochSeconds: number): string => date(epochSeconds).slice(0, 10);

function periodFault(books: Books, period: Counted, usage: readonly Usage[]): string[] {
  const { subscription, start, end, calls } = period;
  const owed = pastBefore(calls, Number.POSITIVE_INFINITY);
  const billed = sum(usage.filter((each) => isWithin(period, each) && isBilled(each)).map(({ line }) => line.quantity));
  const listed = listedOf(books, subscription, (day) => dayOf(start) <= day && day < dayOf(end));
  return owed === billed + listed
    ? []
    : [
        `${subscription}: from ${date(start)} ${owed} units are past the allowance, ${billed} are billed, ${listed} are listed as not billed`,
      ];
}

const packOf = ({ amountMinor, euroMinor }: Offer['overages'][string], { currency }: StripeInvoice): number =>
  currency === 'eur' ? (euroMinor ?? Number.NaN) : amountMinor;

/** A line is every begun pack of its units, at the plan's price for overage. */
function amountFault({ prices }: Books, { overages }: Offer, { invoice, line }: Usage): string[] {
  const key = prices.get(line.pricing.price_details.price)?.metadata.tollgate_lookup_key ?? '?';
  const overage = overages[key.replace(/_overage_(month|year)ly$/, '')];
  const amount = overage ? Math.ceil(line.quantity / overage.units) * packOf(overage, invoice) : Number.NaN;
  return line.amount === amount ? [] : [`${invoice.id}: ${line.amount} for ${line.quantity} units of ${key}`];
}

/** A final line has the units that were past the allowance within its own time. Those that the drift report lists are not on it. */
function lineFault(books: Books, counted: readonly Counted[], usage: Usage, now: number): string[] {
  const { invoice, line } = usage;
  if (!isBilled(usage) || line.period.end + settledSeconds >= now) return [];
  const subscription = subscriptionIn(invoice);
  const period = counted.find((each) => each.subscription === subscription && isWithin(each, usage));
  const { start, end } = line.period;
  const past = period ? pastBefore(period.calls, end) - pastBefore(period.calls, start) : 0;
  const listed = listedOf(books, subscription, (day) => day === dayOf(start));
  return line.quantity === past - listed
    ? []
    : [
        `${invoice.id}: ${line.quantity} units from ${date(start)} to ${date(end)}; the oracle counts ${past}, of which ${listed} are listed`,
      ];
}

/** Usage of an ended subscription whose invoice nobody collects. Stripe leaves it alone; collecting it is the product's. */
function lastInvoiceFaults({ invoices, subscriptions }: Books, now: number): string[] {
  return [...invoices.values()]
    .filter(({ created, lines, total }) => lines.data.length === 0 && total > 0 && created + 2 * daySeconds < now)
    .filter((invoice) => subscriptions.get(subscriptionIn(invoice))?.ended_at != null)
    .filter(({ status, attempted }) => status === 'draft' || (status === 'open' && !attempted))
    .map(
      ({ id, status, total, created }) => `${id}: ${total} of ${date(created)} is ${status}, and nobody collects it`,
    );
}
