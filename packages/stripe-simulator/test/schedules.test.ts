import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { at, periodEnd, startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
let small: string;

beforeEach(async () => {
  buyer = await startSubscriber();
  const price = { product: 'basic', currency: 'usd', unit_amount: 20_00, recurring: { interval: 'month' } } as const;
  small = (await buyer.world.stripe.prices.create(price)).id;
});
afterEach(() => buyer.world.stop());

async function downgrade(to: string) {
  const { stripe } = buyer.world;
  const subscription = await buyer.subscribe();
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  const [current] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: 'release',
    phases: [
      { items: [{ price: buyer.monthly, quantity: 1 }], start_date: current!.start_date, end_date: current!.end_date },
      { items: [{ price: to, quantity: 1 }], proration_behavior: 'none', duration: { interval: 'month' } },
    ],
  });
  return { id: subscription.id, schedule: schedule.id };
}
const totals = async (id: string) =>
  (await buyer.world.stripe.invoices.list({ subscription: id })).data.map(({ total }) => total);
const priceOf = async (id: string) => (await buyer.read(id)).items.data[0]!.price.id;

describe('a downgrade at the end of the period', () => {
  it('keeps the old price until then, bills the new one from then on, and lets the schedule go after its last phase', async () => {
    const { id, schedule } = await downgrade(small);
    expect(await buyer.read(id)).toMatchObject({ schedule });
    await buyer.to('2027-02-28T10:30:14Z');
    expect(await priceOf(id)).toBe(buyer.monthly);
    await buyer.to('2027-02-28T10:30:15Z');
    expect(await priceOf(id)).toBe(small);
    await buyer.to('2027-04-30T12:00:00Z');
    expect(await totals(id)).toEqual([20_00, 20_00, 20_00, 100_00]);
    expect(await buyer.world.stripe.subscriptionSchedules.retrieve(schedule)).toMatchObject({
      status: 'released',
      released_subscription: id,
      released_at: at('2027-03-28T10:30:15Z'),
      subscription: null,
    });
    expect(await buyer.read(id)).toMatchObject({ status: 'active', schedule: null });
    for (const kind of ['created', 'updated', 'released'])
      expect(buyer.eventsOf(`subscription_schedule.${kind}`).length).toBeGreaterThan(0);
  });

  it('to a price that is archived before it begins comes all the same, as it was planned', async () => {
    const { id } = await downgrade(small);
    await buyer.world.stripe.prices.update(small, { active: false });
    await buyer.to('2027-03-01T00:00:00Z');
    expect(await priceOf(id)).toBe(small);
    expect(await totals(id)).toEqual([20_00, 100_00]);
  });

  it('to another interval begins its own cycle then', async () => {
    const { id } = await downgrade(buyer.yearly);
    await buyer.to('2027-03-01T00:00:00Z');
    expect(periodEnd(await buyer.read(id))).toBe(at('2028-02-28T10:30:15Z'));
    expect(await totals(id)).toEqual([1_000_00, 100_00]);
  });

  it('with a phase that does not say how it is paid uses the customer’s default, not the subscription’s', async () => {
    const { id } = await downgrade(small);
    const { stripe } = buyer.world;
    const own = await stripe.paymentMethods.attach('pm_card_mastercard', { customer: buyer.customer });
    await stripe.subscriptions.update(id, { default_payment_method: own.id });
    await buyer.to('2027-02-28T10:30:14Z');
    expect((await buyer.read(id)).default_payment_method).toBe(own.id);
    await buyer.to('2027-02-28T10:30:15Z');
    expect(await buyer.read(id)).toMatchObject({
      default_payment_method: null,
      collection_method: 'charge_automatically',
    });
  });

  it('is taken back by releasing the schedule', async () => {
    const { id, schedule } = await downgrade(small);
    await buyer.world.stripe.subscriptionSchedules.release(schedule);
    await buyer.to('2027-03-01T00:00:00Z');
    expect(await totals(id)).toEqual([100_00, 100_00]);
    await expect(buyer.world.stripe.subscriptionSchedules.release(schedule)).rejects.toThrow('released');
  });

  it('leaves cancelling to the schedule, which ends the subscription with it', async () => {
    const { id, schedule } = await downgrade(small);
    await expect(buyer.world.stripe.subscriptions.update(id, { cancel_at_period_end: true })).rejects.toThrow(schedule);
    await expect(buyer.world.stripe.subscriptionSchedules.create({ from_subscription: id })).rejects.toThrow(
      'attached',
    );
    await buyer.world.stripe.subscriptionSchedules.cancel(schedule);
    expect((await buyer.read(id)).status).toBe('canceled');
    await buyer.to('2027-06-01T00:00:00Z');
    expect(await totals(id)).toEqual([100_00]);
  });

  it('does not outlive a subscription that is cancelled at once', async () => {
    const { id, schedule } = await downgrade(small);
    await buyer.world.stripe.subscriptions.cancel(id);
    expect((await buyer.world.stripe.subscriptionSchedules.retrieve(schedule)).status).toBe('canceled');
  });

  it('keeps the discounts that its phases name, and none besides', async () => {
    const { stripe } = buyer.world;
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
    for (const isNamed of [true, false]) {
      const subscription = await buyer.subscribe(buyer.monthly, 'pm_card_visa', { discounts: [{ coupon: coupon.id }] });
      const [discount] = subscription.discounts.map(String);
      const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
      const [current] = schedule.phases;
      expect(current!.discounts).toEqual([{ coupon: null, discount, promotion_code: null }]);
      const discounts = isNamed ? { discounts: [{ discount: discount! }] } : {};
      const { start_date, end_date } = current!;
      await stripe.subscriptionSchedules.update(schedule.id, {
        phases: [
          { items: [{ price: buyer.monthly }], start_date, end_date, ...discounts },
          { items: [{ price: small }], duration: { interval: 'month' }, ...discounts },
        ],
      });
      expect((await buyer.read(subscription.id)).discounts).toEqual(isNamed ? [discount] : []);
      const next = await stripe.invoices.createPreview({ subscription: subscription.id });
      expect(next.total).toBe(isNamed ? 50_00 : 100_00);
      await stripe.subscriptions.cancel(subscription.id);
    }
  });
});
