import type { Account } from '../../shared/domain/accounts/account.ts';
import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { atTime } from '../../shared/domain/badges/checks.ts';
import { badgeView } from '../../shared/http/present-badge.ts';
import { appViews, keyView } from '../../shared/http/present-key.ts';
import { subscriptionView } from '../../shared/http/present-subscription.ts';
import { webhookView } from '../../shared/http/present-webhook.ts';
import type { ExportView } from '../../shared/http/views.ts';
import { vouching } from '../../shared/services/badges/organization.ts';
import { affiliationView } from '../../shared/services/badges/present-affiliate.ts';
import { paymentOf } from '../../shared/services/badges/status.ts';
import type { BillingDeps } from './deps.ts';

/** Everything stored of an account but its usage, trail and invoices. */
export async function exportedProfile(deps: BillingDeps, account: Account): Promise<ExportView['profile']> {
  const { id, email, organization, createdAt } = account;
  const [{ subscriptions }, { acceptances }, keys, apps, useCases, badges, webhooks, affiliations] = await Promise.all([
    deps.billing.read(id),
    deps.access.read(id),
    deps.apiKeys.listOf(id),
    deps.apps.listOf(id),
    deps.useCases.currentOf(id),
    deps.badges.listOf(id),
    deps.webhooks.listOf(id),
    deps.affiliates.ofEmail(email),
  ]);
  return {
    account: { id, email, organization, createdAt },
    subscriptions: subscriptions.map((each) => subscriptionView(deps.catalog, each, deps.now())),
    licences: acceptances.map(({ licenceId, ...acceptance }) => ({ licence: licenceId, ...acceptance })),
    keys: keys.map(keyView),
    apps: appViews(apps, useCases, deps),
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

/** The affiliates that the account vouches for, of each badge of its own. */
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
