import { operatorsWho as who } from '../../shared/domain/accounts/operator.ts';
import { asOperator } from '../../shared/http/route.ts';
import { httpFunction } from '../../shared/http/stacks.ts';
import { accountRoutes } from './account-routes.ts';
import { listAudit } from './audit.ts';
import { badgeRoutes } from './badge-routes.ts';
import type { AdminDeps } from './deps.ts';
import { listDrift } from './drift.ts';
import { listStripeEvents, replayEvent, replayEvents } from './stripe-events.ts';
import { listSuppressions, releaseAddress } from './suppressions.ts';

/** The operator's console. */
export const admin = (deps: AdminDeps) =>
  httpFunction(deps, {
    ...accountRoutes(deps),
    'GET /v1/admin/drift': asOperator(deps, who.read, listDrift(deps)),
    'GET /v1/admin/events': asOperator(deps, who.read, listStripeEvents(deps)),
    'POST /v1/admin/events/replay': asOperator(deps, who.decideOnAccounts, replayEvents(deps)),
    'POST /v1/admin/events/{id}/replay': asOperator(deps, who.decideOnAccounts, replayEvent(deps)),
    'GET /v1/admin/audit': asOperator(deps, who.read, listAudit(deps)),
    'GET /v1/admin/suppressions': asOperator(deps, who.read, listSuppressions(deps)),
    'POST /v1/admin/suppressions/release': asOperator(deps, who.decideOnAccounts, releaseAddress(deps)),
    ...badgeRoutes(deps),
  });
