import type { PlannedSettlement } from '../../shared/storage/badges/badge-settlements.ts';
import type { Refunding } from '../../shared/stripe/refunding.ts';
import type { BadgeSettlementDeps } from './deps.ts';
import { tellRefund } from './tell-refund.ts';

/**
 * Ends these subscriptions and refunds what was paid for them. The holder is told of a refund once it is made. Answers the gravest state
 * among them; `none` where there was nothing to refund.
 */
export async function refundAll(
  deps: BadgeSettlementDeps,
  planned: PlannedSettlement,
  subscriptions: readonly string[],
): Promise<Refunding['state']> {
  const states: Refunding['state'][] = [];
  for (const subscription of subscriptions) {
    await deps.stripe.endBecause(subscription, 'refunded');
    const key = `badge-refund:${subscription}`;
    const { state, given, reason } = await deps.stripe.refund(subscription, { key, now: deps.now() });
    if (state === 'made' && given) await tellRefund(deps, planned, { ...given, subscription });
    if (state === 'failed')
      deps.log.error('refund failed', new Error(reason ?? state), { settlement: planned.id, subscription });
    states.push(state);
  }
  return (['failed', 'waits', 'made'] as const).find((state) => states.includes(state)) ?? 'none';
}
