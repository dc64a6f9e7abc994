import * as z from 'zod';
import { type BadgeApplication, withProfile } from '../../shared/domain/badges/badge.ts';
import { isHandle } from '../../shared/domain/badges/handle.ts';
import { AppError } from '../../shared/errors.ts';
import { created, ok } from '../../shared/http/answer.ts';
import { bodyOf, invalid } from '../../shared/http/body.ts';
import { line, oneOf, webAddress } from '../../shared/http/fields.ts';
import { found } from '../../shared/http/page.ts';
import { badgeView } from '../../shared/http/present.ts';
import { type SignedInRequest, signedIn } from '../../shared/http/session.ts';
import type { Route } from '../../shared/http/stacks.ts';
import type { BadgesDeps } from './deps.ts';
import { paymentOf } from './paid.ts';

const handleError = 'must be 1 to 30 lower-case letters, digits and "_"';
const profile = { displayName: line(80), url: webAddress, picture: webAddress.nullable() };
const NewBadge = z.strictObject({
  ...profile,
  kind: oneOf(['person', 'organization']),
  handle: z.string({ error: handleError }).refine(isHandle, { error: handleError }),
  picture: profile.picture.default(null),
});
const ProfileChange = z.strictObject(profile).partial();

/** GET /v1/badges: this account's applications. */
export const listBadges = (deps: BadgesDeps): Route =>
  signedIn(deps, async ({ session }) => {
    const applications = await deps.badges.listOf(session.accountId);
    return ok({ data: await Promise.all(applications.map((each) => view(deps, each))) });
  });

/** POST /v1/badges: applies with a profile. Review begins once it is paid for; either may come first. */
export const applyForBadge = (deps: BadgesDeps): Route =>
  signedIn(deps, async (request) => {
    const { kind, ...input } = bodyOf(request, NewBadge);
    const badge = deps.catalog.badges.find((each) => each.kind === kind);
    if (!badge) throw invalid([{ field: 'kind', message: 'names a badge that is not sold here' }]);
    const application: BadgeApplication = {
      ...input,
      kind,
      badge: badge.id,
      accountId: request.session.accountId,
      email: request.session.email,
      state: 'in_review',
      reason: null,
      appliedAt: deps.now().toISOString(),
      decidedAt: null,
      firstApprovedAt: null,
      version: 1,
    };
    const { paid } = await paymentOf(deps, application);
    const outcome = await deps.badges.insert(application, audit(deps, request, 'badge.applied', application));
    if (outcome === 'handle_taken')
      throw new AppError('handle_taken', `The handle "${input.handle}" is taken. Choose another.`);
    if (outcome === 'badge_held')
      throw new AppError('conflict', 'You have applied for this badge already. Change its profile instead.');
    return created(badgeView(application, paid));
  });

/** PATCH /v1/badges/{handle}: another name or picture, or an answer to a refusal, is reviewed again. */
export const changeProfile = (deps: BadgesDeps): Route =>
  signedIn(deps, async (request) => {
    const change = bodyOf(request, ProfileChange);
    if (Object.keys(change).length === 0)
      throw invalid([{ field: 'body', message: 'must have displayName, url or picture' }]);
    const application = await deps.badges.find(request.params.handle ?? '');
    const own = found(application?.accountId === request.session.accountId ? application : null, 'This badge');
    if (own.state === 'revoked')
      throw new AppError('conflict', 'This badge was revoked; its profile can no longer be changed.');
    const { displayName, url, picture } = { ...own, ...change };
    const next = withProfile(own, { displayName, url, picture });
    if (!(await deps.badges.replace(next, audit(deps, request, 'badge.profile_changed', next)))) {
      throw new AppError('conflict', 'This badge was changed at the same time. Look at it again, then repeat.');
    }
    return ok(await view(deps, next));
  });

const view = async (deps: BadgesDeps, application: BadgeApplication) =>
  badgeView(application, (await paymentOf(deps, application)).paid);

const audit = (
  { newId, now }: BadgesDeps,
  { session }: SignedInRequest,
  action: string,
  { handle }: BadgeApplication,
) => ({
  id: newId(),
  accountId: session.accountId,
  at: now().toISOString(),
  action,
  actor: session.email,
  detail: { handle },
});
