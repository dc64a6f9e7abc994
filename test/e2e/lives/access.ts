import type { AdminAccountView, Listing, SubscriptionView } from '../../../shared/http/views.ts';
import { atMost } from './at-most.ts';
import { call, isUsedUp } from './calls.ts';
import type { Life, Scene } from './life-types.ts';
import type { LivesPerson } from './lives-world.ts';
import { expectedAccess, expectedPlans } from './oracle.ts';
import type { StripeSubscription } from './stripe-side.ts';

/** Every account by its address, as the operator's console shows it. */
export async function accountsAsOperator(operator: LivesPerson): Promise<Map<string, AdminAccountView>> {
  const found = new Map<string, AdminAccountView>();
  let cursor: string | undefined;
  do {
    const { status, body } = await operator.get<Listing<AdminAccountView>>(
      `/v1/admin/accounts?limit=100${cursor ? `&cursor=${cursor}` : ''}`,
    );
    if (status !== 200) throw new Error(`The list of accounts answered ${status}: ${JSON.stringify(body)}`);
    for (const account of body.data) found.set(account.email, account);
    cursor = body.cursor;
  } while (cursor);
  return found;
}

type Seen = {
  readonly accounts: ReadonlyMap<string, AdminAccountView>;
  readonly live: readonly StripeSubscription[];
};

/** The differences between the product and the oracle, for every customer. */
export async function accessFaults(scene: Scene, lives: readonly Life[], { accounts, live }: Seen): Promise<string[]> {
  const now = scene.now();
  const dataPlans = [...new Set(scene.offer.plans)];
  const byCustomer = Map.groupBy(live, ({ customer }) => customer);
  const faults: string[] = [];
  await atMost(4, lives, async (life) => {
    const account = accounts.get(life.email);
    if (!account) return;
    const held = byCustomer.get(account.stripeCustomerId ?? '') ?? [];
    const expected = expectedAccess(held, dataPlans, now);
    if (account.access !== expected) faults.push(`${life.email} has ${account.access}, the oracle says ${expected}`);
    const plans = expectedPlans(held, dataPlans, now).join();
    if (account.plans.toSorted().join() !== plans)
      faults.push(`${life.email} has the plans ${account.plans}, the oracle says ${plans}`);
    faults.push(...listFaults(account, held));
    faults.push(...(await servedFaults(scene, life, { isServed: expected !== 'none', held })));
  });
  return faults;
}

/** Faults in the console's data of each running subscription, compared with Stripe's. */
function listFaults({ email, subscriptions }: AdminAccountView, held: readonly StripeSubscription[]): string[] {
  const said = held.map(({ id, status, cancel_at_period_end, items }) =>
    describe({
      id,
      status,
      cancelAtPeriodEnd: cancel_at_period_end,
      periodEnd: new Date((items.data[0]?.current_period_end ?? 0) * 1000).toISOString(),
    }),
  );
  const shown = subscriptions.filter(({ status }) => status !== 'canceled').map(describe);
  const [a, b] = [said.toSorted().join(', '), shown.toSorted().join(', ')];
  return a === b ? [] : [`${email} is shown ${b}, Stripe says ${a}`];
}

const describe = (s: Pick<SubscriptionView, 'id' | 'status' | 'cancelAtPeriodEnd' | 'periodEnd'>): string =>
  `${s.id} ${s.status} until ${s.periodEnd}${s.cancelAtPeriodEnd ? ', then ended' : ''}`;

type Served = { readonly isServed: boolean; readonly held: readonly StripeSubscription[] };

/** Reads the data with the key whenever access has changed since the last read, and occasionally otherwise. */
async function servedFaults(scene: Scene, life: Life, { isServed, held }: Served): Promise<string[]> {
  const isDue = life.random.next() < 0.05 || life.lastServed === null || (life.lastServed === 200) !== isServed;
  if (life.secret === null || !isDue) return [];
  life.lastServed = await call(scene, life, 1);
  if ((life.lastServed === 200) === isServed) return [];
  if (life.lastServed === 429 && isUsedUp(scene.books, life.email, held)) return [];
  return [`${life.email} was answered ${life.lastServed}`];
}
