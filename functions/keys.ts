import { httpFunction } from '../shared/http/stacks.ts';
import { changeKey, revokeKey } from './keys/change-key.ts';
import { createKey, listKeys } from './keys/create-key.ts';
import type { KeysDeps } from './keys/deps.ts';
import { acceptLicence, listLicences, readLicenceText } from './keys/licences.ts';
import { rotateKey } from './keys/rotate-key.ts';
import { listEvents, readUsage } from './keys/usage.ts';

/** Keys, the licences that stand before them, and what they were used for. */
export const keys = (deps: KeysDeps) =>
  httpFunction(deps, {
    'GET /v1/licences': listLicences(deps),
    'POST /v1/licences': acceptLicence(deps),
    'GET /licences/{id}/{version}': readLicenceText(deps),
    'GET /v1/keys': listKeys(deps),
    'POST /v1/keys': createKey(deps),
    'PATCH /v1/keys/{id}': changeKey(deps),
    'DELETE /v1/keys/{id}': revokeKey(deps),
    'POST /v1/keys/{id}/rotate': rotateKey(deps),
    'GET /v1/usage': readUsage(deps),
    'GET /v1/events': listEvents(deps),
  });
