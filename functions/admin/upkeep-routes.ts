import type { AdminDeps } from './deps.ts';
import { listDrift } from './drift.ts';
import { holdEvidence, releaseEvidence } from './holds.ts';
import { revokeKeyOf } from './revoke-key.ts';
import { sendMailAgain } from './send-mail-again.ts';
import { listSuppressions, releaseAddress } from './suppressions.ts';

/** The console's routes for legal holds, keys, corrections and blocked addresses. */
export const upkeepRoutes = (deps: AdminDeps) => ({
  'POST /v1/admin/accounts/{id}/hold': holdEvidence(deps),
  'POST /v1/admin/accounts/{id}/release': releaseEvidence(deps),
  'POST /v1/admin/accounts/{id}/keys/{key}/revoke': revokeKeyOf(deps),
  'POST /v1/admin/accounts/{id}/mails/{message}/send': sendMailAgain(deps),
  'GET /v1/admin/drift': listDrift(deps),
  'GET /v1/admin/suppressions': listSuppressions(deps),
  'POST /v1/admin/suppressions/release': releaseAddress(deps),
});
