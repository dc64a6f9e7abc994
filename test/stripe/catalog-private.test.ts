import { afterEach, expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { defineTollgate } from '../../shared/domain/catalog/define.ts';
import type { AccountView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import catalog from '../../tollgate.config.ts';
import { assemble } from '../support/app.ts';
import { signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';

const started: TestStripe[] = [];
afterEach(() => Promise.all(started.splice(0).map((each) => each.stop())));

const acme = { lookupKey: 'enterprise_acme', interval: 'month', amountMinor: 900_00, currency: 'usd' } as const;

/** The Enterprise plan, which is sold by contact, with a private price. */
const withPrivate = (buyers: readonly string[]): Catalog => ({
  ...catalog,
  plans: catalog.plans.map((plan) =>
    plan.id === 'enterprise' ? { ...plan, prices: [{ ...acme, availability: 'private', for: buyers }] } : plan,
  ),
});

async function scene(buyers: readonly string[]) {
  const sold = defineTollgate(withPrivate(buyers));
  const stripe = await startStripe();
  started.push(stripe);
  await pushCatalog(stripe, sold);
  return assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now, catalog: sold });
}

test('a private price is bought by the address that it is for, and gives the plan', async () => {
  const app = await scene(['ada@acme.example']);
  const ada = await signUp(app, 'ada@acme.example');
  const { status, body } = await ada.send<{ url: string }>('POST', '/v1/checkout', { price: acme.lookupKey });
  expect(status).toBe(201);
  await pay(body.url);
  await app.reconcile();
  const account = (await ada.get<AccountView>('/v1/account')).body;
  expect(account).toMatchObject({
    subscriptions: [{ price: acme.lookupKey, plan: 'enterprise', status: 'active' }],
    entitlement: { access: 'full', plans: ['enterprise'] },
  });
});

test('it is bought by the account that it is for', async () => {
  const buyers: string[] = [];
  const app = assemble({
    table: memoryTable(),
    stripe: (await startedStripe(withPrivate(['nobody']))).gateway,
    now: () => new Date('2026-11-24T12:00:00Z'),
    catalog: withPrivate(buyers),
  });
  const bob = await signUp(app, 'bob@acme.example');
  expect((await bob.send('POST', '/v1/checkout', { price: acme.lookupKey })).status).toBe(400);
  buyers.push((await bob.get<AccountView>('/v1/account')).body.id);
  expect((await bob.send('POST', '/v1/checkout', { price: acme.lookupKey })).status).toBe(201);
});

async function startedStripe(sold: Catalog): Promise<TestStripe> {
  const stripe = await startStripe();
  started.push(stripe);
  await pushCatalog(stripe, sold);
  return stripe;
}

test('the public catalogue does not show it, and to anybody else it answers as a price that does not exist', async () => {
  const app = await scene(['ada@acme.example']);
  const shown = await app.request('GET', '/v1/catalog');
  expect(shown.text).not.toContain(acme.lookupKey);
  expect(shown.text).not.toContain('acme.example');

  const eve = await signUp(app, 'eve@other.example');
  const answer = async (price: string) => {
    const { status, body } = await eve.send('POST', '/v1/checkout', { price });
    return { status, ...body, requestId: undefined };
  };
  const refused = await answer(acme.lookupKey);
  expect(refused).toMatchObject({ status: 400, code: 'invalid_request' });
  expect(refused).toEqual(await answer('enterprise_nobody'));
});

test.each([
  ['a private price for nobody', { availability: 'private', for: [] }, 'for: must name at least one buyer'],
  ['a private price without a list', { availability: 'private' }, 'for: must be a list'],
  ['a list on a public price', { for: ['ada@acme.example'] }, "for: needs availability: 'private'"],
  [
    'a capital in the address',
    { availability: 'private', for: ['Ada@acme.example'] },
    'for[0]: must be an email address',
  ],
  ['another availability', { availability: 'secret' }, 'availability: must be one of private'],
])('%s is a mistake that is named', (_, given, sentence) => {
  const plans = catalog.plans.map((plan) =>
    plan.id === 'enterprise' ? { ...plan, prices: [{ ...acme, ...given }] } : plan,
  );
  expect(() => defineTollgate({ ...catalog, plans } as Catalog)).toThrow(`plans[4].prices[0].${sentence}`);
});

test('a public plan needs a price that is not private', () => {
  const plans = catalog.plans.map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) => ({ ...price, availability: 'private' as const, for: ['acc_1'] })),
  }));
  expect(() => defineTollgate({ ...catalog, plans })).toThrow(
    'plans[1].prices: must have a price, because the plan is public',
  );
});
