import { httpFunction } from '../shared/http/stacks.ts';
import type { VerifyDeps } from './verify/deps.ts';
import { verifyCall } from './verify/verify-call.ts';

/** Verifies calls of APIs that are hosted anywhere: hot path. */
export const verify = (deps: VerifyDeps) => httpFunction(deps, { 'POST /v1/verify': verifyCall(deps) });
