import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSubscriber } from './subscriber.ts';

let buyer: Awaited<ReturnType<typeof startSubscriber>>;
beforeAll(async () => {
  buyer = await startSubscriber();
});
afterAll(() => buyer.world.stop());

const newCustomer = async () => (await buyer.world.stripe.customers.create({ name: 'Acme' })).id;

it('adds credits and debits to the balance, lists them newest first, and tells of the customer', async () => {
  const { customers } = buyer.world.stripe;
  const customer = await newCustomer();
  const metadata = { why: 'a contest' };
  const first = await customers.createBalanceTransaction(customer, { amount: -500, currency: 'usd', metadata });
  expect(first).toMatchObject({ amount: -500, ending_balance: -500, customer, type: 'adjustment', metadata });
  const second = await customers.createBalanceTransaction(customer, { amount: 200, currency: 'usd' });
  expect(second.ending_balance).toBe(-300);
  expect((await customers.listBalanceTransactions(customer)).data.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(await customers.retrieve(customer)).toMatchObject({ balance: -300, currency: 'usd' });
  await buyer.world.simulator.settle();
  expect(buyer.world.types().filter((type) => type === 'customer.updated').length).toBeGreaterThanOrEqual(2);
});

it('refuses an amount of nothing, an unknown customer, and a currency that it lacks', async () => {
  const { customers } = buyer.world.stripe;
  const customer = await newCustomer();
  const give = (id: string, amount: number, currency = 'usd') =>
    customers.createBalanceTransaction(id, { amount, currency });
  await expect(give(customer, 0)).rejects.toMatchObject({ param: 'amount' });
  await expect(give('cus_nobody', -1)).rejects.toMatchObject({ code: 'resource_missing' });
  await give(customer, -1);
  await expect(give(customer, -1, 'eur')).rejects.toMatchObject({ type: 'StripeInvalidRequestError' });
});
