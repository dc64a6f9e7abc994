/** The payment for a badge, from the decision to Stripe's books. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BadgeReview } from '../../../shared/domain/catalog/badge-review.ts';
import type { BadgeView, Listing } from '../../../shared/http/views.ts';
import catalog from '../../../tollgate.config.ts';
import { signUp } from '../../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../../support/app-stripe.ts';
import { atEveryCall, type Fault } from '../../support/faulty-calls.ts';
import { buyerAtStripe } from '../at-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const reason = 'The site does not name you.';
const applied = { handle: 'ada', kind: 'person', displayName: 'Ada', url: 'https://ada.example/' };
let handles = 0;

/** A holder who has paid at Stripe and applied, and an operator. */
async function scene(
  review: Partial<BadgeReview> = {},
  prices: readonly string[] = ['verified_monthly'],
  card?: string,
) {
  const badgeReview = { ...catalog.settings.badgeReview, appealDays: 2, ...review };
  const sold = { ...catalog, settings: { ...catalog.settings, badgeReview } };
  const at = await buyerAtStripe(stripe, { catalog: sold, prices, key: 'test', ...(card && { card }) });
  const handle = `ada_${++handles}`;
  expect((await at.buyer.send('POST', '/v1/badges', { ...applied, handle })).status).toBe(201);
  return {
    ...at,
    handle,
    /** By an operator who signs in for it, since time has passed. */
    decide: async (decision: string, body: object = { reason }) => {
      const operator = await signUp(at.app, 'operator@example.com');
      const reply = await operator.send('POST', `/v1/admin/badges/${handle}/${decision}`, {
        reason: 'reviewed',
        ...body,
      });
      expect(reply.status, reply.text).toBe(200);
    },
    mine: async () => (await at.buyer.get<Listing<BadgeView>>('/v1/badges')).body.data[0],
    async settle() {
      const report = await at.app.settleBadges();
      await at.hear();
      return report;
    },
    refunded: async () => {
      const charges = await at.charges();
      return charges.map(({ amount, amount_refunded }) => [amount, amount_refunded]);
    },
    days: (count: number) => stripe.advanceTo(new Date(stripe.now().getTime() + count * 86_400_000)),
  };
}

test('a first application that is refused for good is refunded in full, once, and its subscription ends', async () => {
  const { app, decide, settle, mine, refunded, days, subscription, told, buyer, handle } = await scene();
  await decide('refuse');
  expect(await mine()).toMatchObject({ refund: 'due' });
  expect(await settle()).toEqual({ refunded: 0, ended: 0, waiting: 0, failed: 0 });
  await days(2);
  expect(await settle()).toEqual({ refunded: 1, ended: 0, waiting: 0, failed: 0 });
  expect([await refunded(), await subscription()]).toMatchObject([
    [[8_00, 8_00]],
    { status: 'canceled', endedBecause: 'refunded' },
  ]);
  expect(await mine()).toMatchObject({ state: 'refused', refund: 'made', refundAt: stripe.now().toISOString() });
  expect(told().filter((subject) => subject.includes('We refunded'))).toEqual([
    `We refunded $8 for your badge @${handle}`,
  ]);
  expect(await settle()).toEqual({ refunded: 0, ended: 0, waiting: 0, failed: 0 });
  expect(await buyer.send('DELETE', `/v1/badges/${handle}`)).toMatchObject({ body: { code: 'presence_required' } });
  const present = await signUp(app, buyer.email);
  expect((await present.send('DELETE', `/v1/badges/${handle}`)).status).toBe(204);
  await settle();
  expect(await refunded()).toEqual([[8_00, 8_00]]);
});

test('an appeal stops the refund, and its refusal makes it at once', async () => {
  const { decide, settle, mine, refunded, days, buyer, handle } = await scene();
  await decide('refuse');
  await days(1);
  await buyer.send('POST', `/v1/badges/${handle}/appeal`, { text: 'It is me.' });
  await days(2);
  await settle();
  expect([await refunded(), (await mine())!.refund]).toEqual([[[8_00, 0]], 'none']);
  await decide('refuse');
  await settle();
  expect([await refunded(), (await mine())!.refund]).toEqual([[[8_00, 8_00]], 'made']);
});

test('an operator who refunds at once does so at the refusal, whatever is answered', async () => {
  const { decide, settle, mine, refunded, buyer, handle } = await scene({ refundWhenRefused: 'at_once' });
  await decide('refuse');
  await buyer.send('PATCH', `/v1/badges/${handle}`, { answer: 'Look again.' });
  await settle();
  expect([await refunded(), await mine()]).toMatchObject([
    [[8_00, 8_00]],
    { state: 'awaiting_payment', refund: 'made' },
  ]);
});

test('where nothing is refunded, and where a badge was shown, the subscription is not renewed', async () => {
  for (const shown of [false, true]) {
    const { decide, settle, refunded, days, subscription } = await scene({ refundWhenRefused: 'never' });
    if (shown) await decide('approve', {});
    await decide(shown ? 'revoke' : 'refuse');
    await days(2);
    expect(await settle()).toEqual({ refunded: 0, ended: 1, waiting: 0, failed: 0 });
    expect([await refunded(), await subscription()]).toMatchObject([
      [[8_00, 0]],
      { status: 'active', cancelAtPeriodEnd: true },
    ]);
  }
});

test('a revocation with a refund gives the last payment back', async () => {
  const { decide, settle, refunded } = await scene();
  await decide('approve', {});
  await decide('revoke', { reason, refund: true });
  await settle();
  expect(await refunded()).toEqual([[8_00, 8_00]]);
});

test('an application that is taken back before a decision is refunded; a badge that showed and is given up is not', async () => {
  for (const shown of [false, true]) {
    const { decide, settle, refunded, buyer, handle } = await scene();
    if (shown) await decide('approve', {});
    expect((await buyer.send('DELETE', `/v1/badges/${handle}`)).status).toBe(204);
    await settle();
    expect(await refunded()).toEqual([[8_00, shown ? 0 : 8_00]]);
  }
});

test('an application that waits when its account is deleted is refunded too', async () => {
  const { app, id, handle, settle, refunded, buyer } = await scene();
  expect((await buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await app.drain();
  await settle();
  expect(await refunded()).toEqual([[8_00, 8_00]]);
  const { entries } = await app.deps.audit.list(id, { limit: 100 });
  expect(entries.map(({ action }) => action)).toContain('badge.refunded');
  expect(JSON.stringify(entries)).not.toContain(handle);
});

test('a plan goes on, whatever becomes of the badge beside it', async () => {
  const { decide, settle, days, subscriptions, refunded } = await scene({}, ['basic_monthly', 'verified_monthly']);
  await decide('refuse');
  await days(2);
  await settle();
  expect((await subscriptions()).map(({ status }) => status).toSorted()).toEqual(['active', 'canceled']);
  expect((await refunded()).toSorted(([a = 0], [b = 0]) => a - b)).toEqual([
    [8_00, 8_00],
    [100_00, 0],
  ]);
});

test('a payment after a refusal or a revocation, on a page that was still open, is refunded in full, and its subscription ends', async () => {
  for (const policy of ['never', 'after_appeal'] as const)
    for (const decision of ['refuse', 'revoke']) {
      const order = 'review_first' as const;
      const { buyer, decide, hear, settle, days, ...rest } = await scene({ refundWhenRefused: policy, order }, [
        'basic_monthly',
      ]);
      const { url } = (await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'verified_monthly' })).body;
      if (decision === 'revoke') await decide('approve', {});
      await decide(decision);
      await pay(url);
      await hear();
      expect((await rest.mine())!.refund).toBe('due');
      await days(decision === 'refuse' ? 2 : 0);
      expect(await settle()).toEqual({ refunded: 1, ended: 0, waiting: 0, failed: 0 });
      const sorted = (await rest.refunded()).toSorted(([a = 0], [b = 0]) => a - b);
      expect([sorted, (await rest.mine())!.refund]).toEqual([
        [
          [8_00, 8_00],
          [100_00, 0],
        ],
        'made',
      ]);
      expect((await rest.subscriptions()).map(({ status }) => status).toSorted()).toEqual(['active', 'canceled']);
      expect(await settle()).toEqual({ refunded: 0, ended: 0, waiting: 0, failed: 0 });
      expect((await rest.trail()).map(({ action }) => action)).toContain('badge.paid_late');
    }
});

test('a refund that waits at the bank is told once it is through, and not before', async () => {
  const at = await scene({ refundWhenRefused: 'at_once' }, ['verified_monthly'], '4000000000007726');
  const toldOf = () => at.told().filter((subject) => subject.includes('We refunded')).length;
  await at.decide('refuse');
  expect(await at.settle()).toEqual({ refunded: 0, ended: 0, waiting: 1, failed: 0 });
  expect([await at.refunded(), (await at.mine())!.refund, toldOf()]).toEqual([[[8_00, 8_00]], 'due', 0]);
  expect(await at.settle()).toEqual({ refunded: 0, ended: 0, waiting: 0, failed: 0 });
  await at.days(1);
  expect(await at.settle()).toEqual({ refunded: 1, ended: 0, waiting: 0, failed: 0 });
  expect([(await at.mine())!.refund, toldOf()]).toEqual(['made', 1]);
});

test('a refund that comes back is made again, three times in all, and then fails one run a day until the trail says so', async () => {
  const at = await scene({ refundWhenRefused: 'at_once' }, ['verified_monthly'], '4000000000005126');
  await at.decide('refuse');
  const { customerId } = at;
  const refundsMade = async () => {
    const charges = await stripe.sdk.charges.list({ customer: customerId });
    return (await stripe.sdk.refunds.list({ charge: charges.data[0]!.id })).data.length;
  };
  const made: number[] = [];
  const failures: number[] = [];
  for (let day = 0; day <= 60; day++) {
    await at.settle().catch(() => failures.push(day));
    await at.settle().catch(() => failures.push(day));
    if (made.at(-1) !== (await refundsMade())) made.push(await refundsMade());
    await at.days(1);
  }
  expect([made, failures]).toEqual([
    [1, 2, 3],
    [21, 22, 23, 24, 25, 26, 27, 28, 29, 30],
  ]);
  expect(await at.refunded()).toEqual([[8_00, 0]]);
  expect(at.told().filter((subject) => subject.includes('We refunded'))).toHaveLength(1);
  const { entries } = await at.app.deps.audit.list(at.id, { limit: 100 });
  expect(entries.map(({ action }) => action)).toContain('badge.refund_failed');
});

test('interrupted at any call, it is made once by the runs after it, and told once', async () => {
  const settled = async (fault?: Fault) => {
    const world = await scene();
    await world.decide('refuse');
    await world.days(2);
    world.calls.reset();
    if (fault) world.calls.arm(fault);
    await world.app.settleBadges().catch(() => {});
    return { world, made: world.calls.reset() };
  };
  const { made } = await settled();
  expect(made).toContain('stripe refund');
  await atEveryCall(made, async ({ name, ...fault }) => {
    const { world, made: before } = await settled(fault);
    await world.settle();
    await world.settle();
    const told = world.told().filter((subject) => subject.includes('We refunded'));
    expect([await world.refunded(), (await world.mine())!.refund, told.length], `${fault.kind} at ${name}`).toEqual([
      [[8_00, 8_00]],
      'made',
      1,
    ]);
    return before;
  });
});
