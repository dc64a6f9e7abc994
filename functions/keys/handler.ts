import { httpFunction } from '../../shared/http/stacks.ts';
import { changeKey, revokeKey } from './change-key.ts';
import { createKey, listKeys } from './create-key.ts';
import type { KeysDeps } from './deps.ts';
import { acceptLicence, listLicences, readLicenceText } from './licences.ts';
import { rotateKey } from './rotate-key.ts';
import { keysRoutes } from './routes.ts';
import { listUsageEvents, readUsage } from './usage.ts';

/** Keys, the licences that stand before them, and what they were used for. */
export const keys = (deps: KeysDeps) =>
  httpFunction(deps, keysRoutes, {
    'GET /v1/licences': listLicences(deps),
    'POST /v1/licences': acceptLicence(deps),
    'GET /licences/{id}/{version}': readLicenceText(deps),
    'GET /v1/keys': listKeys(deps),
    'POST /v1/keys': createKey(deps),
    'PATCH /v1/keys/{id}': changeKey(deps),
    'DELETE /v1/keys/{id}': revokeKey(deps),
    'POST /v1/keys/{id}/rotate': rotateKey(deps),
    'GET /v1/usage': readUsage(deps),
    'GET /v1/events': listUsageEvents(deps),
  });
