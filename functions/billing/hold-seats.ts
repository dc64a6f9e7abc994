import { noSeats, paidSeats } from '../../shared/domain/badges/affiliate.ts';
import { affiliatesOf } from '../../shared/domain/billing/grant.ts';
import { soldBy } from '../../shared/domain/catalog/look-up.ts';
import { AppError } from '../../shared/errors.ts';
import type { BillingDeps } from './deps.ts';
import type { BuyerChange } from './requested-change.ts';

/** Longer than a change takes, and the news of it. */
const ceilingMs = 60_000;

/**
 * Reserves seats before a change to fewer affiliates goes to Stripe, so that nobody takes one that is about to end.
 * @throws AppError 409 where fewer seats would be left than are taken or promised
 */
export async function holdSeats(
  deps: BillingDeps,
  organization: string,
  { subscription, items: { items } }: BuyerChange,
): Promise<void> {
  const [main, seatItem] = items;
  const sold = main && soldBy(deps.catalog, main.lookupKey);
  const fewer = affiliatesOf(deps.catalog, subscription) - (seatItem?.quantity ?? 0);
  if (sold?.kind !== 'badge' || fewer <= 0) return;
  const access = await deps.access.read(organization);
  const before = access.seats[sold.badge.id] ?? noSeats;
  const seats = Math.max(0, paidSeats(sold.badge, access.grants, deps.now()).paid - fewer);
  const used = before.accepted.length + before.invited.length;
  if (seats < used)
    throw new AppError(
      'conflict',
      `${used} seats are taken or reserved by invitations. Remove affiliates or cancel invitations first.`,
    );
  const until = new Date(deps.now().getTime() + ceilingMs).toISOString();
  const held = { ...before, ceiling: { seats, until }, version: before.version + 1 };
  if (await deps.affiliates.setCeiling({ organization, badge: sold.badge.id }, held)) return;
  throw new AppError('conflict', 'Someone took or left a seat at the same time. Reload the seats, then try again.');
}
