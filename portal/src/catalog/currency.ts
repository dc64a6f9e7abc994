import { useSearchParams } from 'react-router';
import type { CatalogView, PriceView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';

const storedName = 'tollgate.currency';
const parameter = 'currency';

/** Remembers the choice in this browser, for later pages. */
export const rememberCurrency = (currency: string): void => localStorage.setItem(storedName, currency);

/** Every currency of the catalogue's prices, in the catalogue's order. */
export function currenciesOf({ plans, badges }: CatalogView): string[] {
  const prices = [...plans, ...badges].flatMap((product) => product.prices);
  return [...new Set(prices.flatMap(({ currency, currencies }) => Object.keys(currencies ?? { [currency]: 0 })))];
}

/** The catalogue with prices in one currency; prices that are not sold in it stay as they are. */
export function inCurrency(catalog: CatalogView, currency: string | null): CatalogView {
  if (currency === null) return catalog;
  const priced = (prices: readonly PriceView[]) => prices.map((price) => amountIn(price, currency));
  return {
    ...catalog,
    plans: catalog.plans.map((plan) => ({
      ...plan,
      prices: priced(plan.prices),
      overage: plan.overage && amountIn(plan.overage, currency),
    })),
    badges: catalog.badges.map((badge) => ({ ...badge, prices: priced(badge.prices) })),
  };
}

type Amount = Pick<PriceView, 'amountMinor' | 'currency' | 'currencies'>;

function amountIn<T extends Amount>(priced: T, currency: string): T {
  const amountMinor = priced.currencies?.[currency];
  return amountMinor === undefined ? priced : { ...priced, currency, amountMinor };
}

const over = ['canceled', 'incomplete', 'incomplete_expired'];

/** The currency that the visitor already pays in and so cannot change; null for none. */
export function useHeldCurrency(): string | null {
  const subscriptions = useVisitor()?.subscriptions ?? [];
  return subscriptions.find(({ status, currency }) => currency !== null && !over.includes(status))?.currency ?? null;
}

/** The visitor's own currency, else the one in the address, else an earlier choice in this browser; null: each price's own. */
export function useCurrency() {
  const [params, setParams] = useSearchParams();
  const held = useHeldCurrency();
  const asked = params.get(parameter);
  return {
    currency: held ?? asked ?? localStorage.getItem(storedName),
    choose(currency: string) {
      rememberCurrency(currency);
      setParams((before) => ({ ...Object.fromEntries(before), [parameter]: currency }), { replace: true });
    },
  };
}
