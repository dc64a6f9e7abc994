/** For every mix of failing payments, of plan, badge and credit, the buyer and the operator are shown the same ones. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { AttentionView, ConsoleOrganizationView, FailingPaymentView, TodayView } from '../../shared/http/views.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { type BuyerAtStripe, buyerAtStripe, useCard } from './at-stripe.ts';
import { inPacks } from './credit-packs.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const mixes = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => ({
  plan: (bits & 1) > 0,
  badge: (bits & 2) > 0,
  credit: (bits & 4) > 0,
}));
type Mix = (typeof mixes)[number];

let stripe: TestStripe;
/** A buyer of each mix, each the only one of a deployment: Today names the five that lose access first. */
let buyers: readonly BuyerAtStripe[];
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe, inPacks);
  buyers = await Promise.all(mixes.map(whoseFail));
  const subscriptions = (await Promise.all(buyers.map((each) => each.subscriptions()))).flat();
  const end = Math.max(...subscriptions.flatMap(({ items }) => items.map(({ periodEnd }) => Date.parse(periodEnd))));
  await stripe.advanceTo(new Date(end + 2 * 3_600_000));
  await Promise.all(buyers.map((each) => each.hear()));
});
afterAll(() => stripe.stop());

/** A buyer of a plan, a badge and prepaid credit, whose cards fail from now on for these. */
async function whoseFail({ plan, badge, credit }: Mix): Promise<BuyerAtStripe> {
  const at = await buyerAtStripe(stripe, { catalog: inPacks, prices: ['basic_monthly', 'verified_monthly'] });
  for (const one of await at.subscriptions()) {
    const isPlan = one.items.some(({ lookupKey }) => lookupKey === 'basic_monthly');
    await useCard(stripe, one, (isPlan ? plan : badge) ? 'pm_card_chargeCustomerFail' : 'pm_card_visa');
  }
  if (credit) await failTopUp(at);
  return at;
}

/** A top-up by itself charges the customer's own card; each subscription has another. */
async function failTopUp(at: BuyerAtStripe): Promise<void> {
  await pay((await at.buyer.send<{ url: string }>('POST', '/v1/credit/top-ups', {})).body.url);
  const invoice_settings = { default_payment_method: 'pm_card_chargeCustomerFail' };
  await stripe.sdk.customers.update(at.customerId, { invoice_settings });
  await at.hear();
  await at.buyer.send('PUT', '/v1/credit/auto-top-up', { thresholdUnits: 1_000_000, packs: 3 });
  await at.app.drain();
}

const withoutLinks = (payments: readonly FailingPaymentView[]) => payments.map(({ payAt, ...payment }) => payment);
const byKind = <P extends { readonly of: string }>(payments: readonly P[]) =>
  payments.toSorted((a, b) => a.of.localeCompare(b.of));
const amounts = { plan: 10_000, badge: 800, credit: 3_000 } as const;

test.each(mixes.map((mix, at) => ({ ...mix, at })))(
  'with plan $plan, badge $badge and credit $credit, attention, Today and the page of the organization agree',
  async ({ at, ...mix }) => {
    const { app, email, id } = buyers[at]!;
    const operator = await signUp(app, 'operator@example.com');
    const attention = (await (await signUp(app, email)).get<AttentionView>('/v1/attention')).body;
    const today = (await operator.get<TodayView>('/v1/admin/today')).body.failing;
    const head = (await operator.get<ConsoleOrganizationView>(`/v1/admin/organizations/${id}`)).body;

    const shown = attention.data.flatMap((item) => {
      const { kind, ...payment } = item;
      return kind === 'failing_payment' ? [payment as FailingPaymentView] : [];
    });
    const expected = (['badge', 'credit', 'plan'] as const).filter((of) => mix[of]);
    expect(byKind(shown).map(({ of, amount }) => [of, amount])).toEqual(
      expected.map((of) => [of, { amountMinor: amounts[of], currency: 'usd' }]),
    );
    expect(shown.every(({ since }) => since !== null && Date.parse(since) <= stripe.now().getTime())).toBe(true);
    expect(head.failing).toEqual(shown);
    expect(byKind(today.data.flatMap(({ payments }) => payments))).toEqual(byKind(withoutLinks(shown)));
    expect(today.count).toBe(expected.length === 0 ? 0 : 1);
    const sum = expected.reduce((minor, of) => minor + amounts[of], 0);
    expect(today.atRisk).toEqual(sum === 0 ? [] : [{ amountMinor: sum, currency: 'usd' }]);
  },
);
