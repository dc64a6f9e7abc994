import { afterAll, beforeAll, expect, test } from 'vitest';
import { applyCatalogChange } from '../../shared/stripe/catalog/apply.ts';
import { desiredCatalog } from '../../shared/stripe/catalog/desired.ts';
import { keyFor } from '../../shared/stripe/client.ts';
import catalog from '../../tollgate.config.ts';
import { start, startStripe, type TestStripe } from '../support/app-stripe.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
});
afterAll(() => stripe.stop());

const [product] = desiredCatalog(catalog, start).products;
const [price] = desiredCatalog(catalog, start).prices;
const create = (amountMinor: number) =>
  applyCatalogChange(
    { stripe: stripe.sdk, webhook: null, keepSecret: async () => {} },
    { kind: 'create_price', price: { ...price!, amountMinor }, follows: null },
  );
const amounts = async () =>
  (await stripe.sdk.prices.list({ lookup_keys: [price!.lookupKey] })).data.map(({ unit_amount }) => unit_amount);

test('a change that Stripe refused goes through once it is corrected, though Stripe keeps the refusal for a day', async () => {
  for (let tries = 0; tries < 6; tries++)
    await expect(create(100_00)).rejects.toMatchObject({ code: 'resource_missing', statusCode: 400 });
  await expect(create(90_00), 'with other parameters').rejects.toMatchObject({ code: 'resource_missing' });
  await stripe.sdk.products.create({ id: product!.id, name: product!.name });
  await create(90_00);
  expect(await amounts(), 'corrected at Stripe and in the configuration').toEqual([90_00]);
  await create(90_00);
  expect(await amounts(), 'repeated').toEqual([90_00]);
});

test('keys differ with the parameters and fit into what Stripe takes', () => {
  const [one, two] = [{ name: 'Pro' }, { name: 'Basic' }].map((input) => keyFor(`catalog:${'x'.repeat(300)}`, input));
  expect(one).not.toBe(two);
  expect(one!.length + ':20'.length).toBeLessThanOrEqual(255);
});
