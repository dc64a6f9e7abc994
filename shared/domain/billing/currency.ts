import type { Price } from '../catalog/catalog.ts';
import { isLive } from './grant.ts';
import type { Subscription } from './subscription.ts';

/** The currencies in which all of these prices are sold, the first one's own first. */
export function commonCurrencies([first, ...others]: readonly Price[]): string[] {
  if (!first) return [];
  const sold = ({ currency, currencies = {} }: Price) => [currency, ...Object.keys(currencies)];
  return sold(first).filter((code) => others.every((price) => sold(price).includes(code)));
}

/** The currency that an account pays in, by its live subscriptions; null while it may choose. */
export const currencyOf = (subscriptions: readonly Subscription[]): string | null =>
  subscriptions.find((each) => isLive(each) && each.currency !== undefined)?.currency ?? null;
