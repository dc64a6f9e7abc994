/** The dashboard shows what its buyer pays: an older price, and the currency that was chosen. */
import { expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccountView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/memory-table.ts';
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
