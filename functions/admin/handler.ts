import { operatorsWho as who } from '../../shared/domain/accounts/operator.ts';
import { asOperator } from '../../shared/http/route.ts';
import { httpFunction } from '../../shared/http/stacks.ts';
import { listAccounts } from './accounts.ts';
import { listAudit } from './audit.ts';
import { badgeRoutes } from './badge-routes.ts';
import type { AdminDeps } from './deps.ts';
import { listDrift } from './drift.ts';
import { releaseUnits } from './release-units.ts';
import { listStripeEvents, replayEvent, replayEvents } from './stripe-events.ts';
import { listSuppressions, releaseAddress } from './suppressions.ts';
import { restoreAccount, suspendAccount } from './suspension.ts';
import { listTogether } from './together.ts';

/** The operator's console. */
export const admin = (deps: AdminDeps) =>
  httpFunction(deps, {
    'GET /v1/admin/accounts': asOperator(deps, who.read, listAccounts(deps)),
    'GET /v1/admin/accounts/{id}/together': asOperator(deps, who.read, listTogether(deps)),
    'POST /v1/admin/accounts/{id}/suspend': asOperator(deps, who.decideOnAccounts, suspendAccount(deps)),
    'POST /v1/admin/accounts/{id}/restore': asOperator(deps, who.decideOnAccounts, restoreAccount(deps)),
    'POST /v1/admin/accounts/{id}/release-units': asOperator(deps, who.decideOnAccounts, releaseUnits(deps)),
    'GET /v1/admin/drift': asOperator(deps, who.read, listDrift(deps)),
    'GET /v1/admin/events': asOperator(deps, who.read, listStripeEvents(deps)),
    'POST /v1/admin/events/replay': asOperator(deps, who.decideOnAccounts, replayEvents(deps)),
    'POST /v1/admin/events/{id}/replay': asOperator(deps, who.decideOnAccounts, replayEvent(deps)),
    'GET /v1/admin/audit': asOperator(deps, who.read, listAudit(deps)),
    'GET /v1/admin/suppressions': asOperator(deps, who.read, listSuppressions(deps)),
    'POST /v1/admin/suppressions/release': asOperator(deps, who.decideOnAccounts, releaseAddress(deps)),
    ...badgeRoutes(deps),
  });
