/** Buyers of one plan or badge who change it, through the functions and the simulator. */
import type Stripe from 'stripe';
import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import type { AccountView, ChangePreviewView, ChangeView, Problem } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import tollgate from '../../tollgate.config.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import type { Reply } from '../support/app-request.ts';
import { pay, pushCatalog, startStripe } from '../support/app-stripe.ts';

export type Changers = Awaited<ReturnType<typeof startChangers>>;

/** A Stripe and an app of their own, with a clock that is moved by `later`; Basic allows 10 records. */
export async function startChangers(sold: Catalog = tollgate) {
  const stripe = await startStripe();
  await pushCatalog(stripe, sold);
  const catalog = {
    ...sold,
    plans: sold.plans.map((plan) =>
      plan.id === 'basic' ? { ...plan, allowance: { amount: 10, unit: 'record' as const } } : plan,
    ),
  };
  const app = assemble({ table: memoryTable({ now: stripe.now }), stripe: stripe.gateway, now: stripe.now, catalog });
  let buyers = 0;
  return {
    stripe,
    app,
    later: (ms: number) => stripe.advanceTo(new Date(stripe.now().getTime() + ms)),
    subscribed: async (price: string, more = {}) => {
      const buyer = await lasting(app, `changer-${++buyers}@buyer.example`);
      await pay((await buyer.send<{ url: string }>('POST', '/v1/checkout', { price, ...more })).body.url);
      await app.reconcile();
      return changer(buyer, stripe.sdk);
    },
  };
}

/** A buyer who signs in again when the session has ended meanwhile. */
async function lasting(app: App, email: string): Promise<Person> {
  let person = await signUp(app, email);
  const again = async <T>(call: () => Promise<Reply<T>>): Promise<Reply<T>> => {
    const reply = await call();
    if (reply.status !== 401) return reply;
    person = await signUp(app, email);
    return call();
  };
  return {
    ...person,
    get: (path) => again(() => person.get(path)),
    send: (...request) => again(() => person.send(...request)),
  };
}

async function changer(buyer: Person, sdk: Stripe) {
  const account = async () => (await buyer.get<AccountView>('/v1/account')).body;
  const [{ id } = { id: '' }] = (await account()).subscriptions;
  const change = (to: object) =>
    buyer.send<ChangeView & Problem>('POST', '/v1/subscription/change', { subscription: id, ...to });
  return {
    buyer,
    id,
    account,
    change,
    preview: (to: object) =>
      buyer.send<ChangePreviewView & Problem>('POST', '/v1/subscription/preview', { subscription: id, ...to }),
    subscription: async () => (await account()).subscriptions[0]!,
    /** Totals and states of what was invoiced, newest first. */
    invoices: async () =>
      (await sdk.invoices.list({ subscription: id })).data.map(({ total, status }) => [total, status]),
    /** Charges that went through, newest first. */
    charges: async () => {
      const customer = String((await sdk.subscriptions.retrieve(id)).customer);
      const { data } = await sdk.charges.list({ customer });
      return data.filter(({ status }) => status === 'succeeded').map(({ amount }) => amount);
    },
    payWith: (method: string) => sdk.subscriptions.update(id, { default_payment_method: method }),
  };
}
