import type Stripe from 'stripe';
import { checkAmount } from '../billing/amount-steps.ts';
import { type CurrencyOption, currencyOptions } from '../billing/currencies.ts';
import { invalidRequest, missingParameter, unsupported } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { decimal } from '../resources/decimal.ts';

type Params = Stripe.PriceUpdateParams['currency_options'];

/** Throws where an option is for the price's own currency, no currency at all, or without an amount. */
export function checkCurrencies(sim: Simulation, own: string, params: Params): void {
  if (params === undefined) return;
  if (!params) throw unsupported('taking currencies off a price', 'currency_options');
  for (const [currency, option] of Object.entries(params)) {
    const param = `currency_options[${currency}]`;
    if (currency === own)
      throw invalidRequest('You cannot specify the default currency of the price in `currency_options`.', { param });
    if (!/^[a-z]{3}$/.test(currency)) throw invalidRequest(`Invalid currency: ${currency}`, { param });
    if (option.tiers || option.custom_unit_amount) throw unsupported('tiers and amounts that buyers choose', param);
    if (option.unit_amount === undefined && option.unit_amount_decimal === undefined)
      throw missingParameter(`${param}[unit_amount]`);
    const minor = Number(option.unit_amount ?? option.unit_amount_decimal);
    checkAmount(sim, { currency, minor }, `${param}[unit_amount]`);
  }
}

/** Adds currencies to a price, or changes what it costs in them. */
export function setCurrencyOptions(sim: Simulation, { id }: Stripe.Price, params: Params): void {
  if (!params) return;
  const options = Object.entries(params).map(([currency, option]): [string, CurrencyOption] => {
    const { tax_behavior, unit_amount, unit_amount_decimal } = option;
    const amount = unit_amount_decimal === undefined ? Number(unit_amount) : Number(unit_amount_decimal);
    return [
      currency,
      {
        tax_behavior: tax_behavior ?? 'unspecified',
        unit_amount: Number.isInteger(amount) ? amount : null,
        unit_amount_decimal: decimal(amount),
      },
    ];
  });
  currencyOptions(sim).set(id, { ...currencyOptions(sim).get(id), ...Object.fromEntries(options) });
}
