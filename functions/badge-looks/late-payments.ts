import { settlementOfLatePayments } from '../../shared/domain/badges/settlement.ts';
import { subscriptionsOf } from '../../shared/services/badges/applications.ts';
import { StorageUnavailable } from '../../shared/storage/table/table.ts';
import type { BadgeLooksDeps } from './deps.ts';

const maxRaces = 10;

/**
 * Plans the refund of a payment for a badge that was refused or revoked before. A payment page that was open at that time can still be
 * paid.
 */
export async function refundLatePayments(deps: BadgeLooksDeps, handle: string): Promise<void> {
  for (let race = 0; race < maxRaces; race++) {
    const badge = await deps.badges.find(handle);
    if (badge?.state !== 'revoked' && badge?.state !== 'refused') return;
    const { badgeReview: review } = deps.catalog.settings;
    const at = deps.now().toISOString();
    const subscriptions = await subscriptionsOf(deps, badge);
    const settlement = settlementOfLatePayments(badge, { review, subscriptions, at });
    if (!settlement) return;
    const detail = { handle, subscription: settlement.late?.join(', ') ?? '' };
    const line = {
      id: deps.newId(),
      accountId: badge.accountId,
      at,
      action: 'badge.paid_late',
      actor: 'tollgate' as const,
      detail,
    };
    if (await deps.badges.replace(badge, { ...badge, settlement, version: badge.version + 1 }, line)) return;
  }
  throw new StorageUnavailable(new Error(`Lost ${maxRaces} races to plan what becomes of late payments for a badge`));
}
