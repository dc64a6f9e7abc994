import { operatorsWho as who } from '../../shared/domain/accounts/operator.ts';
import { asOperator, type Route } from '../../shared/http/route.ts';
import { showPicture } from './badge-picture.ts';
import { listApplications } from './badges.ts';
import { decideOnBadge } from './decide-on-badge.ts';
import type { AdminDeps } from './deps.ts';

/** The console's routes for badge applications. */
export const badgeRoutes = (deps: AdminDeps): Readonly<Record<string, Route>> => ({
  'GET /v1/admin/badges': asOperator(deps, who.read, listApplications(deps)),
  'GET /v1/admin/badges/{handle}/picture': asOperator(deps, who.read, showPicture(deps)),
  'POST /v1/admin/badges/{handle}/{decision}': asOperator(deps, who.decideOnBadges, decideOnBadge(deps)),
});
