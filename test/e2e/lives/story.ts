import { type Books, date, subscriptionIn } from './books.ts';
import type { StripeInvoice, StripeLine } from './stripe-side.ts';

/** The life of each customer whom a fault names, by their address, their Stripe ids or those of their objects. */
export function storiesOf(books: Books, faults: readonly string[]): string {
  const emails = [...books.customers].flatMap(([email, customer]) =>
    faults.some((fault) => namesOf(books, email, customer).some((name) => fault.includes(name))) ? [email] : [],
  );
  return emails.map((email) => storyOf(books, email)).join('\n\n');
}

function namesOf({ subscriptions, invoices, charges }: Books, email: string, customer: string): string[] {
  const own = [subscriptions, invoices, charges].flatMap((book) =>
    [...book.values()].flatMap((object) => (object.customer === customer ? [object.id] : [])),
  );
  return [`${email} `, customer, ...own];
}

type Line = readonly [at: number, text: string];

/** Everything that happened to a customer, oldest first. */
function storyOf(books: Books, email: string): string {
  const customer = books.customers.get(email) ?? '';
  const isOwn = (object: { readonly customer: string }) => object.customer === customer;
  const lines: Line[] = [
    ...books.deeds
      .filter((deed) => deed.email === email || deed.kind === 'migrated')
      .map(({ at, email: _, ...deed }): Line => [at, JSON.stringify(deed)]),
    ...books.calls.filter((call) => call.email === email).map(({ at, units }): Line => [at, `${units} units`]),
    ...[...books.invoices.values()].filter(isOwn).map((invoice): Line => [invoice.created, told(invoice)]),
    ...[...books.charges.values()]
      .filter(isOwn)
      .map(
        ({ created, id, amount, amount_refunded, status }): Line => [
          created,
          `${id}: ${amount} ${status}${amount_refunded ? `, ${amount_refunded} back` : ''}`,
        ],
      ),
    ...[...books.subscriptions.values()]
      .filter(isOwn)
      .map(
        ({ id, start_date, status, ended_at, items }): Line => [
          start_date,
          `${id} begins; now ${status}${ended_at ? ` since ${date(ended_at)}` : ''}, ${items.data.map(({ price }) => price.metadata.tollgate_lookup_key)}`,
        ],
      ),
    ...books.drifts.filter((drift) => drift.customer === customer).map(({ at, text }): Line => [at, `drift: ${text}`]),
  ];
  const told_ = lines.toSorted(([a], [b]) => a - b).map(([at, text]) => `  ${date(at).slice(0, 19)} ${text}`);
  return [`${email}, ${customer}:`, ...told_].join('\n');
}

const told = (invoice: StripeInvoice): string =>
  `${invoice.id} ${invoice.billing_reason} of ${subscriptionIn(invoice)} ${invoice.status}, total ${invoice.total}: ` +
  [...invoice.lines.data, ...invoice.usage].map(toldLine).join('; ');

const toldLine = ({ amount, quantity, period }: StripeLine): string =>
  `${amount} for ${quantity} from ${date(period.start).slice(0, 19)} to ${date(period.end).slice(0, 19)}`;
