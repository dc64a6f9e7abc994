import { showPicture } from './badge-picture.ts';
import { listApplications } from './badges.ts';
import { decideOnBadge } from './decide-on-badge.ts';
import type { AdminDeps } from './deps.ts';

/** The console's routes for badge applications. */
export const badgeRoutes = (deps: AdminDeps) => ({
  'GET /v1/admin/badges': listApplications(deps),
  'GET /v1/admin/badges/{handle}/picture': showPicture(deps),
  'POST /v1/admin/badges/{handle}/approve': decideOnBadge(deps, 'approve'),
  'POST /v1/admin/badges/{handle}/ask': decideOnBadge(deps, 'ask'),
  'POST /v1/admin/badges/{handle}/refuse': decideOnBadge(deps, 'refuse'),
  'POST /v1/admin/badges/{handle}/revoke': decideOnBadge(deps, 'revoke'),
});
