import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { AppError, found } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import { domainProofView } from '../../shared/http/present-organization.ts';
import type { SignedInRequest, SignedInRoute } from '../../shared/http/route.ts';
import { checkDomain } from '../../shared/services/badges/domain-check.ts';
import type { DomainsDeps } from '../../shared/services/badges/domain-deps.ts';
import { proofOf } from '../../shared/services/badges/domain-proof.ts';

const checksPerHour = 30;

/** GET /v1/badges/{handle}/domain: the record that proves the domain of the profile's site, and what was found of it. */
export const readDomain =
  (deps: DomainsDeps): SignedInRoute =>
  async (request) => {
    knownParameters(request, []);
    const application = await ownOrganization(deps, request);
    const proof = await proofOf(deps, application);
    if (!proof) throw noDomain();
    return ok(domainProofView(application, proof, deps.catalog.settings.badgeReview));
  };

/** POST /v1/badges/{handle}/domain/check: looks for the record now. */
export const checkDomainNow =
  (deps: DomainsDeps): SignedInRoute =>
  async (request) => {
    const application = await ownOrganization(deps, request);
    const subject = application.accountId;
    const answer = await deps.throttles.pass({ scope: 'domain', subject, limitPerHour: checksPerHour }, deps.now());
    if (!answer.passed) {
      const { retryAfterSeconds } = answer;
      throw new AppError('rate_limited', 'This domain was checked too often. Wait: we also check it automatically.', {
        retryAfterSeconds,
      });
    }
    const proof = await checkDomain(deps, application);
    if (!proof) throw noDomain();
    return ok(domainProofView(application, proof, deps.catalog.settings.badgeReview));
  };

const noDomain = () =>
  new AppError('conflict', 'The website of this badge has no domain of its own to verify. Change the website first.');

async function ownOrganization(deps: DomainsDeps, { params, session }: SignedInRequest): Promise<BadgeApplication> {
  const application = await deps.badges.find(params.handle ?? '');
  const own = found(application?.accountId === session.accountId ? application : null, 'This badge');
  if (own.kind !== 'person') return own;
  throw new AppError('conflict', 'This badge belongs to a person. Only organizations and governments verify a domain.');
}
