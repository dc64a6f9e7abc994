import type Stripe from 'stripe';
import { collectChange } from '../change-invoices.ts';
import { failureSentence } from './failure.ts';
import { type Migration, moveOf, type PriceMigration, untoldMetadata } from './migration.ts';

/** Dependencies of a price migration. */
export type MigrateDeps = {
  readonly stripe: Stripe;
  /** Queues the buyer's notice; durable when it resolves. Two notices of one move are mailed once. */
  readonly tell: (move: PriceMigration) => Promise<void>;
  /** Takes one line for the operator as it happens. */
  readonly report: (line: string) => void;
};

/**
 * Moves every subscription of the preview, one after another, and mails each buyer. A failure is reported, and the next subscription is
 * taken.
 * Buyers whom an earlier run did not mail are mailed. `now`: the rest of the period is charged at once. Else the new amount comes with the
 * next renewal, without proration.
 * @returns how many were moved and how many failed
 */
export async function migrate(
  deps: MigrateDeps,
  { migration, now }: { readonly migration: Migration; readonly now: boolean },
): Promise<{ readonly moved: number; readonly failed: number }> {
  const counts = { moved: 0, failed: 0 };
  const attempt = async (move: PriceMigration, step: () => Promise<void>) => {
    try {
      await step();
    } catch (error) {
      counts.failed += 1;
      deps.report(`! ${move.subscriptionId}  ${failureSentence(error)}`);
    }
  };
  for (const move of migration.untold) await attempt(move, () => complete(deps, move));
  for (const move of migration.moves) {
    await attempt(move, async () => {
      const why = await apply(deps.stripe, move, { migration, now });
      if (why !== null) return deps.report(`= ${move.subscriptionId}  ${why}`);
      counts.moved += 1;
      deps.report(`~ ${move.subscriptionId}  moved`);
      await complete(deps, move);
    });
  }
  return counts;
}

/**
 * Sets the price where the subscription is still as the preview saw it; else says why not. It says what should be, so repeating it
 * needs no key. The same call notes that the buyer is to be told: whoever ends here is completed by the next run.
 */
async function apply(
  stripe: Stripe,
  { subscriptionId, itemId, from }: PriceMigration,
  { migration: { to }, now }: { readonly migration: Migration; readonly now: boolean },
): Promise<string | null> {
  const subscription = await stripe.subscriptions.retrieve(subscriptionId, { expand: ['customer', 'latest_invoice'] });
  const answer = moveOf(subscription, { from, to, now });
  if ('why' in answer) return answer.why;
  await stripe.subscriptions.update(subscriptionId, {
    items: [{ id: itemId, price: to.id, quantity: answer.quantity }],
    proration_behavior: now ? 'always_invoice' : 'none',
    metadata: { [untoldMetadata]: from.id },
  });
  return null;
}

/** Has the difference collected, which Stripe does not do by itself, and tells the buyer. Repeated, it collects nothing twice. */
async function complete({ stripe, tell }: MigrateDeps, move: PriceMigration): Promise<void> {
  const moved = await stripe.subscriptions.retrieve(move.subscriptionId, { expand: ['latest_invoice'] });
  if (moved.pending_update === null) await collectChange(stripe, moved.latest_invoice);
  await tell(move);
  await stripe.subscriptions.update(move.subscriptionId, { metadata: { [untoldMetadata]: '' } });
}
