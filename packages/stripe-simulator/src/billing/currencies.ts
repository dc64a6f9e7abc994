import type Stripe from 'stripe';
import { accountMap } from '../core/account-map.ts';
import { emitUpdate } from '../core/events.ts';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isEnded } from '../resources/subscription.ts';

/** The amount of a price in a currency beside its own. */
export type CurrencyOption = Pick<Stripe.Price, 'tax_behavior' | 'unit_amount' | 'unit_amount_decimal'>;

/** The options of each price by their currency, by the price's id. */
export const currencyOptions = accountMap<Readonly<Record<string, CurrencyOption>>>();

type Priced = { readonly price: Stripe.Price };

/** The currencies that a price is sold in, its own first. */
const currenciesOf = (sim: Simulation, price: Stripe.Price): string[] => [
  price.currency,
  ...Object.keys(currencyOptions(sim).get(price.id) ?? {}),
];

/** The price with its amount in a currency, for computing only. Answers and the store keep its own currency. */
export function priceIn(sim: Simulation, price: Stripe.Price, currency: string): Stripe.Price {
  const option = currencyOptions(sim).get(price.id)?.[currency];
  return option ? { ...price, ...option, currency } : price;
}

/**
 * The currency that prices are bought in. It is the requested one, else the customer's own where all prices have it, else the first
 * price's. Throws Stripe's error where a price is not sold in it.
 */
export function currencyFor(
  sim: Simulation,
  items: readonly Priced[],
  { wanted, customer, param }: { readonly wanted?: string; readonly customer: string | null; readonly param: string },
): string {
  const own = sim.store.customers.get(customer ?? '')?.currency;
  const isSold = (currency: string) => items.every(({ price }) => currenciesOf(sim, price).includes(currency));
  const currency = wanted?.toLowerCase() ?? (own && isSold(own) ? own : (items[0]?.price.currency ?? 'usd'));
  for (const { price } of items) refuseUnsold(sim, price, { currency, param });
  return currency;
}

/** Throws Stripe's error for a price that is not sold in a currency. */
export function refuseUnsold(
  sim: Simulation,
  price: Stripe.Price,
  { currency, param }: { readonly currency: string; readonly param: string },
): void {
  const sold = currenciesOf(sim, price);
  if (sold.includes(currency)) return;
  const names = sold.map((each) => `\`${each}\``).join(', ');
  throw invalidRequest(
    `The price specified only supports ${names}. This doesn't match the expected currency: \`${currency}\`.`,
    { param },
  );
}

/** The currency that a customer is bound to by an open subscription, an open invoice or a balance; null without any. */
function boundCurrency(sim: Simulation, customerId: string): string | null {
  const customer = sim.store.customers.get(customerId);
  const subscription = sim.store.subscriptions.oldestFirst(customerId).find((each) => !isEnded(each));
  const invoice = sim.store.invoices
    .oldestFirst(customerId)
    .find(({ status }) => status === 'open' || status === 'draft');
  return subscription?.currency ?? invoice?.currency ?? (customer?.balance ? (customer.currency ?? null) : null);
}

/** Throws where a customer is bound to another currency. https://docs.stripe.com/billing/customer#currency */
export function refuseMix(sim: Simulation, customerId: string, currency: string): void {
  const bound = boundCurrency(sim, customerId);
  if (sim.rules.isOn('C2') && bound !== null && bound !== currency)
    throw invalidRequest(
      `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, or invoice item with currency ${bound}.`,
    );
}

/** Notes the currency that a customer is billed in. */
export function noteCurrency(sim: Simulation, customerId: string, currency: string): void {
  const customer = sim.store.customers.get(customerId);
  if (!customer || customer.currency === currency) return;
  emitUpdate(sim, 'customer.updated', sim.store.customers.patch(customerId, { currency }));
}

/** The refusal of a session whose customer has bought in another currency since it was opened; null where it can be paid. */
export function otherCurrency(sim: Simulation, sessionId: string): string | null {
  const { currency, customer } = sim.store.sessions.mustGet(sessionId);
  const bound = customer ? boundCurrency(sim, idOf(customer)) : null;
  if (bound === null || bound === currency) return null;
  return `The currency of the selected prices (${currency}) does not match the customer currency (${bound}).`;
}
