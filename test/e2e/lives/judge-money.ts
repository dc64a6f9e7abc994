import { smallestChargeMinor } from '../../../shared/domain/money.ts';
import { type Books, counts, deedSeconds, itemOfLine, subscriptionIn, sum } from './books.ts';
import type { StripeInvoice, StripePrice } from './stripe-side.ts';

/** The amounts of each lookup key in minor units, oldest first. Amounts in euros stand under `KEY eur`. */
export type PriceList = Readonly<Record<string, readonly number[]>>;

const isOwed = ({ status }: StripeInvoice) => status !== 'draft' && status !== 'void';

/** Sums that do not match to the cent: lines and invoice, balance, charges and refunds. */
export function moneyFaults(books: Books, list: PriceList): string[] {
  const invoices = [...books.invoices.values()];
  return [
    ...invoices.flatMap((invoice) => [...invoiceFaults(invoice), ...lineFaults(books, invoice, list)]),
    ...prorationFaults(books, list),
    ...migrationFaults(books),
    ...chargeSumFaults(books),
    ...refundFaults(books),
  ];
}

function invoiceFaults(invoice: StripeInvoice): string[] {
  const { id, status, total, amount_due, amount_paid, amount_remaining, starting_balance, ending_balance } = invoice;
  const discounts = sum(invoice.total_discount_amounts.map(({ amount }) => amount));
  const lines = sum([...invoice.lines.data, ...invoice.usage].map(({ amount }) => amount));
  const faults: string[] = [];
  if (lines - discounts !== total) faults.push(`${id}: its lines sum to ${lines - discounts}, its total is ${total}`);
  const owed = Math.max(0, total + starting_balance);
  const asked = owed < smallestChargeMinor(invoice.currency) ? 0 : owed;
  if (amount_due !== asked)
    faults.push(`${id}: ${amount_due} is due of ${total} with a balance of ${starting_balance}`);
  if (isOwed(invoice) && amount_due + (ending_balance ?? 0) !== total + starting_balance)
    faults.push(`${id}: ${amount_due} due and ${ending_balance} left are not ${total} and ${starting_balance}`);
  if (amount_paid + amount_remaining !== amount_due)
    faults.push(`${id}: ${amount_paid} paid, ${amount_remaining} left`);
  if (status === 'paid' && amount_remaining !== 0) faults.push(`${id}: is paid with ${amount_remaining} left`);
  return faults;
}

/** Lines for a whole period whose amount is not the price's, or whose price was never on the list. */
function lineFaults({ subscriptions, prices }: Books, invoice: StripeInvoice, list: PriceList): string[] {
  const trialEnd = subscriptions.get(subscriptionIn(invoice))?.trial_end;
  return invoice.lines.data.flatMap((line) => {
    if (!itemOfLine(line) || (trialEnd && line.period.end <= trialEnd)) return [];
    const price = prices.get(line.pricing.price_details.price);
    const lookupKey = price?.metadata.tollgate_lookup_key ?? '?';
    const unit = unitOf(list, price, invoice);
    const isListed = unit !== undefined && list[keyIn(lookupKey, invoice)]?.includes(unit);
    return isListed && line.amount === unit * line.quantity
      ? []
      : [`${invoice.id}: ${line.amount} for ${line.quantity} × ${lookupKey}`];
  });
}

const keyIn = (lookupKey: string, { currency }: StripeInvoice): string =>
  currency === 'usd' ? lookupKey : `${lookupKey} ${currency}`;

/** The amount of a price in the currency of an invoice; undefined where it is not sold in it. */
function unitOf(list: PriceList, price: StripePrice | undefined, invoice: StripeInvoice): number | undefined {
  if (invoice.currency === 'usd') return price?.unit_amount;
  return list[keyIn(price?.metadata.tollgate_lookup_key ?? '?', invoice)]?.at(-1);
}

/** Invoices after a migration, of moved or newer subscriptions, that do not have the new amount. */
function migrationFaults({ invoices, deeds, prices }: Books): string[] {
  const isNew = (invoice: StripeInvoice, moved: readonly string[]) =>
    invoice.billing_reason === 'subscription_create' || moved.includes(subscriptionIn(invoice));
  const keyOf = (price: string) => prices.get(price)?.metadata.tollgate_lookup_key;
  return deeds.flatMap((deed) => {
    if (deed.kind !== 'migrated') return [];
    const later = [...invoices.values()].filter(
      (invoice) => invoice.created > deed.at + deedSeconds && isNew(invoice, deed.moved),
    );
    return later
      .filter(({ lines }) =>
        lines.data.some((line) => {
          const { price } = line.pricing.price_details;
          return itemOfLine(line) && keyOf(price) === deed.lookupKey && price !== deed.to;
        }),
      )
      .map(({ id }) => `${id} bills an amount of before`);
  });
}

/** Prorations that are not the share of the remaining period, to the second, rounded to the cent line by line. */
function prorationFaults({ invoices, prices, subscriptions }: Books, list: PriceList): string[] {
  const whole = Map.groupBy(
    [...invoices.values()]
      .filter((each) => counts(each, subscriptions))
      .flatMap((invoice) => invoice.lines.data.flatMap((line) => (itemOfLine(line) ? [{ invoice, line }] : []))),
    ({ invoice }) => subscriptionIn(invoice),
  );
  return [...invoices.values()].flatMap((invoice) =>
    invoice.lines.data.flatMap((line) => {
      if (itemOfLine(line)) return [];
      const { start, end } = line.period;
      const price = prices.get(line.pricing.price_details.price);
      const within = whole.get(subscriptionIn(invoice))?.filter((each) => each.line.period.end === end) ?? [];
      const isShare = within.some(({ line: { period } }) => {
        const share = Math.round(
          ((unitOf(list, price, invoice) ?? 0) * line.quantity * (end - start)) / (period.end - period.start),
        );
        return Math.abs(line.amount) === share && period.start <= start;
      });
      return isShare ? [] : [`${invoice.id}: ${line.amount} for the rest of a period`];
    }),
  );
}

/** Customers whose charges are not the sum of their paid invoices, minus credit used from their balance and plus credit added to it. */
function chargeSumFaults({ invoices, charges }: Books): string[] {
  const owed = new Map<string, number>();
  const add = (customer: string, amount: number) => owed.set(customer, (owed.get(customer) ?? 0) + amount);
  for (const invoice of invoices.values())
    if (invoice.status === 'paid')
      add(invoice.customer, invoice.total + invoice.starting_balance - (invoice.ending_balance ?? 0));
  for (const { customer, amount, status } of charges.values()) if (status === 'succeeded') add(customer, -amount);
  return [...owed]
    .filter(([, left]) => left !== 0)
    .map(([customer, left]) => `${customer} was charged ${Math.abs(left)} too ${left > 0 ? 'little' : 'much'}`);
}

/** Charges whose refunded amount is not the sum of the refunds made. */
function refundFaults({ charges, deeds }: Books): string[] {
  const given = new Map<string, number>();
  for (const deed of deeds)
    if (deed.kind === 'refunded') given.set(deed.charge, (given.get(deed.charge) ?? 0) + deed.amount);
  return [...charges.values()]
    .filter(({ id, amount_refunded }) => amount_refunded !== (given.get(id) ?? 0))
    .map(({ id, amount_refunded }) => `${id}: ${amount_refunded} went back, ${given.get(id) ?? 0} was given back`);
}
