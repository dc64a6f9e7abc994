import { afterEach, expect, test } from 'vitest';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccountView } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { describeMigration } from '../../shared/stripe/catalog/describe-migration.ts';
import { migrate } from '../../shared/stripe/catalog/migrate.ts';
import { type PriceMigration, planMigration } from '../../shared/stripe/catalog/migration.ts';
import { priceNotice } from '../../shared/stripe/catalog/price-notice.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import catalog from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, start, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { founded } from '../support/founded.ts';

const started: TestStripe[] = [];
afterEach(() => Promise.all(started.splice(0).map((each) => each.stop())));

const withBasicAt = (amountMinor: number): Catalog => ({
  ...catalog,
  plans: catalog.plans.map((each) =>
    each.id === 'basic' ? { ...each, prices: each.prices.map((price) => ({ ...price, amountMinor })) } : each,
  ),
});

/** Buyers who pay $100 for Basic, whose price has become $120 since. */
async function scene(...emails: readonly string[]) {
  const stripe = await startStripe();
  started.push(stripe);
  await pushCatalog(stripe);
  const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now });
  const buyers: Person[] = [];
  for (const email of emails) {
    const buyer = await signUp(app, email);
    await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body.url);
    buyers.push(buyer);
  }
  await app.reconcile();
  await pushCatalog(stripe, withBasicAt(120_00));
  app.mails.splice(0);
  return { stripe, app, buyers };
}

type Options = { readonly now?: boolean; readonly tell?: (move: PriceMigration) => Promise<void> };

/** Runs `npm run catalog -- migrate basic_monthly --yes`. */
async function run({ stripe, app }: { readonly stripe: TestStripe; readonly app: App }, options: Options = {}) {
  const { now = false } = options;
  const migration = await planMigration(stripe.sdk, 'basic_monthly');
  const lines: string[] = [];
  const tell = async (move: PriceMigration) => {
    const notice = priceNotice(move, { to: migration.to, name: 'Basic', now });
    await app.deps.mail.send({ template: 'notice', id: app.deps.newId(), accountId: move.accountId, notice });
  };
  const deps = { stripe: stripe.sdk, tell: options.tell ?? tell, report: (line: string) => void lines.push(line) };
  const counts = await migrate(deps, { migration, now });
  await app.drain();
  return { ...counts, lines, preview: describeMigration(migration, now) };
}

const amounts = async ({ sdk }: TestStripe) =>
  (await sdk.subscriptions.list({ limit: 100 })).data.map(({ items }) => items.data[0]?.price.unit_amount);
const invoiced = async ({ sdk }: TestStripe) =>
  (await sdk.invoices.list({ limit: 100 })).data.map(({ amount_due }) => amount_due);
const entitlementOf = async (buyer: Person) => (await buyer.get<AccountView>('/v1/account')).body.entitlement;

test('a subscriber on the older price moves to the new one with the next renewal, unprorated, told once, with the same access', async () => {
  const world = await scene('ada@buyer.example', 'bob@buyer.example');
  const { stripe, app, buyers } = world;
  const before = await Promise.all(buyers.map(entitlementOf));

  const first = await run(world);
  expect(first.preview).toEqual([
    'basic_monthly: 2 subscriptions to $120.00 / month, at their next renewal, nothing prorated',
    '  2 from $100.00 / month, first renewal 2026-12-24',
    '  in a month: $200.00 → $240.00',
  ]);
  expect(first).toMatchObject({ moved: 2, failed: 0 });
  expect(await amounts(stripe)).toEqual([120_00, 120_00]);
  expect(await invoiced(stripe), 'nothing is charged before the renewal').toEqual([100_00, 100_00]);

  const second = await run(world);
  expect(second).toMatchObject({ moved: 0, failed: 0, lines: [] });
  expect(second.preview).toEqual(['basic_monthly: nobody is to be moved to $120.00 / month']);
  expect(app.mails.map(({ to, subject }) => [to, subject]).toSorted()).toEqual([
    ['ada@buyer.example', expect.stringMatching(/^Basic (will cost|now costs) \$120 per month/)],
    ['bob@buyer.example', expect.stringMatching(/^Basic (will cost|now costs) \$120 per month/)],
  ]);
  expect(app.mails[0]?.text).toContain('From your renewal on 24 December 2026');
  await app.reconcile();
  expect(await Promise.all(buyers.map(entitlementOf))).toEqual(before);

  await stripe.advanceTo(new Date('2026-12-24T14:00:00Z'));
  expect(await invoiced(stripe)).toEqual([120_00, 120_00, 100_00, 100_00]);
});

test('asked for at once, the difference for the rest of the period is charged at once', async () => {
  const world = await scene('ada@buyer.example');
  await world.stripe.advanceTo(new Date('2026-12-09T12:00:00Z'));
  expect(await run(world, { now: true })).toMatchObject({ moved: 1, failed: 0 });
  expect(await invoiced(world.stripe)).toEqual([10_00, 100_00]);
  expect(world.app.mails[0]?.text).toContain('now costs $120 per month instead of $100');
});

test('a subscriber who has cancelled or pays by another interval stays, and the preview says why', async () => {
  const world = await scene('ada@buyer.example');
  const { sdk } = world.stripe;
  const [subscription] = (await sdk.subscriptions.list()).data;
  await sdk.subscriptions.update(subscription!.id, { cancel_at_period_end: true });
  const { preview, moved } = await run(world);
  expect(preview).toEqual([
    'basic_monthly: nobody is to be moved to $120.00 / month',
    `  = ${subscription!.id} stays: it is cancelled and ends 2026-12-24`,
  ]);
  await sdk.subscriptions.update(subscription!.id, { cancel_at_period_end: false });
  const yearly = withBasicAt(900_00);
  const plans = yearly.plans.map((each) => ({
    ...each,
    prices: each.prices.map((price) => ({ ...price, interval: 'year' as const })),
  }));
  await pushCatalog(world.stripe, { ...yearly, plans });
  expect((await run(world)).preview[1]).toContain('stays: it is paid by the month, the price in force by the year');
  expect(moved).toBe(0);
  expect(await amounts(world.stripe)).toEqual([100_00]);
});

test('a failure is reported, the others are moved, and the next run completes it without moving or telling anybody twice', async () => {
  const world = await scene('ada@buyer.example', 'bob@buyer.example', 'eve@buyer.example');
  const { app, stripe } = world;
  let calls = 0;
  const first = await run(world, {
    tell: async (move) => {
      calls += 1;
      if (calls === 2) throw new Error('The queue does not answer.');
      const { to } = await planMigration(stripe.sdk, 'basic_monthly');
      const notice = priceNotice(move, { to, name: 'Basic', now: false });
      await app.deps.mail.send({ template: 'notice', id: `first-${calls}`, accountId: move.accountId, notice });
    },
  });
  expect(first).toMatchObject({ moved: 3, failed: 1 });
  expect(first.lines.filter((line) => line.startsWith('!'))).toEqual([
    expect.stringMatching(/^! sub_\w+ {2}The queue does not answer\.$/),
  ]);
  expect(app.mails).toHaveLength(2);

  const second = await run(world);
  expect(second.preview).toContain('  1 subscription moved before, whose buyers are still to be told');
  expect(second).toMatchObject({ moved: 0, failed: 0 });
  expect(new Set(app.mails.map(({ to }) => to)).size).toBe(3);
  expect(app.mails).toHaveLength(3);
  expect((await run(world)).preview).toHaveLength(1);
});

test('a subscription that changed since the preview is left as it is', async () => {
  const world = await scene('ada@buyer.example');
  const { sdk } = world.stripe;
  const migration = await planMigration(sdk, 'basic_monthly');
  const [move] = migration.moves;
  await sdk.subscriptions.cancel(move!.subscriptionId);
  const lines: string[] = [];
  const deps = {
    stripe: sdk,
    tell: () => Promise.reject(new Error('told')),
    report: (line: string) => void lines.push(line),
  };
  expect(await migrate(deps, { migration, now: false })).toEqual({ moved: 0, failed: 0 });
  expect(lines).toEqual([`= ${move!.subscriptionId}  is canceled`]);
});

test('several affiliates are counted in the total', async () => {
  const world = await scene('ada@buyer.example');
  const { sdk } = world.stripe;
  const [subscription] = (await sdk.subscriptions.list()).data;
  const [item] = subscription!.items.data;
  await sdk.subscriptions.update(subscription!.id, {
    items: [{ id: item!.id, quantity: 3 }],
    proration_behavior: 'none',
  });
  expect((await run(world)).preview).toContain('  in a month: $300.00 → $360.00');
  expect((await sdk.subscriptions.retrieve(subscription!.id)).items.data[0]).toMatchObject({ quantity: 3 });
  expect(world.app.mails[0]?.text).toContain('$360 per month instead of $300');
});

test.each([
  ['2026-12-24T12:00:00.000Z', 'ابتداءً من'],
  [null, 'فاتورة منفصلة'],
] as const)('the notice is written in Arabic too, with both amounts (from %s)', async (startsAt, words) => {
  const notice = {
    id: 'price_changed:sub_1:price_2',
    name: 'Basic',
    kind: 'price_changed',
    beforeMinor: 100_00,
    afterMinor: 120_00,
    currency: 'usd',
    interval: 'month',
    startsAt,
  } as const;
  const app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => start });
  const account = { id: 'acc_1', email: 'ada@buyer.example', organization: 'Test Ltd', createdAt: start.toISOString() };
  await founded(app.deps, { ...account, language: 'ar', stripeCustomerId: null });
  await app.deps.mail.send({ template: 'notice', id: 'm1', accountId: 'acc_1', notice });
  await app.drain();
  expect(app.mails).toHaveLength(1);
  expect(app.mails[0]?.subject).toContain('120\u00a0US$');
  expect(app.mails[0]?.text).toContain(words);
  expect(app.mails[0]?.text).toMatch(/120\u00a0US\$.*100\u00a0US\$/);
});

test('a subscriber in another currency is moved and told in that currency, or stays where the price in force lacks it', async () => {
  const at = (amountMinor: number, currencies: Record<string, number> | undefined): Catalog => ({
    ...catalog,
    plans: catalog.plans.map((each) =>
      each.id === 'basic'
        ? { ...each, prices: each.prices.map((price) => ({ ...price, amountMinor, currencies })) }
        : each,
    ),
  });
  const stripe = await startStripe();
  started.push(stripe);
  await pushCatalog(stripe, at(100_00, { eur: 92_00 }));
  const sold = at(100_00, { eur: 92_00 });
  const app = assemble({ table: memoryTable(), stripe: stripe.gateway, now: stripe.now, catalog: sold });
  const buyer = await signUp(app, 'euro@buyer.example');
  const wanted = { price: 'basic_monthly', currency: 'eur' };
  await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', wanted)).body.url);
  await app.reconcile();

  await pushCatalog(stripe, at(120_00, undefined));
  expect((await run({ stripe, app })).preview.at(-1)).toMatch(/stays: it is in eur, the price in force in usd$/);

  await pushCatalog(stripe, at(120_00, { eur: 110_00 }));
  const moved: PriceMigration[] = [];
  const done = await run({ stripe, app }, { tell: async (move) => void moved.push(move) });
  expect(done).toMatchObject({ moved: 1, failed: 0 });
  expect(done.preview).toContain('  in a month: €92.00 → €110.00');
  const { to } = await planMigration(stripe.sdk, 'basic_monthly');
  expect(moved.map((move) => priceNotice(move, { to, name: 'Basic', now: false }))).toMatchObject([
    { beforeMinor: 92_00, afterMinor: 110_00, currency: 'eur' },
  ]);
});
