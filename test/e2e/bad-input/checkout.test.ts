import { beforeAll, describe, expect, test } from 'vitest';
import { buy, freshEmail, type Person, signUp } from '../../support/client.ts';
import { expectProblem } from './expect-problem.ts';
import { payingBuyer } from './paying-buyer.ts';

let buyer: Person;

beforeAll(async () => {
  ({ buyer } = await payingBuyer());
});

describe('checkout and subscriptions', () => {
  test.each(['platinum_monthly', 'verified_affiliate_monthly', 'basic_monthly '.repeat(20)])(
    'the price %j is not in the catalogue',
    async (price) => {
      expectProblem(await buyer.send('POST', '/v1/checkout', { price }), 400, 'invalid_request', 'price');
    },
  );
  test('a plan that is held already cannot be bought again', async () => {
    expectProblem(await buyer.send('POST', '/v1/checkout', { price: 'basic_monthly' }), 409, 'plan_held');
  });
  test("another account's subscription is not there", async () => {
    const other = await signUp(freshEmail('other'));
    const { id } = await buy(other, 'basic');
    expectProblem(
      await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' }),
      404,
      'not_found',
    );
    expect((await other.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full' } });
  });
  test('a way to cancel that does not exist is named', async () => {
    expectProblem(
      await buyer.send('POST', '/v1/subscription/cancel', { subscription: 'sub_x', when: 'yesterday' }),
      400,
      'invalid_request',
      'when',
    );
  });
  test('resuming what was not cancelled is a conflict', async () => {
    const { subscriptions } = (await buyer.get<{ subscriptions: { id: string }[] }>('/v1/account')).body;
    expectProblem(
      await buyer.send('POST', '/v1/subscription/resume', { subscription: subscriptions[0]!.id }),
      409,
      'conflict',
    );
  });
  test('card testing by many checkouts is refused', async () => {
    const tester = await signUp(freshEmail('card-tester'));
    const statuses = [];
    for (let i = 0; i < 22; i++)
      statuses.push((await tester.send('POST', '/v1/checkout', { price: 'basic_monthly' })).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});
