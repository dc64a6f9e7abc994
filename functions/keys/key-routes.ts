import { changeKey, revokeKey } from './change-key.ts';
import { createKey, listKeys } from './create-key.ts';
import type { KeysDeps } from './deps.ts';
import { rotateKey } from './rotate-key.ts';
import { showKey } from './show-key.ts';

/** The routes of API keys. */
export const keyRoutes = (deps: KeysDeps) => ({
  'GET /v1/keys': listKeys(deps),
  'POST /v1/keys': createKey(deps),
  'GET /v1/keys/{id}': showKey(deps),
  'PATCH /v1/keys/{id}': changeKey(deps),
  'DELETE /v1/keys/{id}': revokeKey(deps),
  'POST /v1/keys/{id}/rotate': rotateKey(deps),
});
