import { type Books, sum } from './books.ts';
import type { Life, Scene } from './life-types.ts';
import type { Offer } from './offer.ts';
import { expectedAccess } from './oracle.ts';
import type { StripeSubscription } from './stripe-side.ts';

/** A time in epoch seconds at which a customer calls. */
export type Moment = { readonly at: number; readonly life: Life };

const planOf = ({ items }: StripeSubscription): string =>
  items.data[0]?.price.metadata.tollgate_lookup_key?.replace(/_(month|year)ly$/, '') ?? '';

/** Reads records with the customer's key. It notes what was served, with what Stripe then says of the plan. Returns the status. */
export async function call({ world, stripe, books, offer, now }: Scene, life: Life, records: number): Promise<number> {
  const customer = books.customers.get(life.email);
  const { status, body } = await world.read(`/data/films?limit=${records}`, life.secret ?? '');
  const units = status === 200 ? (body.data?.length ?? 0) : 0;
  if (units === 0 || customer === undefined) return status;
  const held = await stripe.subscriptionsOf(customer);
  const gives = held.filter((each) => expectedAccess([each], offer.plans, now()) !== 'none');
  const [counts] = gives.toSorted((a, b) => allowanceOf(offer, b) - allowanceOf(offer, a));
  const [item] = counts?.items.data ?? [];
  if (!counts || !item) return status;
  books.calls.push({
    at: now(),
    email: life.email,
    units,
    subscription: counts.id,
    periodStart: item.current_period_start,
    periodEnd: item.current_period_end,
    allowance: allowanceOf(offer, counts),
    isHard: counts.status === 'trialing' || !(planOf(counts) in offer.overages),
  });
  return status;
}

const allowanceOf = ({ allowances }: Offer, subscription: StripeSubscription): number =>
  allowances[planOf(subscription)] ?? Number.POSITIVE_INFINITY;

/** Whether a customer's hard allowance was served to its last unit, so that calls are refused until the next period. */
export function isUsedUp({ calls }: Books, email: string, held: readonly StripeSubscription[]): boolean {
  const own = calls.filter((each) => each.email === email);
  return held.some(({ id, items }) => {
    const inPeriod = own.filter(
      ({ subscription, periodStart }) => subscription === id && periodStart === items.data[0]?.current_period_start,
    );
    const last = inPeriod.at(-1);
    return last?.isHard === true && sum(inPeriod.map(({ units }) => units)) >= last.allowance;
  });
}

/** The last minutes of a period: units served in them may become known only after its end. */
const lastSeconds = 1_500;

/** The part of a day in which calls are made, in epoch seconds. `usual`: the times of most calls, few enough for jobs to rest between them. */
type Today = {
  readonly from: number;
  readonly to: number;
  readonly usual: readonly [number, ...number[]];
  readonly running: readonly StripeSubscription[];
};

/** The calls of a day: most at its usual times, others around the end of a period that is billed by usage. */
export function momentsOf(
  { offer, books }: Scene,
  lives: readonly Life[],
  { from, to, usual, running }: Today,
): Moment[] {
  const byCustomer = Map.groupBy(running, ({ customer }) => customer);
  if (Object.keys(offer.allowances).length === 0) return [];
  const moments = lives.flatMap((life): Moment[] => {
    if (life.secret === null) return [];
    const { random } = life;
    const [calls, offset, early, late] = [random.next(), random.next(), random.next(), random.next()];
    const atUsual = { at: random.pick(usual), life };
    const held = byCustomer.get(books.customers.get(life.email) ?? '') ?? [];
    const around = held
      .filter((each) => planOf(each) in offer.overages)
      .map(({ items }) => items.data[0]?.current_period_end ?? 0)
      .filter((end) => from <= end && end < to)
      .flatMap((end) => [
        ...(early < 0.5 ? [{ at: end - 1 - Math.floor(offset * lastSeconds), life }] : []),
        ...(late < 0.2 ? [{ at: end + Math.floor(offset * lastSeconds), life }] : []),
      ]);
    return [...(calls < 0.12 ? [atUsual] : []), ...around];
  });
  return moments.filter(({ at }) => from <= at && at < to).toSorted((a, b) => a.at - b.at);
}
