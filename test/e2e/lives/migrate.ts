import { planOrPush } from '../../../cli/catalog/push.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import { migrate } from '../../../shared/stripe/catalog/migrate.ts';
import { planMigration } from '../../../shared/stripe/catalog/migration.ts';
import { stripeClient } from '../../../shared/stripe/client.ts';
import { enter } from './books.ts';
import type { Scene } from './life-types.ts';

const at = (catalog: Catalog, lookupKey: string, amountMinor: number): Catalog => ({
  ...catalog,
  plans: catalog.plans.map((plan) => ({
    ...plan,
    prices: plan.prices.map((price) => (price.lookupKey === lookupKey ? { ...price, amountMinor } : price)),
  })),
});

/** The operator changes an amount, pushes the catalogue, and migrates all subscribers from their next renewal on. */
export async function changeAmount({ stripe, books, now, offer }: Scene): Promise<void> {
  const lookupKey = offer.migrated;
  const amountMinor = offer.prices[lookupKey]?.at(-1) ?? 0;
  const client = stripeClient(stripe.secretKey, stripe.apiBase);
  const before = now();
  await planOrPush(client, at(offer.catalog, lookupKey, amountMinor), { command: 'push' });
  const migration = await planMigration(client, lookupKey);
  const { failed } = await migrate(
    { stripe: client, tell: async () => {}, report: () => {} },
    { migration, now: false },
  );
  if (failed > 0) throw new Error(`${failed} subscriptions could not be moved`);
  enter(books.prices, await stripe.prices());
  const moved = migration.moves.map(({ subscriptionId }) => subscriptionId);
  books.deeds.push({
    at: before,
    email: 'operator@example.com',
    kind: 'migrated',
    lookupKey,
    to: migration.to.id,
    moved,
  });
}
