import { differencesOf, type OfferDifference } from './compare-change.ts';
import type { CurrentOffer } from './current.ts';
import { couponOf } from './describe-coupons.ts';
import type { DesiredCatalog } from './desired.ts';
import { type CatalogChange, planChanges } from './plan.ts';

/** A thing of the offer. `product`: one at Stripe that this catalogue does not name as it names its own. */
type ThingKind = 'plan' | 'badge' | 'overage' | 'credit' | 'product' | 'meter' | 'coupon' | 'portal';
type Thing = { readonly kind: ThingKind; readonly id: string; readonly name: string };

/** A thing of the offer beside Stripe, and what a push would change of it. */
export type ComparedThing = Thing & {
  readonly state: 'same' | 'new' | 'changed' | 'only_at_stripe';
  readonly differences: readonly OfferDifference[];
};

const portal: Thing = { kind: 'portal', id: 'portal', name: '' };

/**
 * The offer of the catalogue beside Stripe's, by the same plan as a push.
 * @throws AppError `conflict` where a push could not be planned
 */
export function compareOffer(current: CurrentOffer, desired: DesiredCatalog): ComparedThing[] {
  const changes = planChanges({ ...current, webhooks: [], destinations: [] }, desired, null);
  const byThing = Map.groupBy(changes, keyOf);
  const offered = [
    ...desired.products.map(productThing),
    ...desired.meters.map(({ eventName, displayName }) => thing('meter', eventName, displayName)),
    ...desired.coupons.map(({ couponId, name }) => thing('coupon', couponId, name)),
    portal,
  ];
  const known = new Set(offered.map(keyOfThing));
  const gone = [...byThing].filter(([key]) => !known.has(key));
  return [
    ...offered.map((each) => compared(each, byThing.get(keyOfThing(each)) ?? [])),
    ...gone.map(
      ([key, its]): ComparedThing => ({ ...compared(goneThing(current, key), its), state: 'only_at_stripe' }),
    ),
  ];
}

const thing = (kind: ThingKind, id: string, name: string): Thing => ({ kind, id, name });

/** A coupon is called as the operator likes, and a meter like the product of its overage. */
const couponKey = (id: string) => `coupon ${id}`;
const meterKey = (eventName: string) => `meter ${eventName}`;

function keyOfThing({ kind, id }: Thing): string {
  if (kind === 'coupon') return couponKey(id);
  return kind === 'meter' ? meterKey(id) : id;
}

function keyOf(change: CatalogChange): string {
  if ('product' in change) return change.product.id;
  if ('meter' in change) return meterKey(change.meter.eventName);
  if ('price' in change) return change.price.productId;
  if (change.kind === 'archive_price') return change.before.productId;
  if ('coupon' in change || 'code' in change || 'beforeCode' in change || 'beforeCoupon' in change)
    return couponKey(couponOf(change));
  return portal.id;
}

const productKinds = ['plan', 'badge', 'overage', 'credit'] as const;

const productThing = ({ id, name }: { readonly id: string; readonly name: string }): Thing =>
  thing(productKinds.find((kind) => id.startsWith(`tollgate_${kind}_`)) ?? 'product', id, name);

function goneThing({ products, coupons }: CurrentOffer, key: string): Thing {
  const coupon = coupons.find(({ couponId }) => couponKey(couponId) === key);
  if (coupon) return thing('coupon', coupon.couponId, coupon.name);
  return productThing(products.find(({ id }) => id === key) ?? { id: key, name: key });
}

function compared(each: Thing, changes: readonly CatalogChange[]): ComparedThing {
  const differences = changes.flatMap(differencesOf);
  return { ...each, state: stateOf(changes), differences };
}

/** A new thing has nothing at Stripe before it: no change of it ends or alters something. */
function stateOf(changes: readonly CatalogChange[]): ComparedThing['state'] {
  if (changes.length === 0) return 'same';
  const makes = changes.some(({ kind }) => makesThing.has(kind));
  return makes && changes.every(({ kind }) => kind.startsWith('create_')) ? 'new' : 'changed';
}

const makesThing: ReadonlySet<string> = new Set(['create_product', 'create_meter', 'create_coupon', 'create_portal']);
