import { useSearchParams } from 'react-router';
import type { CatalogView, PriceView } from '../../../shared/http/views.ts';
import { useVisitor } from '../account/account-api.ts';

const storedName = 'tollgate.currency';
const parameter = 'currency';

/** Keeps the choice of this browser, for the pages after this one. */
export const rememberCurrency = (currency: string): void => localStorage.setItem(storedName, currency);

/** Every currency that something is sold in, as the catalogue has them. */
export function currenciesOf({ plans, badges }: CatalogView): string[] {
  const prices = [...plans, ...badges].flatMap((product) => product.prices);
  return [...new Set(prices.flatMap(({ currency, currencies }) => Object.keys(currencies ?? { [currency]: 0 })))];
}

/** Prices in one currency where they are sold in it; the others stay as they are. */
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

/** The currency that the visitor pays in already, so that there is no choice; null for none. */
export function useHeldCurrency(): string | null {
  const subscriptions = useVisitor()?.subscriptions ?? [];
  return subscriptions.find(({ status, currency }) => currency !== null && !over.includes(status))?.currency ?? null;
}

/** The visitor's own currency, else what the address asks for, else what was chosen here before; null: each price's own. */
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
