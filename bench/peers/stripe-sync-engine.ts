import { createRequire } from 'node:module';
import { signedWebhook, stormSecret } from '../../test/support/storm/message.ts';
import type { StripeSubscription } from '../../test/support/storm/stripe-model.ts';
import type { Peer, PeerSetting } from './storm.ts';

/** The part of @supabase/stripe-sync-engine that this file uses. The package is installed on first use, so its own types may be missing. */
type Engine = {
  processWebhook(payload: string, signature: string): Promise<void>;
  close(): Promise<void>;
  stripe: { subscriptions: { retrieve(id: string): Promise<unknown> } };
  postgresClient: { pool: { query(text: string, values?: unknown[]): Promise<{ rows: Row[] }> } };
};
type Row = { status: string; cancel_at_period_end: boolean; items: StripeSubscription['items'] | string };
type Module = {
  StripeSync: new (config: object) => Engine;
  runMigrations(config: object): Promise<void>;
};

/** The engine over PostgreSQL at `url`. `refetch`: it asks Stripe for a subscription instead of believing the event. */
export const stripeSyncEngine =
  (url: string, { refetch }: { readonly refetch: boolean }) =>
  async ({ model, hazards }: PeerSetting): Promise<Peer> => {
    // The package's ES module does not find its own migrations (it uses __dirname); the CommonJS build does.
    const load = createRequire(import.meta.url);
    const { StripeSync, runMigrations } = load('@supabase/stripe-sync-engine') as Module;
    await runMigrations({ databaseUrl: url, schema: 'stripe' });
    const engine = new StripeSync({
      poolConfig: { connectionString: url, max: 10 },
      stripeSecretKey: 'sk_test_storm',
      stripeWebhookSecret: stormSecret,
      revalidateObjectsViaStripeApi: refetch ? ['subscription'] : [],
    });
    const { pool } = engine.postgresClient;
    const query = pool.query.bind(pool);
    await query('truncate stripe.subscriptions, stripe.subscription_items');
    pool.query = (text, values) => hazards.around('write', () => query(text, values));
    engine.stripe.subscriptions.retrieve = (id) => hazards.around('stripe', async () => model.retrieve(id));
    console.log(`  stripe-sync-engine, ${refetch ? 'asking Stripe' : 'believing events'} …`);
    return {
      close: () => engine.close(),
      async handle({ event }) {
        const { body, signature } = signedWebhook(event, new Date());
        await engine.processWebhook(body, signature);
        return true;
      },
      async read(id) {
        const { rows } = await query(
          'select status, cancel_at_period_end, items from stripe.subscriptions where id = $1',
          [id],
        );
        const [row] = rows;
        if (!row) return undefined;
        const items = (
          typeof row.items === 'string' ? JSON.parse(row.items) : row.items
        ) as StripeSubscription['items'];
        const [item] = items.data;
        return {
          status: row.status,
          lookupKey: item?.price.lookup_key ?? '',
          periodEnd: item?.current_period_end ?? 0,
          cancelAtPeriodEnd: row.cancel_at_period_end,
        };
      },
    };
  };
