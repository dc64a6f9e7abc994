import { httpFunction } from '../shared/http/stacks.ts';
import { appealAgainstRefusal } from './badges/appeal.ts';
import { applyForBadge, listBadges } from './badges/application.ts';
import { changeProfile } from './badges/change-profile.ts';
import { readCheckPage } from './badges/check-page.ts';
import type { BadgesDeps } from './badges/deps.ts';
import { readDirectory } from './badges/directory.ts';
import { readOEmbed } from './badges/oembed.ts';
import { readOwnPicture, readPublicPicture } from './badges/picture.ts';
import { readPublicBadge } from './badges/public-badge.ts';

/** Applications for badges, and what the public sees of them. */
export const badges = (deps: BadgesDeps) =>
  httpFunction(deps, {
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
