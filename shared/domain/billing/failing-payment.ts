import type { Catalog } from '../catalog/catalog.ts';
import { accessAt } from './entitlement.ts';
import { grantsOf, isLive } from './grant.ts';
import type { Subscription } from './subscription.ts';
import { whyUnpaid } from './unpaid.ts';

/** A payment that its buyer must fix. Access goes on until `accessUntil` (ISO-8601 UTC, exclusive); null: it has ended. */
export type FailingPayment = { readonly accessUntil: string | null };

/**
 * The failing payment of one subscription; null where none fails. It failed, is overdue, was given up or cannot be invoiced, whatever other
 * subscriptions or credit still give. A first payment under way has not failed. Sources of the statuses:
 * https://docs.stripe.com/billing/subscriptions/overview (past_due, unpaid; an invoice marked uncollectible leaves it `active`).
 */
export function failingPaymentOf(catalog: Catalog, subscription: Subscription, now: Date): FailingPayment | null {
  if (!isFailing(subscription)) return null;
  const untils = grantsOf(catalog, [subscription])
    .map((grant) => accessAt(grant, now))
    .flatMap(({ access, until }) => (access === 'none' || until === null ? [] : [until]));
  return { accessUntil: untils.toSorted().at(-1) ?? null };
}

const failingStatuses = ['past_due', 'unpaid'];

const isFailing = (subscription: Subscription): boolean =>
  failingStatuses.includes(subscription.status) || (isLive(subscription) && whyUnpaid(subscription) !== null);
