import { showPicture } from './badge-picture.ts';
import { listApplications } from './badges.ts';
import { decideOnBadge } from './decide-on-badge.ts';
import type { AdminDeps } from './deps.ts';

/** The console's routes for badge applications. */
export const badgeRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/badges': listApplications(deps),
  'GET /v1/admin/badges/{handle}/picture': showPicture(deps),
  'POST /v1/admin/badges/{handle}/{decision}': decideOnBadge(deps),
});
