import type { Account } from '../../shared/domain/accounts/account.ts';
import { commonCurrencies, currencyOf } from '../../shared/domain/billing/currency.ts';
import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { type Localized, textIn } from '../../shared/domain/catalog/localized.ts';
import { type Sold, seatPriceOf, soldNameIn } from '../../shared/domain/catalog/look-up.ts';
import { AppError, invalid } from '../../shared/errors.ts';

type Purchase = {
  readonly sold: Sold;
  readonly hasSeats: boolean;
  readonly account: Account;
  readonly subscriptions: readonly Subscription[];
};

/**
 * The currency of a purchase: the requested one, else the one that the account pays in already, else the price's own.
 * An account pays in one currency, since Stripe accepts no second one from a customer.
 * @throws AppError 400 where the price is not sold in the requested currency, 409 where the account pays in another
 */
export function currencyFor({ sold, hasSeats, account, subscriptions }: Purchase, wanted?: string): string {
  const head = hasSeats ? seatPriceOf(sold, account) : undefined;
  const allowed = commonCurrencies([sold.price, ...(head ? [head] : [])]);
  const bound = currencyOf(subscriptions);
  if (wanted !== undefined && !allowed.includes(wanted))
    throw invalid([{ field: 'currency', message: `must be one of ${allowed.join(', ')}` }]);
  const currency = wanted ?? bound ?? sold.price.currency;
  if (!allowed.includes(currency)) throw unsold(sold, currency);
  if (bound !== null && bound !== currency) throw otherCurrency(bound, `Choose ${bound}.`);
  return currency;
}

/** @throws AppError 409 where the account pays in another currency than this, which is the only one that something is sold in */
export function refuseOtherCurrency(name: Localized, currency: string, subscriptions: readonly Subscription[]): void {
  const bound = currencyOf(subscriptions);
  if (bound !== null && bound !== currency)
    throw otherCurrency(bound, `${textIn(name, 'en')} is not sold in that currency. Contact us.`);
}

/** @throws AppError 409 where a subscription is paid in a currency that it could not be changed to this in */
export function refuseUnsold(sold: Sold, { currency }: Subscription): void {
  if (currency !== undefined && !commonCurrencies([sold.price]).includes(currency)) throw unsold(sold, currency);
}

const unsold = (sold: Sold, currency: string) =>
  otherCurrency(currency, `${soldNameIn(sold, 'en')} is not sold in that currency. Contact us.`);

const otherCurrency = (bound: string, advice: string) =>
  new AppError(
    'conflict',
    `You already pay in ${bound.toUpperCase()}, and all your subscriptions use one currency. ${advice}`,
  );
