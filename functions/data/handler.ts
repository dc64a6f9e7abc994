import { httpFunction } from '../../shared/http/stacks.ts';
import { firstReadNoter } from '../../shared/services/accounts/note-first-read.ts';
import { readBadgeStates } from './badge-states.ts';
import { readCounts } from './counts.ts';
import type { DataDeps, DataParts } from './deps.ts';
import { exportRecords } from './export.ts';
import { listDatasets, readCurrentUsage, readRefusals } from './free.ts';
import { readRecord, readRecords } from './records.ts';
import { dataRoutes } from './routes.ts';

/** Metered reads of the operator's datasets: the hot path. */
export function data(given: DataDeps) {
  const deps: DataParts = { ...given, noteFirstRead: firstReadNoter(given) };
  return httpFunction(deps, dataRoutes, {
    'GET /data': listDatasets(deps),
    'GET /data/{dataset}': readRecords(deps),
    'POST /data/{dataset}/export': exportRecords(deps),
    'GET /data/{dataset}/counts': readCounts(deps),
    'GET /data/{dataset}/{id}': readRecord(deps),
    'GET /v1/badges/states': readBadgeStates(deps),
    'GET /v1/usage/current': readCurrentUsage(deps),
    'GET /v1/usage/refusals': readRefusals(deps),
  });
}
