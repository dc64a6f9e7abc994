import type Stripe from 'stripe';
import { checkAmount } from '../billing/amount-steps.ts';
import { removeDiscountsOf } from '../billing/discounts.ts';
import { couponNamed, endCodesOf } from '../billing/redeeming.ts';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest, missingParameter } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { couponProducts, newCoupon } from '../resources/coupon.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { productNamed } from './products.ts';

const createFields = [
  'amount_off',
  'applies_to.products',
  'currency',
  'duration',
  'duration_in_months',
  'id',
  'max_redemptions',
  'metadata',
  'name',
  'percent_off',
  'redeem_by',
];

/** The endpoints of coupons. */
export const couponRoutes = [
  route<Stripe.CouponCreateParams>('POST /v1/coupons', 'CouponCreateParams', createFields, ({ sim, params }) => {
    checkNew(sim, params);
    const coupon = sim.store.coupons.add(newCoupon(sim, params));
    if (params.applies_to?.products) couponProducts(sim).set(coupon.id, params.applies_to.products);
    sim.agenda.set('coupon', coupon.id, coupon.redeem_by);
    emit(sim, 'coupon.created', coupon);
    return coupon;
  }),
  route('GET /v1/coupons/:id', 'CouponRetrieveParams', [], ({ sim, id }) => couponNamed(sim, id, 'id')),
  route<Stripe.CouponUpdateParams>(
    'POST /v1/coupons/:id',
    'CouponUpdateParams',
    ['metadata', 'name'],
    ({ sim, params, id }) => {
      const { metadata } = couponNamed(sim, id, 'id');
      const change = sim.store.coupons.patch(id, {
        ...(params.name !== undefined && { name: params.name || null }),
        metadata: mergeMetadata(metadata, params.metadata),
      });
      emitUpdate(sim, 'coupon.updated', change);
      return change.after;
    },
  ),
  route('DELETE /v1/coupons/:id', 'CouponDeleteParams', [], ({ sim, id }) => {
    const coupon = couponNamed(sim, id, 'id');
    endCodesOf(sim, id);
    if (!sim.rules.isOn('D1')) removeDiscountsOf(sim, id);
    sim.store.coupons.remove(id);
    couponProducts(sim).delete(id);
    sim.agenda.set('coupon', id, null);
    emit(sim, 'coupon.deleted', { ...coupon, valid: false });
    return { id, object: 'coupon', deleted: true } satisfies Stripe.DeletedCoupon;
  }),
  route<Stripe.CouponListParams>(
    'GET /v1/coupons',
    'CouponListParams',
    ['created', 'limit', 'starting_after', 'ending_before'],
    ({ sim, params }) => {
      const matches = sim.store.coupons.newestFirst().filter(({ created }) => isInRange(created, params.created));
      return page('/v1/coupons', matches, params);
    },
  ),
];

const redeemableSeconds = 5 * 366 * 86_400;

function checkNew(sim: Simulation, params: Stripe.CouponCreateParams): void {
  const { amount_off, applies_to, currency, id, max_redemptions, percent_off, redeem_by } = params;
  if (id && sim.store.coupons.get(id))
    throw invalidRequest('Coupon already exists.', { code: 'resource_already_exists', param: 'id' });
  if ((amount_off === undefined) === (percent_off === undefined))
    throw invalidRequest('You must pass either percent_off or amount_off, and not both.', { param: 'percent_off' });
  if (sim.rules.isOn('D2') && percent_off !== undefined && (percent_off <= 0 || percent_off > 100))
    throw invalidRequest('Invalid percent_off: must be greater than 0 and at most 100.', { param: 'percent_off' });
  if (amount_off !== undefined && amount_off < 1)
    throw invalidRequest('Invalid positive integer', { param: 'amount_off' });
  if (amount_off !== undefined && !currency) throw missingParameter('currency');
  if (amount_off !== undefined && currency) checkAmount(sim, { currency, minor: amount_off }, 'amount_off');
  if (max_redemptions !== undefined && max_redemptions < 1)
    throw invalidRequest('Invalid positive integer', { param: 'max_redemptions' });
  checkDuration(params);
  if (redeem_by !== undefined && redeem_by <= sim.time.now())
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', { param: 'redeem_by' });
  if (sim.rules.isOn('D2b') && (redeem_by ?? 0) > sim.time.now() + redeemableSeconds)
    throw invalidRequest('Invalid timestamp: can be no more than five years in the future', { param: 'redeem_by' });
  for (const product of applies_to?.products ?? []) productNamed(sim, product, 'applies_to[products]');
}

function checkDuration({ duration, duration_in_months }: Stripe.CouponCreateParams): void {
  if (duration === 'repeating' && duration_in_months === undefined) throw missingParameter('duration_in_months');
  if (duration !== 'repeating' && duration_in_months !== undefined)
    throw invalidRequest('You can only pass duration_in_months when duration is repeating.', {
      param: 'duration_in_months',
    });
  if (duration_in_months !== undefined && duration_in_months < 1)
    throw invalidRequest('Invalid positive integer', { param: 'duration_in_months' });
}
