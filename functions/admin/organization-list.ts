import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { type PageRequest, pageRequestOf } from '../../shared/http/page.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import type { OrganizationRowView } from '../../shared/http/views.ts';
import type { OrganizationRow } from '../../shared/storage/accounts/organization-rows.ts';
import { monthlyOf } from '../../shared/storage/billing/revenue-writes.ts';
import type { AdminDeps } from './deps.ts';

/** The orders that an index stands for. `created`: newest first; `revenue`: those that pay most first; `failing`: longest first; `seen`: latest first. */
export const organizationOrders = ['created', 'name', 'revenue', 'failing', 'seen'] as const;
/** States that a list may be of. */
export const organizationStates = ['active', 'suspended', 'leaving', 'left'] as const;

/**
 * GET /v1/admin/organizations?sort=&currency=&state=&sold=: a page in two rounds of reads. `revenue` and `failing` list those that pay, or fail to; `seen` those that
 * read within 400 days.
 * `state` and `sold` leave out rows of the page, which may then be shorter than asked for, or empty, and still have a cursor.
 */
export const listOrganizationRows =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageRequestOf(request, ['sort', 'currency', 'state', 'sold']);
    const isWanted = filterOf(request);
    const { ids, cursor } = await idsOf(deps, request, page);
    const rows = await deps.organizationRows.of([...new Set(ids)]);
    return ok({ data: rows.map(view).filter(isWanted), ...(cursor === undefined ? {} : { cursor }) });
  };

/** @throws AppError 400 for a state that organizations never have, or a name that nothing sold has */
function filterOf({ query }: OperatorRequest): (row: OrganizationRowView) => boolean {
  const [state, sold] = [query.get('state'), query.get('sold')];
  if (state !== null && !organizationStates.some((each) => each === state))
    throw invalid([{ field: 'state', message: `must be one of ${organizationStates.join(', ')}` }]);
  if (sold !== null && !/^((plan|badge):[a-z0-9_-]{1,100}|other|none)$/.test(sold))
    throw invalid([{ field: 'sold', message: 'must be plan:ID, badge:ID, other or none' }]);
  return (row) =>
    (state === null || state === (row.suspended ? 'suspended' : row.state)) &&
    (sold === null || (sold === 'none' ? row.sold.length === 0 : row.sold.includes(sold)));
}

type Ids = { readonly ids: readonly string[]; readonly cursor?: string };

/** @throws AppError 400 for an order without an index */
async function idsOf(deps: AdminDeps, { query }: OperatorRequest, page: PageRequest): Promise<Ids> {
  const sort = query.get('sort') ?? 'created';
  const currency = query.get('currency') ?? deps.catalog.plans[0]?.prices[0]?.currency ?? 'usd';
  if (!/^[a-z]{3}$/.test(currency)) throw invalid([{ field: 'currency', message: 'must be a currency such as usd' }]);
  switch (sort) {
    case 'revenue':
      return deps.revenue.byMonthly({ ...page, currency });
    case 'name':
      return deps.organizationRows.byName(page);
    case 'seen':
      return deps.organizationRows.byLastSeen(page);
    case 'failing': {
      const { organizations, cursor } = await deps.revenue.failing(page);
      return { ids: organizations.map(({ accountId }) => accountId), ...(cursor === undefined ? {} : { cursor }) };
    }
    case 'created': {
      const { accounts, cursor } = await deps.accounts.list(page);
      return { ids: accounts.map(({ id }) => id), ...(cursor === undefined ? {} : { cursor }) };
    }
    default:
      throw invalid([{ field: 'sort', message: `must be one of ${organizationOrders.join(', ')}` }]);
  }
}

function view({ recurring, ...row }: OrganizationRow): OrganizationRowView {
  const { parts, failing } = recurring;
  return {
    ...row,
    monthly: monthlyOf(recurring).map((each) => ({ ...each })),
    sold: [...new Set(parts.map(({ sold }) => sold))],
    failingSince: failing.flatMap(({ since }) => since ?? []).toSorted()[0] ?? null,
    failing: failing.map(({ of, id, amount, accessUntil }) => ({ of, id, amount, accessUntil })),
  };
}
