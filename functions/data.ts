import { httpFunction } from '../shared/http/stacks.ts';
import { readBadgeStates } from './data/badge-states.ts';
import { readCounts } from './data/counts.ts';
import type { DataDeps, DataParts } from './data/deps.ts';
import { exportRecords } from './data/export.ts';
import { listDatasets, readCurrentUsage } from './data/free.ts';
import { readRecord, readRecords } from './data/records.ts';
import { firstReadNoter } from './note-first-read.ts';

/** Metered reads of the operator's datasets: the hot path. */
export function data(given: DataDeps) {
  const deps: DataParts = { ...given, noteFirstRead: firstReadNoter(given) };
  return httpFunction(deps, {
    'GET /data': listDatasets(deps),
    'GET /data/{dataset}': readRecords(deps),
    'POST /data/{dataset}/export': exportRecords(deps),
    'GET /data/{dataset}/counts': readCounts(deps),
    'GET /data/{dataset}/{id}': readRecord(deps),
    'GET /v1/badges/states': readBadgeStates(deps),
    'GET /v1/usage/current': readCurrentUsage(deps),
  });
}
