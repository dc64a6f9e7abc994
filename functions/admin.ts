import { asOperator } from '../shared/http/session.ts';
import { httpFunction } from '../shared/http/stacks.ts';
import { listAccounts } from './admin/accounts.ts';
import { decideOnBadge, listBadges } from './admin/badges.ts';
import type { AdminDeps } from './admin/deps.ts';
import { listDrift } from './admin/drift.ts';
import { listEvents, replayEvent, replayEvents } from './admin/events.ts';
import { listSuppressions, releaseAddress } from './admin/suppressions.ts';

/** The operator's console. */
export const admin = (deps: AdminDeps) =>
  httpFunction(deps, {
    'GET /v1/admin/accounts': asOperator(deps, listAccounts(deps)),
    'GET /v1/admin/drift': asOperator(deps, listDrift(deps)),
    'GET /v1/admin/events': asOperator(deps, listEvents(deps)),
    'POST /v1/admin/events/replay': asOperator(deps, replayEvents(deps)),
    'POST /v1/admin/events/{id}/replay': asOperator(deps, replayEvent(deps)),
    'GET /v1/admin/suppressions': asOperator(deps, listSuppressions(deps)),
    'DELETE /v1/admin/suppressions/{address}': asOperator(deps, releaseAddress(deps)),
    'GET /v1/admin/badges': asOperator(deps, listBadges(deps)),
    'POST /v1/admin/badges/{handle}/{decision}': asOperator(deps, decideOnBadge(deps)),
  });
