import type { AdminAccountView, OrganizationRowView } from '../../shared/http/views.ts';

/** The accounts of a stub's world as the list of organizations shows them, in its order and narrowed as it is asked for. */
export function listed(accounts: readonly AdminAccountView[], query: URLSearchParams): OrganizationRowView[] {
  const [state, sold] = [query.get('state'), query.get('sold')];
  const rows = accounts
    .map(rowOf)
    .filter((row) => state === null || state === (row.suspended ? 'suspended' : row.state))
    .filter((row) => sold === null || (sold === 'none' ? row.sold.length === 0 : row.sold.includes(sold)))
    .filter((row) => query.get('sort') !== 'failing' || row.failing.length > 0);
  return query.get('sort') === 'name' ? rows.toSorted((a, b) => a.name.localeCompare(b.name)) : rows;
}

function rowOf({
  id,
  organization,
  email,
  createdAt,
  state,
  suspended,
  ...rest
}: AdminAccountView): OrganizationRowView {
  const { plans, badges, subscriptions } = rest;
  const failing = subscriptions.flatMap(({ plan, badge, failingPayment }) =>
    failingPayment
      ? [{ of: 'plan' as const, id: plan ?? badge ?? '', amount: null, accessUntil: failingPayment.accessUntil }]
      : [],
  );
  return {
    ...{ id, name: organization, email, createdAt, state, suspended, failing },
    monthly: plans.length > 0 ? [{ amountMinor: 10_000, currency: 'usd' }] : [],
    sold: [...plans.map((plan) => `plan:${plan}`), ...badges.map((badge) => `badge:${badge}`)],
    failingSince: failing.length > 0 ? '2026-11-23T00:00:00.000Z' : null,
    lastSeenOn: plans.length > 0 ? '2026-11-23' : null,
  };
}
