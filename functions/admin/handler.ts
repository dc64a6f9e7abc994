import { asOperator } from '../../shared/http/route.ts';
import { httpFunction } from '../../shared/http/stacks.ts';
import { listAccounts } from './accounts.ts';
import { badgeRoutes } from './badge-routes.ts';
import type { AdminDeps } from './deps.ts';
import { listDrift } from './drift.ts';
import { releaseUnits } from './release-units.ts';
import { listStripeEvents, replayEvent, replayEvents } from './stripe-events.ts';
import { listSuppressions, releaseAddress } from './suppressions.ts';
import { restoreAccount, suspendAccount } from './suspension.ts';

/** The operator's console. */
export const admin = (deps: AdminDeps) =>
  httpFunction(deps, {
    'GET /v1/admin/accounts': asOperator(deps, listAccounts(deps)),
    'POST /v1/admin/accounts/{id}/suspend': asOperator(deps, suspendAccount(deps)),
    'POST /v1/admin/accounts/{id}/restore': asOperator(deps, restoreAccount(deps)),
    'POST /v1/admin/accounts/{id}/release-units': asOperator(deps, releaseUnits(deps)),
    'GET /v1/admin/drift': asOperator(deps, listDrift(deps)),
    'GET /v1/admin/events': asOperator(deps, listStripeEvents(deps)),
    'POST /v1/admin/events/replay': asOperator(deps, replayEvents(deps)),
    'POST /v1/admin/events/{id}/replay': asOperator(deps, replayEvent(deps)),
    'GET /v1/admin/suppressions': asOperator(deps, listSuppressions(deps)),
    'POST /v1/admin/suppressions/release': asOperator(deps, releaseAddress(deps)),
    ...badgeRoutes(deps),
  });
