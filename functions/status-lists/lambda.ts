import { setTimeout as sleep } from 'node:timers/promises';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { countOver } from '../../shared/metrics.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { statusListsOver } from '../../shared/storage/badges/status-lists.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import catalog from '../../tollgate.config.ts';
import { statusLists } from './handler.ts';

const { STAGE } = readEnv(['STAGE']);
const table = connectTable();
const now = () => new Date();

/** Lambda entry point of the status lists. */
export const handler = statusLists({
  catalog,
  access: accessStatesOver(table),
  badges: badgesOver(table),
  statusLists: statusListsOver(table),
  count: countOver(STAGE, now),
  /** The local clock may be moved: minutes of the real one say nothing of it. */
  sleep: async (ms) => STAGE !== 'local' && (await sleep(ms)),
  log: logOf('status-lists'),
  now,
});
