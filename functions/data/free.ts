import { ok } from '../../shared/http/answer.ts';
import { usageView } from '../../shared/http/present.ts';
import { catalogView } from '../../shared/http/present-catalog.ts';
import type { Route } from '../../shared/http/stacks.ts';
import { callerOf } from './caller.ts';
import type { DataDeps } from './deps.ts';

const free = { 'tollgate-cost': '0' };

/** GET /data: the datasets and their fields; costs nothing. */
export const listDatasets =
  (deps: DataDeps): Route =>
  async (request) => {
    await callerOf(deps, request);
    return ok({ data: catalogView(deps.catalog).datasets }, free);
  };

/** GET /v1/usage/current: what is used and left of the present period; costs nothing. */
export const readCurrentUsage =
  (deps: DataDeps): Route =>
  async (request) => {
    const { key, entitlement } = await callerOf(deps, request);
    const { period } = entitlement;
    const counters = period ? await deps.usage.counters(key.accountId, period.start) : { used: 0 };
    return ok(usageView(entitlement, counters, []), free);
  };
