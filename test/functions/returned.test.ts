/** Money that goes back: from Stripe's events to what a key can read. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { billingKey, grantsKey } from '../../shared/storage/item-keys.ts';
import { leaveStripe, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { atEveryCall } from '../support/faulty-calls.ts';
import {
  type BuyerAtStripe,
  buyerAtStripe,
  disputedCard,
  expectAccess,
  priceOf,
  useCard,
  withPolicy,
} from './at-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const refund = async ({ charges }: BuyerAtStripe, amount?: number) =>
  stripe.sdk.refunds.create({ charge: (await charges())[0]!.id, ...(amount === undefined ? {} : { amount }) });

const answer = async ({ charges }: BuyerAtStripe, text: 'winning_evidence' | 'losing_evidence') => {
  const [charge] = await charges();
  const [dispute] = (await stripe.sdk.disputes.list({ charge: charge!.id })).data;
  await stripe.sdk.disputes.update(dispute!.id, { evidence: { uncategorized_text: text } });
};

/** One thing that may be done with a payment; Stripe refuses some. */
async function act(at: BuyerAtStripe, step: 'part' | 'rest' | 'win' | 'lose'): Promise<void> {
  if (step === 'part') await refund(at, 10_00);
  else if (step === 'rest') await refund(at);
  else await answer(at, step === 'win' ? 'winning_evidence' : 'losing_evidence');
}

function jumbled<T>(all: readonly T[], next: () => number): T[] {
  const some = all.flatMap((one) => (next() < 0.2 ? [] : next() < 0.4 ? [one, one] : [one]));
  const keyed = some.map((one) => ({ one, key: next() }));
  return keyed.toSorted((a, b) => a.key - b.key).map(({ one }) => one);
}

/** It has ended, at Stripe too, and nothing will be charged again. */
async function expectEnded(at: BuyerAtStripe, because: 'refunded' | 'disputed') {
  await expectAccess(at, 'none');
  expect(await at.subscriptions()).toMatchObject([{ status: 'canceled', endedBecause: because }]);
}

describe('a refund', () => {
  test('in full for the period ends the subscription, tells the buyer why, once, and leaves a line in the trail', async () => {
    const at = await buyerAtStripe(stripe);
    await expectAccess(at, 'full');
    await refund(at);
    await at.hear();
    await at.hear((events) => events);
    await expectEnded(at, 'refunded');
    expect(at.told()).toEqual(['Your Basic subscription has ended: payment returned']);
    expect(await at.account()).toMatchObject({ subscriptions: [{ status: 'canceled', endedBecause: 'refunded' }] });
    const { id } = await at.subscription();
    expect(await at.trail()).toContainEqual(
      expect.objectContaining({ action: 'access.changed', detail: { grants: 'none', ended: `${id}: refunded` } }),
    );
    await at.app.reconcile();
    expect(at.told()).toHaveLength(1);
  });

  test('that waits at the bank ends the subscription once it is through, and not before', async () => {
    const at = await buyerAtStripe(stripe, { card: '4000000000007726' });
    await refund(at);
    await at.hear();
    await expectAccess(at, 'full');
    await stripe.advanceTo(new Date(stripe.now().getTime() + 86_400_000));
    await at.hear();
    await expectEnded(at, 'refunded');
  });

  test('in part changes nothing, until parts add up to the whole', async () => {
    const at = await buyerAtStripe(stripe);
    await refund(at, 99_99);
    await at.hear();
    await expectAccess(at, 'full');
    await refund(at, 1);
    await at.hear();
    await expectEnded(at, 'refunded');
  });

  test('for one of two subscriptions ends that one only', async () => {
    const at = await buyerAtStripe(stripe, { prices: ['basic_monthly', 'verified_monthly'] });
    await refund(at);
    await at.hear();
    await expectAccess(at, 'full');
    expect((await at.entitlement()).plans).toEqual(['basic']);
    expect((await at.subscriptions()).map(({ status }) => status).toSorted()).toEqual(['active', 'canceled']);
    expect(at.told()).toEqual(['Your Verified subscription has ended: payment returned']);
  });

  test('for a past period changes nothing', async () => {
    const at = await buyerAtStripe(stripe);
    const [first] = await at.charges();
    await stripe.advanceTo(new Date(stripe.now().getTime() + 32 * 86_400_000));
    await stripe.sdk.refunds.create({ charge: first!.id });
    await at.hear();
    await expectAccess(at, 'full');
  });

  test("for a change of plan is a part of the period's payment", async () => {
    const at = await buyerAtStripe(stripe);
    const { id } = await at.subscription();
    const [item] = (await stripe.sdk.subscriptions.retrieve(id)).items.data;
    const items = [{ id: item!.id, price: await priceOf(stripe, 'pro_monthly') }];
    await stripe.sdk.subscriptions.update(id, { items, proration_behavior: 'always_invoice' });
    await refund(at);
    await at.hear();
    await expectAccess(at, 'full');
    expect((await at.entitlement()).plans).toEqual(['pro']);
    await stripe.sdk.refunds.create({ charge: (await at.charges())[1]!.id });
    await at.hear();
    await expectEnded(at, 'refunded');
  });

  test('is kept from access where the operator wants it so', async () => {
    const at = await buyerAtStripe(stripe, { catalog: withPolicy({ onFullRefund: 'keep' }) });
    await refund(at);
    await at.hear();
    await at.app.reconcile();
    await expectAccess(at, 'full');
  });

  test('does not keep the plan from being bought again', async () => {
    const at = await buyerAtStripe(stripe);
    await refund(at);
    await at.hear();
    const again = await at.buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' });
    expect(again.status).toBe(201);
  });
});

describe('a dispute', () => {
  const disputed = (onDispute?: 'end_when_opened' | 'keep') =>
    buyerAtStripe(stripe, { card: disputedCard, ...(onDispute && { catalog: withPolicy({ onDispute }) }) });

  test('that is open leaves access as it is, and so does one that was won', async () => {
    const at = await disputed();
    await expectAccess(at, 'full');
    await answer(at, 'winning_evidence');
    await at.hear();
    await expectAccess(at, 'full');
    expect(at.told()).toEqual([]);
  });

  test('that was lost ends the subscription and tells the buyer why', async () => {
    const at = await disputed();
    await answer(at, 'losing_evidence');
    await at.hear();
    await expectEnded(at, 'disputed');
    expect(at.told()).toEqual(['Your Basic subscription has ended: payment disputed']);
  });

  test('over a period that has passed ends the subscription too when it is lost', async () => {
    const at = await disputed();
    const [charge] = await at.charges();
    const dispute = (await stripe.sdk.disputes.list({ charge: charge!.id })).data[0]!;
    await useCard(stripe, await at.subscription(), 'pm_card_visa');
    await stripe.sdk.disputes.update(dispute.id, { evidence: { uncategorized_text: 'under review' } });
    await stripe.advanceTo(new Date(stripe.now().getTime() + 40 * 86_400_000));
    await at.hear();
    await expectAccess(at, 'full');
    await stripe.advanceTo(new Date(stripe.now().getTime() + 25 * 86_400_000));
    await at.hear();
    await expectEnded(at, 'disputed');
  });

  test('that was lost is kept from access where the operator wants it so', async () => {
    const at = await disputed('keep');
    await answer(at, 'losing_evidence');
    await at.hear();
    await at.app.reconcile();
    await expectAccess(at, 'full');
  });

  test('ends the subscription when it is opened where the operator wants it so, and winning it does not bring that back', async () => {
    const at = await buyerAtStripe(stripe, { catalog: withPolicy({ onDispute: 'end_when_opened' }) });
    await useCard(stripe, await at.subscription(), 'pm_card_createDispute');
    await stripe.advanceTo(new Date(stripe.now().getTime() + 32 * 86_400_000));
    await at.hear();
    await expectEnded(at, 'disputed');
    await answer(at, 'winning_evidence');
    await at.hear();
    await expectEnded(at, 'disputed');
  });
});

describe('an inquiry', () => {
  test('takes nothing; the dispute that it becomes ends the subscription where the operator wants it so', async () => {
    const catalog = withPolicy({ onDispute: 'end_when_opened' });
    const at = await buyerAtStripe(stripe, { catalog, card: '4000000000001976' });
    await expectAccess(at, 'full');
    const [charge] = await at.charges();
    const [inquiry] = (await stripe.sdk.disputes.list({ charge: charge!.id })).data;
    await stripe.sdk.disputes.update(inquiry!.id, { evidence: { uncategorized_text: 'escalate_inquiry_evidence' } });
    await at.hear();
    await expectEnded(at, 'disputed');
    expect(await at.app.reconcile()).toMatchObject({ corrected: 0 });
  });
});

describe('in any order of events', () => {
  test('shuffled, doubled or lost, the events of refunds and disputes end what Stripe’s final state ends, and nothing else', async () => {
    const draw = fc.double({ min: 0, max: 1, noNaN: true });
    const step = fc.constantFrom('part', 'rest', 'win', 'lose');
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.array(step, { maxLength: 3 }),
        fc.infiniteStream(draw),
        async (isDisputed, steps, draws) => {
          const next = () => draws.next().value as number;
          const at = await buyerAtStripe(stripe, isDisputed ? { card: disputedCard } : {});
          for (const each of steps) {
            await act(at, each).catch(() => {});
            if (next() < 0.3) await at.hear((events) => jumbled(events, next));
          }
          await at.hear((events) => jumbled(events, next));
          await at.app.reconcile();
          await at.app.drain();
          const [charge] = await at.charges();
          const [dispute] = (await stripe.sdk.disputes.list({ charge: charge!.id })).data;
          const because = dispute?.status === 'lost' ? 'disputed' : charge!.refunded ? 'refunded' : null;
          if (because) await expectEnded(at, because);
          else await expectAccess(at, 'full');
          expect(at.told()).toHaveLength(because ? 1 : 0);
        },
      ),
      { numRuns: 25, seed: 14 },
    );
  }, 120_000);

  test('a run of reconcile finds a refund and a lost dispute of which no event came, and every item deleted is restored as ended', async () => {
    for (const because of ['refunded', 'disputed'] as const) {
      const at = await buyerAtStripe(stripe, because === 'disputed' ? { card: disputedCard } : {});
      await act(at, because === 'disputed' ? 'lose' : 'rest');
      await at.app.reconcile();
      await expectEnded(at, because);
      const stored = () => at.app.deps.billing.read(at.id);
      const { subscriptions } = await stored();
      await at.table.delete(billingKey(at.id));
      await at.table.delete(grantsKey(at.id));
      await at.app.reconcile();
      expect((await stored()).subscriptions).toEqual(subscriptions);
      await expectEnded(at, because);
    }
  });

  test('interrupted at any call, in any way, the event is tried again until the subscription has ended, and the buyer is told once', async () => {
    const run = async (at: BuyerAtStripe) => {
      await refund(at);
      at.calls.reset();
    };
    const whole = await buyerAtStripe(stripe);
    await run(whole);
    await whole.hear();
    const names = whole.calls.reset();
    expect(names).toEqual(expect.arrayContaining(['stripe listReturned', 'stripe endBecause']));
    await atEveryCall(names, async ({ name, ...fault }) => {
      const at = await buyerAtStripe(stripe);
      await run(at);
      at.calls.arm(fault);
      await at.queue();
      await at.app.deliverStripe();
      const made = at.calls.reset();
      await at.app.drain();
      await expectEnded(at, 'refunded');
      if (!/deliver|NOTICE/.test(name)) expect(at.told(), `${fault.kind} at ${name}`).toHaveLength(1);
      await leaveStripe(stripe, at.email);
      return made;
    });
  }, 120_000);
});
