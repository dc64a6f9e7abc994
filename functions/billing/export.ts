import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import type { ExportView } from '../../shared/http/views.ts';
import type { BillingDeps } from './deps.ts';
import { exportedProfile } from './export-profile.ts';
import { firstPosition, positionIn, rowsFrom, textOf } from './export-rows.ts';

/**
 * GET /v1/account/export?cursor: everything that is kept of the account, as a file. A page has about 1,000 rows of usage,
 * trail and invoices, the first one the rest besides; following `cursor` to its end gives it all. Secrets are kept nowhere.
 */
export const exportAccount =
  (deps: BillingDeps): SignedInRoute =>
  async (request) => {
    knownParameters(request, ['cursor']);
    const from = request.query.get('cursor');
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    const { rows, next } = await rowsFrom(deps, account, from === null ? firstPosition : positionIn(from));
    const page: ExportView = {
      exportedAt: deps.now().toISOString(),
      ...(from === null ? { profile: await exportedProfile(deps, account) } : {}),
      ...rows,
      ...(next ? { cursor: textOf(next) } : {}),
    };
    return ok(page, { 'content-disposition': 'attachment; filename="account-export.json"' });
  };
