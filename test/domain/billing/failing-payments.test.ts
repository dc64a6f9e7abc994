import { describe, expect, test } from 'vitest';
import { failingPaymentsOf, type Owing } from '../../../shared/domain/billing/failing-payments.ts';
import tollgate from '../../../tollgate.config.ts';
import { inPacks } from '../../functions/credit-packs.ts';
import { buying, day, subscription } from './subscriptions.ts';

const at = new Date(day(3));
const card = { createdAt: day(1), dueAt: null, status: 'open', totalMinor: 11_900, url: 'https://pay.example/in_1' };
const plan = subscription({ status: 'past_due', currency: 'usd', latestInvoice: card });
const badge = buying('verified_monthly', {
  status: 'unpaid',
  currency: 'usd',
  latestInvoice: { ...card, totalMinor: 800 },
});
const topUp = { settings: { thresholdUnits: 500, packs: 2 }, failures: 1, startedAt: day(2) };
const failing = (owing: Partial<Owing>) =>
  failingPaymentsOf(inPacks, { subscriptions: [], autoTopUp: null, ...owing }, at);
const credit = inPacks.plans.find((each) => each.credit)!.credit!;

describe('the failing payments of an organization', () => {
  test('are those of plan, badge and credit, ended access before access that lasts', () => {
    expect(failing({ subscriptions: [plan, badge], autoTopUp: topUp })).toEqual([
      {
        ...{ of: 'badge', id: 'verified', subscription: 'sub_verified_monthly', since: day(1), accessUntil: null },
        ...{ amount: { amountMinor: 800, currency: 'usd' }, payAt: 'https://pay.example/in_1' },
      },
      {
        ...{ of: 'plan', id: 'basic', subscription: 'sub_1', since: day(1), accessUntil: day(8) },
        ...{ amount: { amountMinor: 11_900, currency: 'usd' }, payAt: 'https://pay.example/in_1' },
      },
      {
        ...{ of: 'credit', id: '', subscription: null, since: day(2), accessUntil: null, payAt: null },
        amount: { amountMinor: 2 * credit.amountMinor, currency: credit.currency },
      },
    ]);
  });

  test.each(
    [0, 1, 2, 3, 4, 5, 6, 7].map((mix) => ({ mix, plan: (mix & 1) > 0, badge: (mix & 2) > 0, credit: (mix & 4) > 0 })),
  )('in each mix of plan, badge and credit are exactly those that fail: $plan, $badge, $credit', (mix) => {
    const paid = [subscription({ id: 'sub_other' }), buying('verified_monthly', { id: 'sub_fine' })];
    const subscriptions = [...(mix.plan ? [plan] : []), ...(mix.badge ? [badge] : []), ...paid];
    const autoTopUp = mix.credit ? topUp : { ...topUp, failures: 0 };
    const wanted = (['badge', 'plan', 'credit'] as const).filter((each) => mix[each]);
    expect(failing({ subscriptions, autoTopUp }).map((each) => each.of)).toEqual(wanted);
  });

  test('have the price of the period where no invoice says a total, and no amount where nothing is known', () => {
    const noTotal = { createdAt: day(1), dueAt: null, status: 'open' };
    const amountOf = (currency?: string) =>
      failing({
        subscriptions: [subscription({ status: 'past_due', ...(currency && { currency }), latestInvoice: noTotal })],
      })[0]!.amount;
    expect(amountOf('usd')).toEqual({ amountMinor: 10_000, currency: 'usd' });
    expect(amountOf()).toBeNull();
  });

  test('name an automatic top-up that was turned off by its failures, and none that its owner turned off', () => {
    const off = (failures: number) => failing({ autoTopUp: { settings: null, failures, startedAt: day(2) } });
    expect(off(3)).toEqual([expect.objectContaining({ of: 'credit', amount: null, since: day(2) })]);
    expect(off(0)).toEqual([]);
  });

  test('belong to a plan without a name where the catalogue does not have the price', () => {
    const own = buying('made_by_hand', { status: 'past_due', latestInvoice: card });
    expect(failingPaymentsOf(tollgate, { subscriptions: [own], autoTopUp: null }, at)).toEqual([
      expect.objectContaining({ of: 'plan', id: '' }),
    ]);
  });
});
