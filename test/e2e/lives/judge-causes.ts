import { type Books, counts, type Deed, date, itemOfLine, subscriptionIn } from './books.ts';
import type { StripeInvoice, StripeSubscription } from './stripe-side.ts';

const daySeconds = 86_400;
/** A deed is noted just before it is done, and the world's clock runs meanwhile. */
const deedSeconds = 600;

const isPaid = ({ status }: { readonly status: string }) => status === 'paid';
const succeeded = ({ status }: { readonly status: string }) => status === 'succeeded';

/**
 * Charges that do not have exactly one cause. A charge pays one paid invoice, an invoice is charged once, and each invoice is
 * there because of one thing: something bought, in these lives, or the renewal of a subscription that had not ended.
 */
export function causeFaults(books: Books): string[] {
  return [...chargeFaults(books), ...firstPaymentFaults(books), ...changeFaults(books), ...renewalFaults(books)];
}

function chargeFaults({ invoices, charges }: Books): string[] {
  const paidBy = new Map<string, StripeInvoice[]>();
  for (const invoice of invoices.values())
    for (const { payment } of invoice.payments.data)
      paidBy.set(payment.payment_intent, [...(paidBy.get(payment.payment_intent) ?? []), invoice]);
  const taken = Map.groupBy([...charges.values()].filter(succeeded), ({ payment_intent }) => payment_intent);
  const ofCharges = [...taken].flatMap(([intent, [first, ...more]]) => {
    const [invoice, ...others] = paidBy.get(intent) ?? [];
    if (!invoice || others.length > 0 || !isPaid(invoice)) return [`${first?.id} pays no one invoice`];
    return more.map(({ id }) => `${id} charges ${invoice.id} a second time`);
  });
  const ofInvoices = [...invoices.values()]
    .filter((invoice) => isPaid(invoice) && invoice.amount_paid > 0)
    .filter(({ payments }) => !payments.data.some(({ payment }) => taken.has(payment.payment_intent)))
    .map(({ id }) => `${id} is paid by no charge`);
  return [...ofCharges, ...ofInvoices];
}

/** As many first payments as were made, of the same things by the same people. */
function firstPaymentFaults({ invoices, deeds, prices, customers }: Books): string[] {
  const counts = new Map<string, number>();
  const count = (customer: string | undefined, lookupKey: string, by: number) => {
    const name = `${customer} for ${lookupKey}`;
    counts.set(name, (counts.get(name) ?? 0) + by);
  };
  for (const deed of deeds) if (deed.kind === 'bought') count(customers.get(deed.email), deed.lookupKey, -1);
  for (const invoice of invoices.values()) {
    if (invoice.billing_reason !== 'subscription_create' || !isPaid(invoice)) continue;
    const [line] = invoice.lines.data;
    count(
      invoice.customer,
      prices.get(line?.pricing.price_details.price ?? '')?.metadata.tollgate_lookup_key ?? '?',
      1,
    );
  }
  return [...counts]
    .filter(([, left]) => left !== 0)
    .map(([name, left]) => `${Math.abs(left)} first payments too ${left > 0 ? 'many' : 'few'} of ${name}`);
}

/** Each invoice over a change belongs to one change that was asked for, not long before, and each change that was paid has its own. */
function changeFaults({ invoices, deeds }: Books): string[] {
  const asked = deeds.flatMap((deed) => (deed.kind === 'changed' && deed.outcome !== 'scheduled' ? [deed] : []));
  const billed = [...invoices.values()].filter(({ billing_reason }) => billing_reason === 'subscription_update');
  const isOf = (invoice: StripeInvoice, { at, subscription }: (typeof asked)[number]) =>
    subscriptionIn(invoice) === subscription && at - 1 <= invoice.created && invoice.created <= at + deedSeconds;
  return [
    ...billed
      .filter((invoice) => asked.filter((deed) => isOf(invoice, deed)).length !== 1)
      .map(({ id }) => `${id} bills a change that nobody asked for`),
    ...asked
      .filter((deed) => billed.filter((invoice) => isOf(invoice, deed)).length !== 1)
      .map(({ at, subscription }) => `${subscription}: the change asked for ${date(at)} has not one invoice`),
  ];
}

/** Nothing is billed twice for a period, and nothing after a subscription's end. */
function renewalFaults({ invoices, subscriptions }: Books): string[] {
  const faults: string[] = [];
  const billed = new Map<string, string>();
  for (const invoice of [...invoices.values()].filter(counts)) {
    const { id, billing_reason, created } = invoice;
    if (!['subscription_create', 'subscription_cycle', 'subscription_update'].includes(billing_reason))
      faults.push(`${id} is there because of ${billing_reason}`);
    const ended = subscriptions.get(subscriptionIn(invoice))?.ended_at ?? Number.POSITIVE_INFINITY;
    if (created > ended || (created === ended && billing_reason === 'subscription_cycle'))
      faults.push(`${id} bills ${subscriptionIn(invoice)} after its end`);
    for (const line of invoice.lines.data) {
      const item = itemOfLine(line);
      const what = `${item} from ${date(line.period.start)}`;
      if (item && billed.has(what)) faults.push(`${id} bills ${what} again, after ${billed.get(what)}`);
      if (item) billed.set(what, id);
    }
  }
  return faults;
}

type About = Extract<Deed, { readonly subscription: string }>;

/** Subscriptions that ended without a cause, and those that did not although they should have. `now`: epoch seconds. */
export function endingFaults(books: Books, now: number): string[] {
  const about = Map.groupBy(
    books.deeds.filter((deed) => 'subscription' in deed),
    ({ subscription }) => subscription,
  );
  const invoices = Map.groupBy(books.invoices.values(), subscriptionIn);
  return [...books.subscriptions.values()].flatMap((subscription) => {
    const { id, ended_at } = subscription;
    const deeds = about.get(id) ?? [];
    const due = plannedEnd(deeds);
    if (ended_at === null) return due !== null && due < now ? [`${id} was to end ${date(due)} and goes on`] : [];
    const isCaused =
      ended_at === due ||
      deeds.some(({ kind, at }) => kind === 'ended' && at <= ended_at + 1 && ended_at <= at + deedSeconds) ||
      wasGivenUp(subscription, invoices.get(id) ?? []) ||
      wentBack(subscription, books);
    return isCaused ? [] : [`${id} ended ${date(ended_at)} without a cause`];
  });
}

/** When deeds say that a subscription ends, at once or at its period's end; null where the last says that it goes on, or nothing does. */
function plannedEnd(deeds: readonly About[]): number | null {
  const last = deeds.findLast(({ kind }) => kind === 'cancelled' || kind === 'kept' || kind === 'ended');
  if (last?.kind === 'ended') return last.at;
  return last?.kind === 'cancelled' ? last.endsAt : null;
}

/** The first invoice was never paid, or a renewal was refused four times: after an hour, and 3, 5 and 7 days on. */
function wasGivenUp({ ended_at, status }: StripeSubscription, invoices: readonly StripeInvoice[]): boolean {
  if (status === 'incomplete_expired') return true;
  const renewals = invoices.filter(({ billing_reason }) => billing_reason === 'subscription_cycle');
  const last = renewals.toSorted((a, b) => a.created - b.created).at(-1);
  return last !== undefined && !isPaid(last) && ended_at === last.created + 3600 + 15 * daySeconds;
}

/** All that was paid for a period went back, or a dispute over one of its payments was opened or lost. */
function wentBack({ id }: StripeSubscription, { charges, invoices }: Books): boolean {
  const intents = new Set(
    [...invoices.values()]
      .filter((invoice) => subscriptionIn(invoice) === id)
      .flatMap(({ payments }) => payments.data.map(({ payment }) => payment.payment_intent)),
  );
  return [...charges.values()].some(
    (charge) => intents.has(charge.payment_intent) && (charge.disputed || charge.amount_refunded === charge.amount),
  );
}
