import { httpFunction } from '../../shared/http/stacks.ts';
import { readCheckPage } from './check-page.ts';
import type { BadgePagesDeps } from './deps.ts';
import { readDirectory } from './directory.ts';
import { readOEmbed } from './oembed.ts';
import { readPublicPicture } from './picture.ts';
import { readPublicBadge } from './public-badge.ts';
import { badgePagesRoutes } from './routes.ts';

/** Pages of badges for everybody. The function knows no session and no secret, and changes nothing (decision 0088). */
export const badgePages = (deps: BadgePagesDeps) =>
  httpFunction(deps, badgePagesRoutes, {
    'GET /badges': readDirectory(deps),
    'GET /badges/check': readCheckPage(deps),
    'GET /badges/{handle}': readPublicBadge(deps),
    'GET /badges/{handle}/picture': readPublicPicture(deps),
    'GET /oembed': readOEmbed(deps),
  });
