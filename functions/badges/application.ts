import { type BadgeApplication, undecided } from '../../shared/domain/badges/badge.ts';
import { badgeFor } from '../../shared/domain/catalog/look-up.ts';
import { AppError, invalid } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import { handleTaken, holderAudit, ownBadgeView } from '../../shared/services/badges/applications.ts';
import { refuseLookAlike, withAutomaticChecks } from '../../shared/services/badges/automatic-checks.ts';
import { takePicture } from '../../shared/services/badges/take-picture.ts';
import type { BadgesDeps } from './deps.ts';
import { newBadgeIn } from './new-badge.ts';

/** GET /v1/badges: this account's applications. */
export const listBadges =
  (deps: BadgesDeps): SignedInRoute =>
  async ({ session }) => {
    const applications = await deps.badges.listOf(session.accountId);
    return ok({ data: await Promise.all(applications.map((each) => ownBadgeView(deps, each))) });
  };

/** POST /v1/badges: applies with a profile. Review begins once it is paid for; either may come first. */
export const applyForBadge =
  (deps: BadgesDeps): SignedInRoute =>
  async (request) => {
    const { kind, ...input } = newBadgeIn(request);
    const badge = badgeFor(deps.catalog, kind);
    if (!badge) throw invalid([{ field: 'kind', message: 'names a badge that is not sold here' }]);
    const { accountId, email } = request.session;
    await refuseLookAlike(deps, input.handle);
    const { facts, ...picture } = await takePicture(deps, { accountId, badge: badge.id }, input.picture);
    const applied: BadgeApplication = {
      ...undecided,
      ...input,
      ...picture,
      kind,
      badge: badge.id,
      accountId,
      email,
      state: 'in_review',
      reason: null,
      appliedAt: deps.now().toISOString(),
      decidedAt: null,
      firstApprovedAt: null,
      version: 1,
    };
    const application = await withAutomaticChecks(deps, applied, facts);
    const line = holderAudit(deps, request, { action: 'badge.applied', handle: input.handle });
    const outcome = await deps.badges.insert(application, line);
    if (outcome === 'handle_taken') throw handleTaken(input.handle);
    if (outcome === 'badge_held')
      throw new AppError('conflict', 'You have already applied for this badge. Change its profile instead.');
    return created(await ownBadgeView(deps, application));
  };
