import { httpFunction } from '../../shared/http/stacks.ts';
import { appealAgainstRefusal } from './appeal.ts';
import { applyForBadge, listBadges } from './application.ts';
import { changeProfile } from './change-profile.ts';
import { readCheckPage } from './check-page.ts';
import type { BadgesDeps } from './deps.ts';
import { readDirectory } from './directory.ts';
import { readOEmbed } from './oembed.ts';
import { readOwnPicture, readPublicPicture } from './picture.ts';
import { readPublicBadge } from './public-badge.ts';
import { badgesRoutes } from './routes.ts';

/** Applications for badges, and what the public sees of them. */
export const badges = (deps: BadgesDeps) =>
  httpFunction(deps, badgesRoutes, {
    'GET /v1/badges': listBadges(deps),
    'POST /v1/badges': applyForBadge(deps),
    'PATCH /v1/badges/{handle}': changeProfile(deps),
    'POST /v1/badges/{handle}/appeal': appealAgainstRefusal(deps),
    'GET /badges': readDirectory(deps),
    'GET /badges/check': readCheckPage(deps),
    'GET /v1/badges/{handle}/picture': readOwnPicture(deps),
    'GET /badges/{handle}/picture': readPublicPicture(deps),
    'GET /badges/{handle}': readPublicBadge(deps),
    'GET /oembed': readOEmbed(deps),
  });
