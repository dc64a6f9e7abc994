import { always } from '../shared/cached.ts';
import { parsePeppers } from '../shared/domain/keys/hash.ts';
import { knownCallers } from '../shared/services/metering/known-callers.ts';
import { accessStatesOver } from '../shared/storage/billing/access.ts';
import { changesOver } from '../shared/storage/billing/changes.ts';
import { apiKeysOver } from '../shared/storage/keys/api-keys.ts';
import type { Table } from '../shared/storage/table/table.ts';
import catalog from '../tollgate.config.ts';

/** The one pepper that a figure's keys are hashed with. */
export const peppers = parsePeppers(JSON.stringify({ 1: 'a pepper that only this bench can know' }));

/** The known callers of one instance over `table`; `nowMs` is its clock. */
export const callersOver = (table: Table, nowMs: () => number) =>
  knownCallers({
    catalog,
    apiKeys: apiKeysOver(table),
    access: accessStatesOver(table),
    changes: changesOver(table),
    peppers: always({ peppers, at: new Date(0) }),
    nowMs,
  });
