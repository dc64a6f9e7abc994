import type { FieldError } from '../../errors.ts';
import { codesIn } from './coupon-rule.ts';
import { creditKeysOf } from './credit-rule.ts';
import { overageKeyOf } from './overage-price.ts';
import { listIn, objectIn } from './rules.ts';

/** The names of Stripe's prices for a plan's overage. */
function overageKeysOf(sold: unknown): string[] {
  const { id: planId, overage: given } = objectIn(sold);
  if (given === undefined || typeof planId !== 'string') return [];
  return [overageKeyOf(planId, 'month'), overageKeyOf(planId, 'year')];
}

/** Lookup keys are unique among all prices, promotion codes among all coupons, ids within their list. */
export function repeated(top: Readonly<Record<string, unknown>>): FieldError[] {
  const ids = ['plans', 'badges', 'datasets', 'upstreams', 'licences', 'coupons'].map((kind) =>
    listIn(top[kind]).map((each, i) => ({ value: objectIn(each).id, field: `${kind}[${i}].id` })),
  );
  const lookupKeys = ['plans', 'badges'].flatMap((kind) =>
    listIn(top[kind]).flatMap((sold, i) => [
      ...overageKeysOf(sold).map((value) => ({ value, field: `${kind}[${i}].overage` })),
      ...creditKeysOf(sold).map((value) => ({ value, field: `${kind}[${i}].credit` })),
      ...listIn(objectIn(sold).prices).map((each, j) => ({
        value: objectIn(each).lookupKey,
        field: `${kind}[${i}].prices[${j}].lookupKey`,
      })),
    ]),
  );
  return [lookupKeys, codesIn(top), ...ids].flatMap((entries) =>
    entries
      .filter(({ value }, i) => typeof value === 'string' && entries.findIndex((other) => other.value === value) < i)
      .map(({ value, field }) => ({ field, message: `"${value}" is used before; each must be different` })),
  );
}
