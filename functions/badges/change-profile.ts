import type { BadgeApplication } from '../../shared/domain/badges/badge.ts';
import { isFinal, withProfile } from '../../shared/domain/badges/review.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import {
  badgeChanged,
  handleTaken,
  holderAudit,
  ownApplication,
  ownBadgeView,
  refusedForGood,
} from '../../shared/services/badges/applications.ts';
import { refuseLookAlike, withAutomaticChecks } from '../../shared/services/badges/automatic-checks.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import { currentPicture, takePicture } from '../../shared/services/badges/take-picture.ts';
import type { AuditEntry } from '../../shared/storage/accounts/audit.ts';
import type { BadgesDeps } from './deps.ts';
import { profileChangeIn } from './profile-change.ts';

/**
 * PATCH /v1/badges/{handle} {handle?, displayName?, url?, picture?, answer?}: changes a profile.
 * A changed handle, name, picture or domain is reviewed again, and so is an answer to a refusal or a request.
 * A changed handle moves the badge; nobody else gets the old handle for 30 days if the badge was shown under it.
 */
export const changeProfile =
  (deps: BadgesDeps): SignedInRoute =>
  async (request) => {
    const { answer, change } = profileChangeIn(request);
    const own = await ownApplication(deps, request);
    refuseUnchangeable(deps, own, answer);
    const { handle, displayName, url } = { ...own, ...change };
    if (handle !== own.handle) await refuseLookAlike(deps, handle, own.handle);
    const { facts, ...picture } = await pictureOf(deps, own, change.picture);
    const line = holderAudit(deps, request, { action: 'badge.profile_changed', handle });
    const profile = { handle, displayName, url, ...picture };
    const changed = withProfile(own, { profile, answer, at: line.at, actor: request.session.email });
    const next = await withAutomaticChecks(deps, changed, facts);
    await expectBadgeChange(deps, own.accountId);
    await put(deps, own, next, line);
    return ok(await ownBadgeView(deps, next));
  };

function refuseUnchangeable({ catalog, now }: BadgesDeps, own: BadgeApplication, answer: string | null): void {
  if (own.state === 'revoked')
    throw new AppError('conflict', 'This badge was revoked, so its profile can’t be changed.');
  if (isFinal(own, catalog.settings.badgeReview, now().toISOString())) throw refusedForGood();
  if (answer !== null && own.state === 'approved')
    throw new AppError('conflict', 'This badge is approved. There is no question to answer.');
}

/** The picture that was given, or the one that is kept where nothing was said of it. */
async function pictureOf(deps: BadgesDeps, own: BadgeApplication, given: string | null | undefined) {
  if (given !== undefined) return takePicture(deps, own, given);
  const { picture, pictureSha256 } = own;
  return { picture, pictureSha256, facts: await currentPicture(deps, own) };
}

async function put(
  { badges }: BadgesDeps,
  before: BadgeApplication,
  after: BadgeApplication,
  line: AuditEntry,
): Promise<void> {
  if (before.handle === after.handle) {
    if (!(await badges.replace(before, after, line))) throw badgeChanged();
    return;
  }
  const outcome = await badges.move(before, after, line);
  if (outcome === 'handle_taken') throw handleTaken(after.handle);
  if (outcome === 'changed') throw badgeChanged();
}
