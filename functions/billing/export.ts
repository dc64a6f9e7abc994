import type { Account } from '../../shared/domain/accounts/account.ts';
import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { atTime } from '../../shared/domain/badges/checks.ts';
import { found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { keyView, subscriptionView } from '../../shared/http/present.ts';
import { badgeView } from '../../shared/http/present-badge.ts';
import { webhookView } from '../../shared/http/present-webhook.ts';
import { type Route, signedIn } from '../../shared/http/route.ts';
import type { ExportView } from '../../shared/http/views.ts';
import { vouching } from '../../shared/services/badges/organization.ts';
import { affiliationView } from '../../shared/services/badges/present-affiliate.ts';
import { paymentOf } from '../../shared/services/badges/status.ts';
import { budgets, chargeBudget } from '../../shared/services/budgets/budgets.ts';
import type { BillingDeps } from './deps.ts';
import { firstPosition, positionIn, rowsFrom, textOf } from './export-rows.ts';

/**
 * GET /v1/account/export?cursor: everything that is kept of the account, as a file. A page has about 1,000 rows of usage,
 * trail and invoices, the first one the rest besides; following `cursor` to its end gives it all. Secrets are kept nowhere.
 */
export const exportAccount = (deps: BillingDeps): Route =>
  signedIn(deps, async (request) => {
    knownParameters(request, ['cursor']);
    await chargeBudget(deps, request, { budget: budgets.export });
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
  const [{ subscriptions }, { acceptances }, keys, badges, webhooks, affiliations] = await Promise.all([
    deps.billing.read(id),
    deps.access.read(id),
    deps.apiKeys.listOf(id),
    deps.badges.listOf(id),
    deps.webhooks.listOf(id),
    deps.affiliates.ofEmail(email),
  ]);
  return {
    account: { id, email, organization, createdAt },
    subscriptions: subscriptions.map((each) => subscriptionView(deps.catalog, each, deps.now())),
    licences: acceptances.map(({ licenceId, ...acceptance }) => ({ licence: licenceId, ...acceptance })),
    keys: keys.map(keyView),
    badges: await Promise.all(
      badges.map(async (each) =>
        badgeView(atTime(each, deps.now()), await paymentOf(deps, each), deps.catalog.settings.badgeReview),
      ),
    ),
    webhooks: webhooks.map((each) => webhookView(each, deps.now())),
    affiliations: await Promise.all(
      affiliations.map(async (each) => affiliationView(deps, each, await vouching(deps, each))),
    ),
    affiliates: await affiliatesOf(deps, id, badges),
  };
}

/** Whom the account vouches for, by each badge that is its own. */
async function affiliatesOf({ affiliates }: BillingDeps, organization: string, badges: readonly BadgeApplication[]) {
  const own = badges.filter(({ parent, kind }) => parent === null && kind !== 'person');
  const lists = await Promise.all(own.map(({ badge }) => affiliates.listOf({ organization, badge })));
  return lists.flat().map(({ badge, email, state, invitedAt, acceptedAt, endedAt }) => ({
    badge,
    email,
    state,
    invitedAt,
    acceptedAt,
    endedAt,
  }));
}
