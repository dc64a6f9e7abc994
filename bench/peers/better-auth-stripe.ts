import { signedWebhook, stormSecret } from '../../test/support/storm/message.ts';
import { lookupKeys, priceOf } from '../../test/support/storm/stripe-model.ts';
import type { Peer, PeerSetting } from './storm.ts';

type Row = Record<string, unknown> & { readonly id: string };
type Adapter = Record<string, unknown>;
type Modules = {
  betterAuth(options: object): { handler(request: Request): Promise<Response> };
  memoryAdapter(db: Record<string, Row[]>): (options: object) => Adapter;
  stripe(options: object): object;
  default: new (secretKey: string) => object;
};

const writes = ['create', 'update', 'updateMany', 'delete', 'deleteMany'];
const reads = ['findOne', 'findMany', 'count'];

/** @better-auth/stripe with its memory adapter. Its handlers never call Stripe, so the faults affect only its storage. */
export async function betterAuthStripe({ hazards, subscriptions }: PeerSetting): Promise<Peer> {
  const names = ['better-auth', 'better-auth/adapters/memory', '@better-auth/stripe', 'stripe'];
  const parts = await Promise.all(names.map((name) => import(name)));
  const { betterAuth, memoryAdapter, stripe, default: Stripe } = Object.assign({}, ...parts) as Modules;
  const customers = [...new Set(subscriptions.map(({ customer }) => customer))];
  const db: Record<string, Row[]> = {
    ...{ session: [], account: [], verification: [] },
    user: customers.map((id) => ({ id, name: id, email: `${id}@buyer.example`, stripeCustomerId: id })),
    // The peer's own checkout would have created these rows before Stripe knew of a subscription.
    subscription: subscriptions.map(({ id, customer }) => ({
      ...{ id: `row_${id}`, referenceId: customer, stripeCustomerId: customer, stripeSubscriptionId: id },
      ...{ plan: 'none', status: 'incomplete', cancelAtPeriodEnd: false },
    })),
  };
  const auth = betterAuth({
    baseURL: 'http://127.0.0.1',
    secret: 'a secret of this bench that is long enough',
    database: (options: object) => inStorm(memoryAdapter(db)(options), hazards),
    logger: { disabled: true },
    rateLimit: { enabled: false },
    plugins: [
      stripe({
        stripeClient: new Stripe('sk_test_storm'),
        stripeWebhookSecret: stormSecret,
        subscription: {
          enabled: true,
          plans: lookupKeys.map((name) => ({ name, priceId: priceOf(name).id })),
        },
      }),
    ],
  });
  return {
    async handle({ event }) {
      const { body, signature } = signedWebhook(event, new Date());
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
      const url = 'http://127.0.0.1/api/auth/stripe/webhook';
      return (await auth.handler(new Request(url, { method: 'POST', body, headers }))).ok;
    },
    async read(id) {
      const row = db.subscription?.find((each) => each.stripeSubscriptionId === id);
      return (
        row && {
          status: String(row.status),
          lookupKey: String(row.plan),
          periodEnd: row.periodEnd instanceof Date ? row.periodEnd.getTime() / 1000 : 0,
          cancelAtPeriodEnd: row.cancelAtPeriodEnd === true,
        }
      );
    },
  };
}

function inStorm(adapter: Adapter, { around }: PeerSetting['hazards']): Adapter {
  const stormy = (name: string, kind: 'read' | 'write') => {
    const call = adapter[name] as (...input: unknown[]) => Promise<unknown>;
    return [name, (...input: unknown[]) => around(kind, () => call(...input))];
  };
  return {
    ...adapter,
    ...Object.fromEntries(writes.filter((name) => name in adapter).map((name) => stormy(name, 'write'))),
    ...Object.fromEntries(reads.filter((name) => name in adapter).map((name) => stormy(name, 'read'))),
  };
}
