import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { type PageRequest, pageRequestOf } from '../../shared/http/page.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import type { OrganizationRowView } from '../../shared/http/views.ts';
import type { OrganizationRow } from '../../shared/storage/accounts/organization-rows.ts';
import { monthlyOf } from '../../shared/storage/billing/revenue-writes.ts';
import type { AdminDeps } from './deps.ts';

/** The orders that an index stands for. `created`: newest first; `revenue`: those that pay most first; `failing`: longest first. */
export const organizationOrders = ['created', 'revenue', 'failing'] as const;

/** GET /v1/admin/organizations?sort=&currency=: a page in two rounds of reads. `revenue` and `failing` list those that pay, or fail to. */
export const listOrganizationRows =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const page = pageRequestOf(request, ['sort', 'currency']);
    const { ids, cursor } = await idsOf(deps, request, page);
    const rows = await deps.organizationRows.of([...new Set(ids)]);
    return ok({ data: rows.map(view), ...(cursor === undefined ? {} : { cursor }) });
  };

type Ids = { readonly ids: readonly string[]; readonly cursor?: string };

/** @throws AppError 400 for an order without an index */
async function idsOf(deps: AdminDeps, { query }: OperatorRequest, page: PageRequest): Promise<Ids> {
  const sort = query.get('sort') ?? 'created';
  const currency = query.get('currency') ?? deps.catalog.plans[0]?.prices[0]?.currency ?? 'usd';
  if (!/^[a-z]{3}$/.test(currency)) throw invalid([{ field: 'currency', message: 'must be a currency such as usd' }]);
  switch (sort) {
    case 'revenue':
      return deps.revenue.byMonthly({ ...page, currency });
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
  };
}
