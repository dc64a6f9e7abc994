import type { Subscription } from '../../shared/domain/billing/subscription.ts';
import { AppError, found } from '../../shared/errors.ts';
import { settleUsage } from '../../shared/services/usage/settle-usage.ts';
import type { BillingDeps } from './deps.ts';

/**
 * Bills the overage of a subscription so far, on an invoice of its own (docs/decisions/0063-usage-is-settled-before-a-change.md). False where
 * that invoice is not paid.
 */
export async function settleOverage(deps: BillingDeps, accountId: string, { id, items }: Subscription) {
  if (!isMetered({ items })) return true;
  return settleUsage(deps, found(await deps.accounts.find(accountId), 'This account'), id);
}

/**
 * Settles the overage before a change that waits for its payment. A planned change gives way first, since its schedule would bring the items
 * back.
 * @throws AppError `conflict` where the overage could not be charged: the change would add another unpaid invoice
 */
export async function settleBeforeChange(deps: BillingDeps, accountId: string, subscription: Subscription) {
  if (!isSettledFirst(subscription)) return;
  await deps.stripe.dropPlanned(subscription.id);
  if (!(await settleOverage(deps, accountId, subscription))) throw overageUnpaid(subscription);
}

/** Whether a change at once is preceded by an invoice of the overage so far. By invoice it stays with the period's. */
export const isSettledFirst = (subscription: Subscription): boolean =>
  isMetered(subscription) && subscription.collection !== 'send_invoice';

const isMetered = ({ items }: Pick<Subscription, 'items'>) => items.some(({ metered }) => metered);

const overageUnpaid = ({ scheduledChange }: Subscription) =>
  new AppError(
    'conflict',
    `The usage past your allowance is billed before a change of plan, and its payment failed. Pay that invoice first.${
      scheduledChange ? ' The change that was planned for the next period was dropped: you may plan it again.' : ''
    }`,
  );
