import { httpFunction } from '../../shared/http/stacks.ts';
import { firstReadNoter } from '../../shared/services/accounts/note-first-read.ts';
import type { VerifyDeps } from './deps.ts';
import { verifyRoutes } from './routes.ts';
import { verifyCall } from './verify-call.ts';

/** Verifies calls of APIs that are hosted anywhere: hot path. */
export function verify(deps: VerifyDeps) {
  const parts = { ...deps, noteFirstRead: firstReadNoter(deps) };
  return httpFunction(deps, verifyRoutes, { 'POST /v1/verify': verifyCall(parts) });
}
