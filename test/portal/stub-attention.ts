import type { AttentionItemView, AttentionView, SubscriptionView } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';
import type { World } from './stub-state.ts';

function failing({ id, plan, badge, failingPayment, payAt, amount }: SubscriptionView): AttentionItemView[] {
  if (!failingPayment) return [];
  const minor = plan ? 10_000 : 800;
  return [
    {
      ...{ kind: 'failing_payment', of: badge ? 'badge' : 'plan', id: plan ?? badge ?? '', subscription: id },
      ...{ amount: amount ?? { amountMinor: minor, currency: 'usd' }, since: '2026-11-05T00:00:00.000Z', payAt },
      accessUntil: failingPayment.accessUntil,
    },
  ];
}

/** Everything that needs the organization by the state of the world, as the API says it; then the things that the world names itself. */
function needsOf({ account, licences, keys, attention = [] }: World): AttentionItemView[] {
  const { suspension, subscriptions } = account ?? { suspension: null, subscriptions: [] };
  const hasKeys = keys.some(({ revokedAt }) => revokedAt === null);
  const suspended = suspension
    ? [{ kind: 'suspended', reason: suspension.reason ?? '', since: suspension.at } as const]
    : [];
  const toAccept = licences
    .filter(({ accepted, required }) => accepted === null && (!required || hasKeys))
    .map(({ id, version, title, required, inForceFrom }) => ({
      ...{ kind: 'licence' as const, licence: id, version, title },
      from: required ? null : inForceFrom,
    }));
  return [...suspended, ...subscriptions.flatMap(failing), ...toAccept, ...attention];
}

/** The route of the list of things that need the organization. */
export const attentionRoutes: Record<string, Route> = {
  'GET /v1/attention': (world) => ok<AttentionView>({ data: needsOf(world), checkedAt: '2026-11-24T10:00:00.000Z' }),
};
