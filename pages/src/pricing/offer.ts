import type { formatsOf } from '../../../portal/src/i18n/locale-formats.ts';
import type { PlanView, PriceView } from '../../../shared/http/views.ts';
import type { Say } from '../words.ts';

/** How prices are shown: in which language, currency and interval. */
export type Shown = {
  readonly language: 'en' | 'ar';
  readonly say: Say;
  readonly formats: ReturnType<typeof formatsOf>;
  readonly currency: string;
  readonly interval: 'month' | 'year';
};

/** Every currency of the plans, in the catalogue's order. */
export const currenciesOf = (plans: readonly PlanView[]): string[] => [
  ...new Set(
    plans.flatMap(({ prices }) =>
      prices.flatMap(({ currency, currencies = {} }) => [currency, ...Object.keys(currencies)]),
    ),
  ),
];

/** The intervals in which plans are sold, month first. */
export const intervalsOf = (plans: readonly PlanView[]): ('month' | 'year')[] =>
  (['month', 'year'] as const).filter((each) =>
    plans.some(({ prices }) => prices.some(({ interval }) => interval === each)),
  );

/** The price of a plan in the chosen interval, else the one that it is sold at; undefined where it has none. */
export function priceOf(
  { prices }: Pick<PlanView, 'prices'>,
  { interval }: Pick<Shown, 'interval'>,
): PriceView | undefined {
  const own = prices.filter(({ per }) => !per);
  return own.find((price) => price.interval === interval) ?? own[0];
}

type Amount = {
  readonly amountMinor: number;
  readonly currency: string;
  readonly currencies?: Readonly<Record<string, number>>;
};

/** An amount in a currency, else in its own. */
export function amountIn(priced: Amount, currency: string): { amountMinor: number; currency: string } {
  const amountMinor = priced.currencies?.[currency];
  return amountMinor === undefined ? priced : { amountMinor, currency };
}

/** The address that begins a purchase: sign-up, which offers the price afterwards. It names the currency where that is not the price’s own. */
export function buyAddress(
  price: PriceView | undefined,
  { language, currency }: Pick<Shown, 'language' | 'currency'>,
): string {
  const isOther = price !== undefined && amountIn(price, currency).currency !== price.currency;
  const query = new URLSearchParams({
    ...(price && { price: price.lookupKey }),
    ...(isOther && { currency }),
    ...(language === 'ar' && { language }),
  }).toString();
  return query === '' ? '/sign-up' : `/sign-up?${query}`;
}
