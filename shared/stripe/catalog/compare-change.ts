import { couponText } from './current-coupons.ts';
import { codeText } from './describe-coupons.ts';
import type { DesiredPrice } from './desired.ts';
import type { CatalogChange } from './plan.ts';
import type { CouponChange } from './plan-coupons.ts';

/** A field of the offer that a push would change. */
type OfferField =
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

/** A price as it is compared. */
type OfferPrice = Pick<DesiredPrice, 'interval' | 'amountMinor' | 'currency' | 'currencies' | 'taxBehavior' | 'usage'>;

/** A value on one side; null: it is not there. */
export type OfferValue = string | boolean | OfferPrice | null;

/** One field that a push would change. `of`: the lookup key or code that it is about; null for the thing itself. */
export type OfferDifference = {
  readonly of: string | null;
  readonly field: OfferField;
  readonly catalogue: OfferValue;
  readonly stripe: OfferValue;
};

type Sides = Pick<OfferDifference, 'catalogue' | 'stripe'>;
const row = (field: OfferField, sides: Sides, of: string | null = null): OfferDifference => ({ of, field, ...sides });
const isChanged = ({ catalogue, stripe }: OfferDifference) => catalogue !== stripe;

/** The fields that a change of the offer is about. Endpoints are none of the offer. */
export function differencesOf(change: CatalogChange): OfferDifference[] {
  switch (change.kind) {
    case 'create_product':
    case 'update_product':
      return productRows(change);
    case 'create_meter':
      return [row('active', { catalogue: true, stripe: null })];
    case 'reactivate_meter':
      return [row('active', { catalogue: true, stripe: false })];
    case 'create_price':
      return [row('price', { catalogue: change.price, stripe: null }, change.price.lookupKey)];
    case 'replace_price':
    case 'add_currencies':
    case 'set_tax_behavior':
      return [row('price', { catalogue: change.price, stripe: change.before }, change.price.lookupKey)];
    case 'archive_price':
      return [row('price', { catalogue: null, stripe: change.before }, change.before.lookupKey)];
    case 'create_portal':
    case 'update_portal':
      return portalRows(change);
    case 'create_coupon':
    case 'update_coupon':
    case 'create_code':
    case 'activate_code':
    case 'deactivate_code':
    case 'retire_coupon':
      return couponRows(change);
    default:
      return [];
  }
}

type Of<Kind extends CatalogChange['kind']> = Extract<CatalogChange, { kind: Kind }>;

function productRows(change: Of<'create_product' | 'update_product'>): OfferDifference[] {
  const { product } = change;
  const before = change.kind === 'update_product' ? change.before : null;
  return [
    row('name', { catalogue: product.name, stripe: before?.name ?? null }),
    row('description', { catalogue: product.description, stripe: before?.description ?? null }),
    ...(product.taxCode === null
      ? []
      : [row('taxCode', { catalogue: product.taxCode, stripe: before?.taxCode ?? null })]),
    ...(before ? [row('active', { catalogue: true, stripe: before.active })] : []),
  ].filter(isChanged);
}

function portalRows(change: Of<'create_portal' | 'update_portal'>): OfferDifference[] {
  if (change.kind === 'create_portal') return [row('active', { catalogue: true, stripe: null })];
  const { before, portal } = change;
  const { legalPages } = portal;
  return [
    ...(legalPages
      ? [
          row('termsPage', { catalogue: legalPages.terms, stripe: before.terms }),
          row('privacyPage', { catalogue: legalPages.privacy, stripe: before.privacy }),
        ]
      : []),
    row('pausing', { catalogue: false, stripe: before.pauses }),
  ].filter(isChanged);
}

function couponRows(change: CouponChange): OfferDifference[] {
  switch (change.kind) {
    case 'create_coupon':
      return [row('couponTerms', { catalogue: couponText(change.coupon), stripe: null })];
    case 'update_coupon':
      return [
        row('name', { catalogue: change.coupon.name, stripe: change.beforeCoupon.name }),
        row('active', { catalogue: true, stripe: !change.beforeCoupon.isRetired }),
      ].filter(isChanged);
    case 'create_code':
      return [row('code', { catalogue: codeText(change.code), stripe: null }, change.code.code)];
    case 'activate_code':
      return [row('active', { catalogue: true, stripe: false }, change.beforeCode.code)];
    case 'deactivate_code':
      return [row('code', { catalogue: null, stripe: codeText(change.beforeCode) }, change.beforeCode.code)];
    case 'retire_coupon':
      return [row('couponTerms', { catalogue: null, stripe: change.beforeCoupon.text })];
  }
}
