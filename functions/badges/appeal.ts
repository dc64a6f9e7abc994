import * as z from 'zod';
import { appealed } from '../../shared/domain/badges/review.ts';
import { AppError } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { bodyOf } from '../../shared/http/body.ts';
import { text } from '../../shared/http/fields.ts';
import type { SignedInRoute } from '../../shared/http/route.ts';
import {
  badgeChanged,
  holderAudit,
  ownApplication,
  ownBadgeView,
  refusedForGood,
} from '../../shared/services/badges/applications.ts';
import { expectBadgeChange } from '../../shared/services/badges/expect-change.ts';
import type { BadgesDeps } from './deps.ts';

/** The body of an appeal. */
export const AppealBody = z.strictObject({ text: text('badgeAppeal') });

/** POST /v1/badges/{handle}/appeal {text}: a refusal is looked at once more, within the days that the operator gives; what comes of it is final. */
export const appealAgainstRefusal =
  (deps: BadgesDeps): SignedInRoute =>
  async (request) => {
    const { text: because } = bodyOf(request, AppealBody);
    const own = await ownApplication(deps, request);
    if (own.state !== 'refused')
      throw new AppError('conflict', 'Only an application that was not approved can be appealed.');
    const line = holderAudit(deps, request, { action: 'badge.appealed', handle: own.handle });
    const next = appealed(
      own,
      { text: because, at: line.at, actor: request.session.email },
      deps.catalog.settings.badgeReview,
    );
    if (!next) throw refusedForGood();
    await expectBadgeChange(deps, own.accountId);
    if (!(await deps.badges.replace(own, next, line))) throw badgeChanged();
    return ok(await ownBadgeView(deps, next));
  };
