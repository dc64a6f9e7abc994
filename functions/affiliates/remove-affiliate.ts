import { type Affiliation, ended, seated } from '../../shared/domain/badges/affiliate.ts';
import { affiliateOccasion } from '../../shared/domain/mail/mails/affiliate-removed.ts';
import { AppError } from '../../shared/errors.ts';
import { noContent } from '../../shared/http/answer.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { type Organization, ownOrganization } from '../../shared/services/badges/organization.ts';
import { type AffiliatesDeps, affiliationAudit } from './deps.ts';
import { affiliateOf } from './find-affiliation.ts';
import { affiliationChanged } from './refusals.ts';

/** DELETE /v1/badges/{handle}/affiliates/{id}: takes an invitation or an affiliate's seat away; what has ended is forgotten. */
export const removeAffiliate =
  (deps: AffiliatesDeps): SignedInRoute =>
  async (request) => {
    const own = await ownOrganization(deps, request);
    const affiliation = await affiliateOf(deps, request, own);
    const line = affiliationAudit(deps, request, { action: 'affiliate.removed', affiliation: affiliation.id });
    const next = ended(affiliation, { how: 'removed', at: line.at });
    if (!next) {
      if (affiliation.decided)
        throw new AppError('conflict', 'This person’s badge was not approved, and that decision stays.');
      await tellRemoved(deps, own, affiliation);
      await deps.affiliates.forget(affiliation, line);
      return noContent();
    }
    if (affiliation.accountId !== null) {
      await expectBadgeChange(deps, affiliation.accountId);
      await expectBadgeChange(deps, affiliation.organization);
    }
    if (!(await deps.affiliates.put(next, seated(own.seats, next), line))) throw affiliationChanged();
    await tellRemoved(deps, own, next);
    return noContent();
  };

/** Mails an affiliate whose seat was taken away, once, also where the removal was asked for again because the first answer was lost. */
async function tellRemoved(deps: AffiliatesDeps, { application }: Organization, affiliation: Affiliation) {
  const { accountId, email: address, state } = affiliation;
  if (state !== 'removed' || accountId === null) return;
  const account = await deps.accounts.find(accountId);
  if (!account || account.email === '') return;
  const to = { email: address, language: account.language };
  const once = { id: deps.newId(), accountId, noticeId: affiliateOccasion(affiliation) };
  await deps.mail.send({ template: 'affiliate_removed', ...to, ...once, organization: application.displayName });
}
