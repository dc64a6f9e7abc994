import { type Books, type Call, date, subscriptionIn, sum, type UsageDrift } from './books.ts';
import type { Offer } from './offer.ts';
import type { StripeInvoice, StripeLine } from './stripe-side.ts';

const daySeconds = 86_400;
/** After so long an invoice is final, and the drift report lists the units that it leaves out. */
const settledSeconds = 6 * daySeconds;

type Usage = { readonly invoice: StripeInvoice; readonly line: StripeLine };

/** A customer's units: the calls that used them, the lines that bill them, and the report's lines about those that nothing bills. */
type Account = {
  readonly customer: string;
  readonly calls: readonly Call[];
  readonly usage: readonly Usage[];
  readonly drifts: readonly UsageDrift[];
};

/**
 * Units past an allowance that are neither billed exactly once nor listed in the drift report. Also wrong amounts, and last invoices that nobody
 * collects. The judge counts served units, by Stripe's periods and the offer's allowances. `now`: epoch seconds.
 */
export function usageFaults(books: Books, offer: Offer, now: number): string[] {
  const usage = [...books.invoices.values()].flatMap((invoice) => invoice.usage.map((line) => ({ invoice, line })));
  return [
    ...accountsIn(books, usage).flatMap((account) => [...lineFaults(account, now), ...endFaults(books, account, now)]),
    ...usage.flatMap((each) => amountFault(books, offer, each)),
    ...books.drifts.flatMap((each) => discardFault(offer, each)),
    ...lastInvoiceFaults(books, now),
  ];
}

function accountsIn({ calls, drifts, customers }: Books, usage: readonly Usage[]): Account[] {
  const byCustomer = Map.groupBy(calls, ({ email }) => customers.get(email) ?? '');
  const lines = Map.groupBy(usage, ({ invoice }) => invoice.customer);
  const listed = Map.groupBy(drifts, ({ customer }) => customer);
  return [...new Set([...byCustomer.keys(), ...lines.keys()])].map((customer) => ({
    customer,
    calls: byCustomer.get(customer) ?? [],
    usage: (lines.get(customer) ?? []).toSorted((a, b) => a.line.period.end - b.line.period.end),
    drifts: listed.get(customer) ?? [],
  }));
}

/** Units past their allowances that were served before a time, in all periods. */
function pastBefore(calls: readonly Call[], time: number): number {
  const periods = Map.groupBy(
    calls.filter(({ at }) => at < time),
    ({ subscription, periodStart }) => `${subscription} ${periodStart}`,
  );
  return sum([...periods.values()].map(pastIn));
}

/**
 * Units past the allowance in one period. It is the most by which the units so far were ever past the allowance of their time. A larger allowance
 * makes later units free, and takes back none that were past the smaller one.
 */
function pastIn(calls: readonly Call[]): number {
  let [units, past] = [0, 0];
  for (const call of calls) {
    units += call.units;
    if (!call.isHard) past = Math.max(past, units - call.allowance);
  }
  return past;
}

/** Units that the report lists as billed by nothing, of windows that began before a time. The same line in two reports counts once. */
function listedBefore(account: Account, time: number): number {
  const before = account.drifts.filter(({ window }) => startOf(account, window) < time);
  return sum([...new Map(before.map(({ text, units }) => [text, units])).values()]);
}

/** When a window of the report began. The report says the day alone; the last period or line of the subscription that began then says more. */
function startOf({ calls, usage }: Account, window: string): number {
  const [subscription, , day = ''] = window.split(' ');
  const starts = [
    ...calls.filter((call) => call.subscription === subscription).map(({ periodStart }) => periodStart),
    ...usage.filter(({ invoice }) => subscriptionIn(invoice) === subscription).map(({ line }) => line.period.start),
  ];
  const onDay = starts.filter((start) => date(start).slice(0, 10) === day);
  return Math.max(Date.parse(day) / 1000, ...onDay);
}

/** Whether a line bills its units: its invoice is final and not void, or a draft that somebody withholds and may still make final. */
const bills = ({ invoice, line }: Usage, now: number): boolean =>
  invoice.status === 'draft' ? line.period.end + settledSeconds < now : invoice.status !== 'void';

/**
 * Lines after which more or fewer units are billed than were past the allowance by then. Units that an earlier invoice lost, because it became
 * void, are on the next one. So a customer may have been billed less only after such a loss.
 */
function lineFaults(account: Account, now: number): string[] {
  const { customer, calls, usage } = account;
  let billed = 0;
  return usage.flatMap(({ invoice, line }, n) => {
    const { end } = line.period;
    if (!bills({ invoice, line }, now)) return [];
    billed += line.quantity;
    if (end + settledSeconds >= now || usage[n + 1]?.line.period.end === end) return [];
    const owed = pastBefore(calls, end) - listedBefore(account, end);
    const isLost = usage.slice(0, n).some((each) => !bills(each, now) && each.line.quantity > 0);
    if (billed === owed || (isLost && billed < owed)) return [];
    return [
      `${invoice.id}: by ${date(end)} ${customer} was billed ${billed} units past the allowance, and used ${owed} that nothing lists as unbilled`,
    ];
  });
}

/** Units that are neither billed nor listed once a customer has no plan any more that could bill them. */
function endFaults({ subscriptions }: Books, account: Account, now: number): string[] {
  const { customer, calls, usage } = account;
  const own = [...subscriptions.values()].filter((each) => each.customer === customer);
  const ends = own.map(({ ended_at }) => ended_at ?? Number.POSITIVE_INFINITY);
  if (Math.max(...ends, ...usage.map(({ line }) => line.period.end)) + settledSeconds >= now) return [];
  const owed = pastBefore(calls, now);
  const billed = sum(usage.filter((each) => bills(each, now)).map(({ line }) => line.quantity));
  const listed = listedBefore(account, now);
  return owed === billed + listed
    ? []
    : [`${customer} used ${owed} units past the allowance; ${billed} are billed and ${listed} listed as unbilled`];
}

const packOf = ({ amountMinor, euroMinor }: Offer['overages'][string], currency: string): number =>
  currency === 'eur' ? (euroMinor ?? Number.NaN) : amountMinor;

/** A line is every begun pack of its units, at the plan's price for overage. */
function amountFault({ prices }: Books, { overages }: Offer, { invoice, line }: Usage): string[] {
  const key = prices.get(line.pricing.price_details.price)?.metadata.tollgate_lookup_key ?? '?';
  const overage = overages[key.replace(/_overage_(month|year)ly$/, '')];
  const amount = overage ? Math.ceil(line.quantity / overage.units) * packOf(overage, invoice.currency) : Number.NaN;
  return line.amount === amount ? [] : [`${invoice.id}: ${line.amount} for ${line.quantity} units of ${key}`];
}

/** Discarded units are listed with their price. */
function discardFault({ overages }: Offer, { customer, window, field, units, money, text }: UsageDrift): string[] {
  const overage = overages[window.split(' ')[1] ?? ''];
  if (field !== 'discarded' || !overage) return [];
  const amount = Math.ceil(units / overage.units) * packOf(overage, money?.currency ?? '');
  return money?.amountMinor === amount ? [] : [`${customer}: the report lists ${text}, which costs ${amount}`];
}

/** Usage of an ended subscription whose invoice nobody collects. Stripe leaves it alone; collecting it is the product's. */
function lastInvoiceFaults({ invoices, subscriptions }: Books, now: number): string[] {
  return [...invoices.values()]
    .filter(({ created, lines, total }) => lines.data.length === 0 && total > 0 && created + settledSeconds < now)
    .filter((invoice) => subscriptions.get(subscriptionIn(invoice))?.ended_at != null)
    .filter(({ status, attempted }) => status === 'draft' || (status === 'open' && !attempted))
    .map(
      ({ id, status, total, created }) => `${id}: ${total} of ${date(created)} is ${status}, and nobody collects it`,
    );
}
