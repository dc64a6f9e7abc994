import type Stripe from 'stripe';
import { invalidRequest } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { priceIn } from './currencies.ts';
import { shownTaxIds } from './tax-ids.ts';
import { type TaxRule, taxOn, taxRuleFor } from './tax-rates.ts';

type Line = Stripe.InvoiceLineItem;
type Tax = Stripe.InvoiceLineItem.Tax;
type Behavior = 'exclusive' | 'inclusive';

/** The `automatic_tax` of an invoice without it. */
export const automaticTaxOff = {
  disabled_reason: null,
  enabled: false,
  liability: null,
  provider: null,
  status: null,
} satisfies Stripe.Invoice.AutomaticTax;

/**
 * Whether an address says enough: a country, in the US a postal code of five digits, in Canada a province or a postal code
 * (https://docs.stripe.com/tax/invoicing).
 */
function isLocated(address: Stripe.Address | null | undefined): boolean {
  if (address?.country === 'US') return /^\d{5}/.test(address.postal_code ?? '');
  if (address?.country === 'CA') return Boolean(address.state || address.postal_code);
  return Boolean(address?.country);
}

/** The rule for a customer today; null where the address is not enough to locate them. */
export function taxRuleOf(sim: Simulation, customerId: string): TaxRule | null {
  const customer = sim.store.customers.mustGet(customerId);
  const { address, tax_exempt } = customer;
  if (!isLocated(address)) return null;
  const buyer = { country: address?.country ?? null, taxIds: shownTaxIds(sim, customerId), exempt: tax_exempt ?? null };
  return taxRuleFor(sim, buyer);
}

/** Whether a price includes tax or adds it. A currency option without a `tax_behavior` follows the price's own currency. */
export function behaviorIn(sim: Simulation, price: Stripe.Price, currency: string): Behavior {
  const option = priceIn(sim, price, currency).tax_behavior;
  return (option === 'unspecified' ? price.tax_behavior : option) === 'inclusive' ? 'inclusive' : 'exclusive';
}

/** Throws where tax is to be computed on a price without a `tax_behavior`. */
export function checkTaxable(items: readonly { readonly price: Stripe.Price }[], param: string): void {
  const unspecified = items.findIndex(({ price }) => price.tax_behavior === 'unspecified');
  if (unspecified < 0) return;
  throw invalidRequest(
    'You must set `tax_behavior` on the price to `inclusive` or `exclusive` to use automatic tax: the simulated account has no default.',
    { param: `${param}[${unspecified}][price]` },
  );
}

/** Throws Stripe's error for an address that cannot be taxed. https://docs.stripe.com/api/customers/update#update_customer-tax-validate_location */
export function checkAddress(address: Stripe.Address | null | undefined): void {
  if (isLocated(address)) return;
  throw invalidRequest("The customer's location isn't recognized. Set a valid customer address.", {
    code: 'customer_tax_location_invalid',
    param: 'address',
  });
}

/** Throws Stripe's error where automatic tax is requested for a customer without a usable address. */
export function checkLocation(sim: Simulation, customer: string): void {
  if (!sim.rules.isOn('T2') || taxRuleOf(sim, customer)) return;
  throw invalidRequest(
    "The customer's location isn't recognized. Set a valid customer address in order to automatically calculate tax.",
    { code: 'customer_tax_location_invalid', param: 'automatic_tax' },
  );
}

/** The tax of one line over `net` minor units, discounts taken off. */
function taxOf(rule: TaxRule, net: number, behavior: Behavior): Tax {
  const amount = taxOn(net, rule.rate, behavior);
  return {
    amount,
    tax_behavior: behavior,
    tax_rate_details: { tax_rate: `txr_simulator_${rule.country.toLowerCase()}_${rule.rate}` },
    taxability_reason: rule.reason,
    taxable_amount: behavior === 'inclusive' ? net - amount : net,
    type: 'tax_rate_details',
  };
}

type Amounts = Pick<
  Stripe.Invoice,
  'lines' | 'subtotal' | 'subtotal_excluding_tax' | 'total' | 'total_excluding_tax' | 'total_taxes' | 'automatic_tax'
>;

/** An invoice's amounts with today's tax. Each line is taxed and rounded, so that the totals add up. */
export function withTax<T extends Omit<Amounts, 'total_taxes' | 'automatic_tax'>>(
  sim: Simulation,
  invoice: T,
  { customer, isLast = false }: { readonly customer: string; readonly isLast?: boolean },
): T & Amounts {
  const rule = taxRuleOf(sim, customer);
  const data = invoice.lines.data.map((line) => taxed(sim, line, rule));
  const net = data.reduce((sum, line) => sum + netOf(line), 0);
  const taxes = data.flatMap((line) => line.taxes ?? []);
  const inclusive = sumOf(taxes, 'inclusive');
  const exclusive = sumOf(taxes, 'exclusive');
  return {
    ...invoice,
    automatic_tax: statusOf(rule, isLast),
    lines: { ...invoice.lines, data },
    subtotal_excluding_tax: invoice.subtotal - inclusiveBeforeDiscounts(sim, data, rule),
    total: net + exclusive,
    total_excluding_tax: net - inclusive,
    total_taxes: totals(taxes),
  };
}

function taxed(sim: Simulation, line: Line, rule: TaxRule | null): Line {
  return { ...line, taxes: rule ? [taxOf(rule, netOf(line), behaviorOfLine(sim, line))] : [] };
}

const netOf = ({ amount, discount_amounts }: Line): number =>
  (discount_amounts ?? []).reduce((left, each) => left - each.amount, amount);

function behaviorOfLine(sim: Simulation, { currency, pricing }: Line): Behavior {
  const price = sim.store.prices.get(idOf(pricing?.price_details?.price ?? ''));
  return price ? behaviorIn(sim, price, currency) : 'exclusive';
}

const sumOf = (taxes: readonly Tax[], behavior: Behavior): number =>
  taxes.reduce((sum, tax) => (tax.tax_behavior === behavior ? sum + tax.amount : sum), 0);

function inclusiveBeforeDiscounts(sim: Simulation, lines: readonly Line[], rule: TaxRule | null): number {
  if (!rule) return 0;
  return lines
    .filter((line) => behaviorOfLine(sim, line) === 'inclusive')
    .reduce((sum, { amount }) => sum + taxOn(amount, rule.rate, 'inclusive'), 0);
}

/** One entry a behavior: an invoice is taxed by one rule. */
function totals(taxes: readonly Tax[]): Stripe.Invoice.TotalTax[] {
  return [...Map.groupBy(taxes, ({ tax_behavior }) => tax_behavior).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const amount = group.reduce((sum, tax) => sum + tax.amount, 0);
    return [{ ...first, amount, taxable_amount: group.reduce((sum, tax) => sum + (tax.taxable_amount ?? 0), 0) }];
  });
}

/** An invoice of a buyer without a known country becomes final without tax. */
function statusOf(rule: TaxRule | null, isLast: boolean): Stripe.Invoice.AutomaticTax {
  const isGivenUp = !rule && isLast;
  return {
    disabled_reason: isGivenUp ? 'finalization_requires_location_inputs' : null,
    enabled: !isGivenUp,
    liability: { type: 'self' },
    provider: 'stripe',
    status: rule ? 'complete' : 'requires_location_inputs',
  };
}
