import type Stripe from 'stripe';
import { couponIdOf, couponNamed, promotionCodeNamed } from '../billing/redeeming.ts';
import { emit, emitUpdate } from '../core/events.ts';
import { invalidRequest, missingParameter } from '../core/problem.ts';
import type { Simulation } from '../core/simulation.ts';
import { idOf } from '../core/store.ts';
import { isInRange, page } from '../http/paging.ts';
import { route } from '../http/route.ts';
import { newPromotionCode } from '../resources/coupon.ts';
import { mergeMetadata } from '../resources/metadata.ts';
import { customerNamed } from './customers.ts';

const createFields = [
  'active',
  'code',
  'customer',
  'expires_at',
  'max_redemptions',
  'metadata',
  'promotion.coupon',
  'promotion.type',
  'restrictions.first_time_transaction',
  'restrictions.minimum_amount',
  'restrictions.minimum_amount_currency',
];
const listFields = ['active', 'code', 'coupon', 'created', 'customer', 'limit', 'starting_after', 'ending_before'];

type CreateParams = Stripe.PromotionCodeCreateParams;
type ListParams = Stripe.PromotionCodeListParams;

/** The endpoints of promotion codes. */
export const promotionCodeRoutes = [
  route<CreateParams>('POST /v1/promotion_codes', 'PromotionCodeCreateParams', createFields, ({ sim, params }) => {
    const coupon = couponNamed(sim, params.promotion.coupon ?? '', 'promotion[coupon]');
    const code = params.code || sim.newId('p', 8).slice(2).toUpperCase();
    checkNew(sim, params, { code, coupon });
    const made = sim.store.promotionCodes.add(newPromotionCode(sim, params, { code, coupon: coupon.id }));
    sim.agenda.set('promotion_code', made.id, made.expires_at);
    emit(sim, 'promotion_code.created', made);
    return made;
  }),
  route('GET /v1/promotion_codes/:id', 'PromotionCodeRetrieveParams', [], ({ sim, id }) =>
    promotionCodeNamed(sim, id, 'id'),
  ),
  route<Stripe.PromotionCodeUpdateParams>(
    'POST /v1/promotion_codes/:id',
    'PromotionCodeUpdateParams',
    ['active', 'metadata'],
    ({ sim, params, id }) => {
      const code = promotionCodeNamed(sim, id, 'id');
      if (params.active && !code.active) checkRevival(sim, code);
      const change = sim.store.promotionCodes.patch(id, {
        ...(params.active !== undefined && { active: params.active }),
        metadata: mergeMetadata(code.metadata, params.metadata),
      });
      emitUpdate(sim, 'promotion_code.updated', change);
      return change.after;
    },
  ),
  route<ListParams>('GET /v1/promotion_codes', 'PromotionCodeListParams', listFields, ({ sim, params }) => {
    const matches = sim.store.promotionCodes.newestFirst().filter((code) => isListed(code, params));
    return page('/v1/promotion_codes', matches, params);
  }),
];

function isListed(code: Stripe.PromotionCode, params: ListParams): boolean {
  return (
    (params.active === undefined || code.active === params.active) &&
    (!params.code || isSame(code.code, params.code)) &&
    (!params.coupon || couponIdOf(code) === params.coupon) &&
    (!params.customer || (code.customer !== null && idOf(code.customer) === params.customer)) &&
    isInRange(code.created, params.created)
  );
}

/** Codes ignore case. */
const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function checkNew(
  sim: Simulation,
  params: CreateParams,
  { code, coupon }: { readonly code: string; readonly coupon: Stripe.Coupon },
): void {
  const { customer, expires_at, max_redemptions, restrictions = {} } = params;
  if (!/^[a-zA-Z0-9-]+$/.test(code))
    throw invalidRequest('Promotion codes can only contain the characters a-z, A-Z, 0-9 and -.', { param: 'code' });
  if (!coupon.valid) throw couponGone(coupon);
  if (params.active !== false) checkUnique(sim, code);
  if (customer) customerNamed(sim, customer, 'customer');
  if (expires_at !== undefined && expires_at <= sim.time.now())
    throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'expires_at',
    });
  if (expires_at !== undefined && coupon.redeem_by !== null && expires_at > coupon.redeem_by)
    throw invalidRequest('A promotion code cannot expire after its coupon.', { param: 'expires_at' });
  if (max_redemptions !== undefined && max_redemptions > (coupon.max_redemptions ?? Infinity))
    throw invalidRequest('A promotion code cannot have more redemptions than its coupon.', {
      param: 'max_redemptions',
    });
  if (restrictions.minimum_amount !== undefined && !restrictions.minimum_amount_currency)
    throw missingParameter('restrictions[minimum_amount_currency]');
}

function checkUnique(sim: Simulation, code: string): void {
  if (!sim.rules.isOn('D3')) return;
  if (sim.store.promotionCodes.oldestFirst().some((each) => each.active && isSame(each.code, code)))
    throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, {
      code: 'resource_already_exists',
      param: 'code',
    });
}

/** A code that expired, is used up or lost its coupon cannot be active again. */
function checkRevival(sim: Simulation, code: Stripe.PromotionCode): void {
  const coupon = sim.store.coupons.get(couponIdOf(code));
  if (!coupon?.valid) throw couponGone({ id: couponIdOf(code) });
  const isOver =
    (code.expires_at ?? Infinity) <= sim.time.now() || code.times_redeemed >= (code.max_redemptions ?? Infinity);
  if (isOver)
    throw invalidRequest('This promotion code has expired or is used up and cannot be active again.', {
      param: 'active',
    });
  checkUnique(sim, code.code);
}

const couponGone = ({ id }: Pick<Stripe.Coupon, 'id'>) =>
  invalidRequest(`Coupon expired: ${id}`, { code: 'coupon_expired', param: 'promotion[coupon]' });
