import type { Account } from '../../shared/domain/accounts/account.ts';
import { commonCurrencies, currencyOf } from '../../shared/domain/billing/currency.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { type Sold, seatPriceOf, soldName } from '../../shared/domain/catalog/look-up.ts';
import { AppError } from '../../shared/errors.ts';
import { invalid } from '../../shared/http/body.ts';

type Purchase = {
  readonly sold: Sold;
  readonly hasHeads: boolean;
  readonly account: Account;
  readonly subscriptions: readonly Subscription[];
};

/**
 * The currency that a purchase is made in: the one that is asked for, else the one that the account pays in already, else the price's
 * own. One account pays in one currency: Stripe takes no other from a customer.
 * @throws AppError 400 where it is not sold in the one asked for, 409 where the account pays in another
 */
export function currencyFor({ sold, hasHeads, account, subscriptions }: Purchase, wanted?: string): string {
  const head = hasHeads ? seatPriceOf(sold, account) : undefined;
  const allowed = commonCurrencies([sold.price, ...(head ? [head] : [])]);
  const bound = currencyOf(subscriptions);
  if (wanted !== undefined && !allowed.includes(wanted))
    throw invalid([{ field: 'currency', message: `must be one of ${allowed.join(', ')}` }]);
  const currency = wanted ?? bound ?? sold.price.currency;
  if (!allowed.includes(currency)) throw unsold(sold, currency);
  if (bound !== null && bound !== currency) throw otherCurrency(bound, `Ask for currency ${bound}.`);
  return currency;
}

/** @throws AppError 409 where the account pays in another currency than this, which is the only one that something is sold in */
export function refuseOtherCurrency(name: string, currency: string, subscriptions: readonly Subscription[]): void {
  const bound = currencyOf(subscriptions);
  if (bound !== null && bound !== currency) throw otherCurrency(bound, `${name} is not sold in it: write to us.`);
}

/** @throws AppError 409 where a subscription is paid in a currency that it could not be changed to this in */
export function refuseUnsold(sold: Sold, { currency }: Subscription): void {
  if (currency !== undefined && !commonCurrencies([sold.price]).includes(currency)) throw unsold(sold, currency);
}

const unsold = (sold: Sold, currency: string) =>
  otherCurrency(currency, `${soldName(sold)} is not sold in it: write to us.`);

const otherCurrency = (bound: string, advice: string) =>
  new AppError(
    'conflict',
    `You pay in ${bound.toUpperCase()} already, and an account pays in one currency as long as a subscription runs. ${advice}`,
  );
