import * as z from 'zod';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { ownOrganization } from '../../shared/services/badges/organization.ts';
import { affiliateView, badgeFrom } from '../../shared/services/badges/present-affiliate.ts';
import { confirmable, confirmedBadge } from './confirmed-badge.ts';
import { type AffiliatesDeps, affiliationAudit } from './deps.ts';
import { affiliateOf } from './find-affiliation.ts';
import { affiliationChanged } from './refusals.ts';

/** The version of the profile that is confirmed. */
export const ConfirmationBody = z.strictObject({
  version: z.int({ error: 'must be the version of the profile that you reviewed' }),
});

/**
 * POST /v1/badges/{handle}/affiliates/{id}/confirm {version}: the organization confirms the changed profile of an affiliate.
 * A profile that has changed again since the version that was shown is not confirmed.
 */
export const confirmAffiliate =
  (deps: AffiliatesDeps): SignedInRoute =>
  async (request) => {
    const own = await ownOrganization(deps, request);
    const affiliation = await affiliateOf(deps, request, own);
    const { version } = bodyOf(request, ConfirmationBody);
    const found = affiliation.state === 'accepted' ? await badgeFrom(deps, affiliation) : null;
    const application = confirmable(found, version, deps.now());
    const line = affiliationAudit(deps, request, { action: 'affiliate.confirmed', affiliation: affiliation.id });
    const next = confirmedBadge(application, { at: line.at, actor: request.session.email });
    await expectBadgeChange(deps, application.accountId);
    if (!(await deps.badges.replace(application, next, line))) throw affiliationChanged();
    return ok(await affiliateView(deps, affiliation, own));
  };
