import { httpFunction } from '../shared/http/stacks.ts';
import { applyForBadge, changeProfile, listBadges } from './badges/application.ts';
import type { BadgesDeps } from './badges/deps.ts';
import { readPublicBadge } from './badges/public-badge.ts';

/** Applications for badges, and what the public sees of them. */
export const badges = (deps: BadgesDeps) =>
  httpFunction(deps, {
    'GET /v1/badges': listBadges(deps),
    'POST /v1/badges': applyForBadge(deps),
    'PATCH /v1/badges/{handle}': changeProfile(deps),
    'GET /badges/{handle}': readPublicBadge(deps),
  });
