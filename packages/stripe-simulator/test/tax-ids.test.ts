import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
beforeAll(async () => {
  buyer = await startSubscriber();
});
afterAll(() => buyer.world.stop());

const newCustomer = async () => (await buyer.world.stripe.customers.create({ name: 'Acme' })).id;

it('are added to a customer, listed newest first, verified, and taken away, each with its event', async () => {
  const { customers, taxIds } = buyer.world.stripe;
  const customer = await newCustomer();
  const first = await customers.createTaxId(customer, { type: 'eu_vat', value: 'DE123456789' });
  expect(first).toMatchObject({ country: 'DE', customer, verification: { status: 'pending' } });
  const second = await customers.createTaxId(customer, { type: 'us_ein', value: '12-3456789' });
  expect(second).toMatchObject({ country: 'US', verification: { status: 'unavailable' } });
  const listed = await customers.listTaxIds(customer);
  expect(listed.data.map(({ id, verification }) => [id, verification?.status])).toEqual([
    [second.id, 'unavailable'],
    [first.id, 'verified'],
  ]);
  expect(await taxIds.del(first.id)).toMatchObject({ deleted: true });
  expect((await customers.listTaxIds(customer)).data).toHaveLength(1);
  await expect(taxIds.retrieve(first.id)).rejects.toMatchObject({ code: 'resource_missing' });
  await buyer.world.simulator.settle();
  const names = buyer.world.types().filter((type) => type.startsWith('customer.tax_id.'));
  expect(names.toSorted()).toEqual(
    ['created', 'created', 'deleted', 'updated'].map((what) => `customer.tax_id.${what}`),
  );
});

it.each([
  ['eu_vat', 'DE000000000', 'verified'],
  ['eu_vat', 'DE111111111', 'unverified'],
  ['eu_vat', 'DE222222222', 'pending'],
] as const)("%s %s becomes %s, as in Stripe's sandbox", async (type, value, status) => {
  const { customers, taxIds } = buyer.world.stripe;
  const { id } = await customers.createTaxId(await newCustomer(), { type, value });
  expect((await taxIds.retrieve(id)).verification?.status).toBe(status);
});

it.each([
  ['eu_vat', 'DE12345678'],
  ['eu_vat', 'FRO1234567890'],
  ['eu_vat', 'GB123456789'],
  ['eu_vat', ''],
  ['gb_vat', 'DE123456789'],
  ['ch_vat', 'CHE123'],
  ['sa_vat', '12345'],
] as const)('a %s of "%s" is refused', async (type, value) => {
  const made = buyer.world.stripe.customers.createTaxId(await newCustomer(), { type, value });
  await expect(made).rejects.toMatchObject({ type: 'StripeInvalidRequestError', param: 'value' });
});

it('a kind that the simulator lacks is refused as such, and a sixth one as too many', async () => {
  const { customers } = buyer.world.stripe;
  const customer = await newCustomer();
  await expect(customers.createTaxId(customer, { type: 'th_vat', value: '1234567890123' })).rejects.toMatchObject({
    code: 'simulator_unsupported',
  });
  const add = (n: number) => customers.createTaxId(customer, { type: 'us_ein', value: `12-345678${n}` });
  for (const n of [1, 2, 3, 4, 5]) await add(n);
  await expect(add(6)).rejects.toThrow('more than 5');
});
