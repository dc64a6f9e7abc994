import type { AdminAccountView } from '../../../shared/http/views.ts';
import { enter } from './books.ts';
import type { Scene } from './life-types.ts';
import type { StripeSubscription } from './stripe-side.ts';

const daySeconds = 86_400;
/** How long invoices are read again: they are final after 15 days and an hour, unless somebody pays one by hand. */
const openSeconds = 18 * daySeconds;

/** Reads objects that may have changed since yesterday; returns the subscriptions that have not been cancelled. */
export async function readNews(
  scene: Scene,
  accounts: ReadonlyMap<string, AdminAccountView>,
): Promise<readonly StripeSubscription[]> {
  const { stripe, books } = scene;
  const now = scene.now();
  for (const { email, stripeCustomerId } of accounts.values())
    if (stripeCustomerId) books.customers.set(email, stripeCustomerId);
  if (books.prices.size === 0) enter(books.prices, await stripe.prices());
  const [live, invoices, charges, disputes] = await Promise.all([
    stripe.liveSubscriptions(),
    stripe.invoicesSince(now - openSeconds),
    stripe.chargesSince(now - daySeconds - 3600),
    stripe.disputes(),
  ]);
  const ids = new Set(live.map(({ id }) => id));
  const ended = [...books.subscriptions.values()].filter(({ id, ended_at }) => ended_at === null && !ids.has(id));
  const unseen = invoices.flatMap(({ parent }) => parent.subscription_details?.subscription ?? []);
  const missing = new Set([
    ...ended.map(({ id }) => id),
    ...unseen.filter((id) => !ids.has(id) && !books.subscriptions.has(id)),
  ]);
  enter(books.subscriptions, live);
  enter(books.subscriptions, await Promise.all([...missing].map(stripe.subscription)));
  enter(books.invoices, invoices);
  const isRead = new Set(invoices.map(({ id }) => id));
  const stillOpen = [...books.invoices.values()].filter(({ id, status }) => status === 'open' && !isRead.has(id));
  enter(books.invoices, await Promise.all(stillOpen.map(stripe.invoiceNow)));
  enter(books.charges, charges);
  enter(books.disputes, disputes);
  const touched = new Set([
    ...books.deeds.flatMap((deed) => ('charge' in deed && deed.at > now - 2 * daySeconds ? [deed.charge] : [])),
    ...[...books.charges.values()].flatMap(({ id, status }) => (status === 'pending' ? [id] : [])),
  ]);
  enter(books.charges, await Promise.all([...touched].map(stripe.charge)));
  return live;
}

/** Reads everything anew. */
export async function readBooks({ stripe, books }: Scene): Promise<void> {
  enter(books.subscriptions, await stripe.everySubscription());
  enter(books.invoices, await stripe.invoicesSince(0));
  enter(books.charges, await stripe.chargesSince(0));
}
