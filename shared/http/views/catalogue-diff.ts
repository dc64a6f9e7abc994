/** Answers of the console about the catalogue beside Stripe. */
import type { Money } from './common.ts';

/** A price on one side of a comparison. */
export type ComparedPriceView = {
  /** Its amount in each currency, its own first. */
  amounts: Money[];
  /** How often it is paid. Null: once. */
  interval: 'month' | 'year' | null;
  /** It is paid for every so many units used. Null: it is paid ahead. */
  perUnits: number | null;
  /** Whether tax is added to it or is in it. Null: nothing is said of tax. */
  tax: 'exclusive' | 'inclusive' | null;
};

/** A value on one side of a comparison: one of its fields is set. */
export type ComparedValueView = {
  /** Null: it is no text. */
  text: string | null;
  /** Yes or no. Null: it is neither. */
  is: boolean | null;
  /** Null: it is no price. */
  price: ComparedPriceView | null;
};

/** A field that a push would change. */
export type CatalogueDifferenceView = {
  /** The lookup key or code that it is about. Null: the thing itself. */
  of: string | null;
  field:
    | 'name'
    | 'description'
    | 'taxCode'
    | 'active'
    | 'price'
    | 'couponTerms'
    | 'code'
    | 'termsPage'
    | 'privacyPage'
    | 'pausing';
  /** In the catalogue. Null: it is not there. */
  catalogue: ComparedValueView | null;
  /** At Stripe. Null: it is not there. */
  stripe: ComparedValueView | null;
};

/** A thing of the catalogue beside Stripe. */
export type ComparedThingView = {
  kind: 'plan' | 'badge' | 'overage' | 'credit' | 'product' | 'meter' | 'coupon' | 'portal';
  id: string;
  /** In English, as Stripe has it. Empty for the billing portal. */
  name: string;
  /** `only_at_stripe`: the catalogue does not have it. */
  state: 'same' | 'new' | 'changed' | 'only_at_stripe';
  differences: CatalogueDifferenceView[];
};

/** The catalogue beside Stripe, as a push would compare it. */
export type CatalogueComparisonView = {
  /** When Stripe was asked. */
  askedAt: string;
  data: ComparedThingView[];
};
