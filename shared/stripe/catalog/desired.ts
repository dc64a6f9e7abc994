import type { Amounts, Catalog, Plan, Price } from '../../domain/catalog/catalog.ts';
import { creditPriceOf } from '../../domain/catalog/credit-price.ts';
import { textIn } from '../../domain/catalog/localized.ts';
import { meterNameOf, overagePricesOf, overageProductIdOf } from '../../domain/catalog/overage-price.ts';
import { type DesiredCode, type DesiredCoupon, desiredCodes, desiredCoupons } from './desired-coupons.ts';
import type { DesiredPortal } from './portal.ts';

/** A product as it should be in Stripe; its id is ours, so there is never a second one. */
export type DesiredProduct = {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Null where nothing is said of it. */
  readonly taxCode: string | null;
};
/** A meter as it should be: the latest of its events counts. */
export type DesiredMeter = { readonly eventName: string; readonly displayName: string };
/** A price as it should be at Stripe. */
export type DesiredPrice = Pick<Price, 'lookupKey' | 'amountMinor' | 'currency'> & {
  /** Null: paid once, and nothing renews. */
  readonly interval: Price['interval'] | null;
  readonly productId: string;
  /** Amounts in currencies other than its own. */
  readonly currencies: Amounts;
  /** Whether tax is added to it or in it; null where nothing is said of it. */
  readonly taxBehavior: 'exclusive' | 'inclusive' | null;
  /** Billed by what this meter says, for every `units` units begun; null where it is billed ahead. */
  readonly usage: { readonly meter: string; readonly units: number } | null;
};
/** The catalogue as Stripe should hold it. */
export type DesiredCatalog = {
  readonly products: readonly DesiredProduct[];
  readonly meters: readonly DesiredMeter[];
  readonly prices: readonly DesiredPrice[];
  readonly coupons: readonly DesiredCoupon[];
  readonly codes: readonly DesiredCode[];
  readonly portal: DesiredPortal;
};

/** The objects that Stripe should hold at this time, named in English, so that everything with a price can be bought and every code redeemed. */
export function desiredCatalog(catalog: Catalog, now: Date): DesiredCatalog {
  const { plans } = catalog;
  const taxCode = catalog.settings.tax?.code ?? null;
  const sold = soldProducts(catalog);
  const withCredit = plans.filter((plan) => creditPriceOf(plan));
  const withOverage = plans.filter((plan) => overagePricesOf(plan).length > 0);
  return {
    products: [
      ...sold.map(({ productId, name, description }) => ({
        id: productId,
        name: textIn(name, 'en'),
        description: textIn(description, 'en'),
        taxCode,
      })),
      ...withOverage.map((plan) => ({ ...overageProduct(plan), taxCode })),
      ...withCredit.map((plan) => ({ ...creditProduct(plan), taxCode })),
    ],
    meters: withOverage.map(({ id, name }) => ({
      eventName: meterNameOf(id),
      displayName: `${textIn(name, 'en')} overage`,
    })),
    prices: [
      ...sold.flatMap(pricesOfSold),
      ...withOverage.flatMap(overagePrices),
      ...withCredit.flatMap(creditPrices),
    ].map((price) => ({ ...price, taxBehavior: catalog.settings.tax?.behavior ?? null })),
    coupons: desiredCoupons(catalog),
    codes: desiredCodes(catalog, now),
    portal: { legalPages: catalog.settings.legalPages ?? null },
  };
}

type UntaxedPrice = Omit<DesiredPrice, 'taxBehavior'>;

/** The id of the product of a plan or badge at Stripe. */
export const productIdOf = (kind: 'plan' | 'badge', id: string): string => `tollgate_${kind}_${id}`;

/** Plans and badges that have a price, with the ids of their products. */
const soldProducts = ({ plans, badges }: Catalog) =>
  [
    ...plans.map((plan) => ({ ...plan, productId: productIdOf('plan', plan.id) })),
    ...badges.map((badge) => ({ ...badge, productId: productIdOf('badge', badge.id) })),
  ].filter(({ prices }) => prices.length > 0);

const pricesOfSold = ({ productId, prices }: ReturnType<typeof soldProducts>[number]): readonly UntaxedPrice[] =>
  prices.map(({ lookupKey, interval, amountMinor, currency, currencies = {} }) => ({
    lookupKey,
    interval,
    amountMinor,
    currency,
    currencies,
    productId,
    usage: null,
  }));

const overagePrices = (plan: Plan): readonly UntaxedPrice[] =>
  overagePricesOf(plan).map(({ meter, units, unit: _, ...price }) => ({
    ...price,
    productId: overageProduct(plan).id,
    usage: { meter, units },
  }));

function creditPrices(plan: Plan): readonly UntaxedPrice[] {
  const price = creditPriceOf(plan);
  return price ? [{ ...price, interval: null, currencies: {}, productId: creditProduct(plan).id, usage: null }] : [];
}

/** A product of its own. So an invoice tells overage from the plan, and a coupon for the plan covers the plan alone. */
const overageProduct = ({ id, name, allowance }: Plan) => ({
  id: overageProductIdOf(id),
  name: `${textIn(name, 'en')} overage`,
  description: `What is used past the allowance of ${textIn(name, 'en')}, by the ${allowance?.unit ?? 'record'}.`,
});

/** One of these is a pack: what a pack holds is said at the purchase, and in the catalogue. */
const creditProduct = ({ id, name, credit }: Plan) => ({
  id: `tollgate_credit_${id}`,
  name: `${textIn(name, 'en')} credit`,
  description: `${(credit?.units ?? 0).toLocaleString('en')} records of ${textIn(name, 'en')}, paid in advance.`,
});
