import { type Books, counts, date, deedSeconds, isDebited, itemOfLine, subscriptionIn } from './books.ts';
import type { StripeInvoice } from './stripe-side.ts';

const isPaid = ({ status }: { readonly status: string }) => status === 'paid';
const succeeded = ({ status }: { readonly status: string }) => status === 'succeeded';

/**
 * Charges that do not have exactly one cause. A charge pays one paid invoice, and an invoice is charged once. Each invoice has one
 * cause: a purchase or change in these lives, or the renewal of a subscription that had not ended.
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

/** Differences between first payments and purchases: both must be equally many, of the same prices by the same people. */
function firstPaymentFaults(books: Books): string[] {
  const { invoices, deeds, prices, customers } = books;
  const counts = new Map<string, number>();
  const count = (customer: string | undefined, lookupKey: string, by: number) => {
    const name = `${customer} for ${lookupKey}`;
    counts.set(name, (counts.get(name) ?? 0) + by);
  };
  for (const deed of deeds) if (deed.kind === 'bought') count(customers.get(deed.email), deed.lookupKey, -1);
  for (const invoice of invoices.values()) {
    if (invoice.billing_reason !== 'subscription_create') continue;
    if (!isPaid(invoice) && !isDebited(books, invoice)) continue;
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

/** Differences between invoices and changes: each invoice of a change has one recent request, and each paid change has one invoice. */
function changeFaults({ invoices, deeds }: Books): string[] {
  const asked = deeds.flatMap((deed) => (deed.kind === 'changed' && deed.outcome !== 'scheduled' ? [deed] : []));
  const billed = [...invoices.values()].filter(
    (invoice) => invoice.billing_reason === 'subscription_update' && !billsUsageOnly(invoice),
  );
  const isOf = (invoice: StripeInvoice, { at, subscription }: (typeof asked)[number]) =>
    subscriptionIn(invoice) === subscription && at - 1 <= invoice.created && invoice.created <= at + deedSeconds;
  const planned = deeds.flatMap((deed) => (deed.kind === 'changed' && deed.outcome === 'scheduled' ? [deed] : []));
  /** Whether the change was planned: another interval is billed when its period begins. */
  const wasPlanned = (invoice: StripeInvoice) =>
    planned.some(({ at, subscription }) => subscription === subscriptionIn(invoice) && at < invoice.created) &&
    invoice.lines.data.some((line) => itemOfLine(line) && line.period.start === invoice.created);
  return [
    ...billed
      .filter((invoice) => !wasPlanned(invoice))
      .filter((invoice) => asked.filter((deed) => isOf(invoice, deed)).length !== 1)
      .map(({ id }) => `${id} bills a change that nobody asked for`),
    ...asked
      .filter((deed) => billed.filter((invoice) => isOf(invoice, deed)).length !== 1)
      .map(({ at, subscription }) => `${subscription}: the change asked for ${date(at)} has not one invoice`),
  ];
}

/** Whether an invoice bills nothing but usage, as before a change and at the end of a subscription. */
const billsUsageOnly = ({ lines, usage }: StripeInvoice) => lines.data.length === 0 && usage.length > 0;

/** Renewals that bill a period twice, or after a subscription's end. */
function renewalFaults({ invoices, subscriptions }: Books): string[] {
  const faults: string[] = [];
  const billed = new Map<string, string>();
  for (const invoice of [...invoices.values()].filter((each) => counts(each, subscriptions))) {
    const { id, billing_reason, created } = invoice;
    if (!['subscription_create', 'subscription_cycle', 'subscription_update'].includes(billing_reason))
      faults.push(`${id} is there because of ${billing_reason}`);
    if (billsUsageOnly(invoice)) continue;
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
