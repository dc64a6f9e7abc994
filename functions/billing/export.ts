import type { Account } from '../../shared/domain/accounts/account.ts';
import { ok } from '../../shared/http/answer.ts';
import { found, knownParameters } from '../../shared/http/page.ts';
import { badgeView, keyView, subscriptionView } from '../../shared/http/present.ts';
import { signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { ExportView } from '../../shared/http/views.ts';
import { paymentOf } from '../badges/paid.ts';
import type { BillingDeps } from './deps.ts';
import { firstPosition, positionIn, rowsFrom, textOf } from './export-rows.ts';

/**
 * GET /v1/account/export?cursor: everything that is kept of the account, as a file. A page has at most 1,000 rows of usage,
 * trail and invoices, the first one the rest besides; following `cursor` to its end gives it all. Secrets are kept nowhere.
 */
export const exportAccount = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    knownParameters(request, ['cursor']);
    const from = request.query.get('cursor');
    const account = found(await deps.accounts.find(request.session.accountId), 'This account');
    const { rows, next } = await rowsFrom(deps, account, from === null ? firstPosition : positionIn(from));
    const page: ExportView = {
      exportedAt: deps.now().toISOString(),
      ...(from === null ? { profile: await profileOf(deps, account) } : {}),
      ...rows,
      ...(next ? { cursor: textOf(next) } : {}),
    };
    return ok(page, { 'content-disposition': 'attachment; filename="account-export.json"' });
  });

async function profileOf(deps: BillingDeps, account: Account): Promise<ExportView['profile']> {
  const { id, email, organization, createdAt } = account;
  const [{ subscriptions }, { acceptances }, keys, badges] = await Promise.all([
    deps.billing.read(id),
    deps.access.read(id),
    deps.apiKeys.listOf(id),
    deps.badges.listOf(id),
  ]);
  return {
    account: { id, email, organization, createdAt },
    subscriptions: subscriptions.map((each) => subscriptionView(deps.catalog, each)),
    licences: acceptances.map(({ licenceId, ...acceptance }) => ({ licence: licenceId, ...acceptance })),
    keys: keys.map(keyView),
    badges: await Promise.all(badges.map(async (each) => badgeView(each, (await paymentOf(deps, each)).paid))),
  };
}
