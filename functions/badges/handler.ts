import { httpFunction } from '../../shared/http/stacks.ts';
import { appealAgainstRefusal } from './appeal.ts';
import { applyForBadge, listBadges } from './application.ts';
import { changeProfile } from './change-profile.ts';
import type { BadgesDeps } from './deps.ts';
import { readOwnPicture } from './picture.ts';
import { badgesRoutes } from './routes.ts';

/** Applications for badges, by their holders. */
export const badges = (deps: BadgesDeps) =>
  httpFunction(deps, badgesRoutes, {
    'GET /v1/badges': listBadges(deps),
    'POST /v1/badges': applyForBadge(deps),
    'PATCH /v1/badges/{handle}': changeProfile(deps),
    'POST /v1/badges/{handle}/appeal': appealAgainstRefusal(deps),
    'GET /v1/badges/{handle}/picture': readOwnPicture(deps),
  });
