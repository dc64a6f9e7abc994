/** The dashboard shows what its buyer pays: an older price, and the currency that was chosen. */
import { expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccountView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import tollgate from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe } from '../support/app-stripe.ts';

const basicAt = (amountMinor: number, eur: number): Catalog => ({
  ...tollgate,
  plans: tollgate.plans.map((plan) =>
    plan.id === 'basic'
      ? { ...plan, prices: plan.prices.map((price) => ({ ...price, amountMinor, currencies: { eur } })) }
      : plan,
  ),
});

test.each([
  ['the price that it was bought at', {}, { amountMinor: 100_00, currency: 'usd' }],
  ['the currency that it is paid in', { currency: 'eur' }, { amountMinor: 92_00, currency: 'eur' }],
])('a subscription is shown at %s, after the catalogue has another', async (_, chosen, amount) => {
  const stripe = await startStripe();
  try {
    await pushCatalog(stripe, basicAt(100_00, 92_00));
    const table = memoryTable();
    const appOf = (catalog: Catalog) => assemble({ table, stripe: stripe.gateway, now: stripe.now, catalog });
    const buyer = await signUp(appOf(basicAt(100_00, 92_00)));
    const order = { price: 'basic_monthly', ...chosen };
    await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', order)).body.url);
    const dearer = basicAt(120_00, 110_00);
    await pushCatalog(stripe, dearer);
    const app = appOf(dearer);
    await app.reconcile();
    const again = await signUp(app, buyer.email);
    expect((await again.get<AccountView>('/v1/account')).body.subscriptions).toMatchObject([{ amount }]);
  } finally {
    await stripe.stop();
  }
});

test('beside its price, a subscription shows what its latest invoice came to: with a discount, and not what a change alone cost', async () => {
  const stripe = await startStripe();
  try {
    await pushCatalog(stripe);
    const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now });
    let buyer = await signUp(app);
    await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
    const shown = async () => {
      await app.reconcile();
      buyer = await signUp(app, buyer.email);
      return (await buyer.get<AccountView>('/v1/account')).body.subscriptions[0]!;
    };
    const { id, periodEnd, ...first } = await shown();
    expect(first.invoiced).toEqual(first.amount);
    const [coupon] = (await stripe.sdk.coupons.list()).data;
    await stripe.sdk.subscriptions.update(id, { discounts: [{ coupon: coupon!.id }] });
    await stripe.advanceTo(new Date(Date.parse(periodEnd) + 2 * 3_600_000));
    expect(await shown()).toMatchObject({
      amount: { amountMinor: 100_00, currency: 'usd' },
      invoiced: { amountMinor: 75_00, currency: 'usd' },
    });
    await buyer.send('POST', '/v1/subscription/change', { subscription: id, price: 'pro_monthly' });
    expect(await shown()).toMatchObject({ amount: { amountMinor: 5_000_00 }, invoiced: null });
  } finally {
    await stripe.stop();
  }
});
