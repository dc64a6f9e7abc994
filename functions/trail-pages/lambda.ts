import { randomUUID } from 'node:crypto';
import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { refusalsOver } from '../../shared/storage/evidence/refusals.ts';
import { timelineOver } from '../../shared/storage/timeline/timeline.ts';
import { trailOver } from '../../shared/storage/trail/trail.ts';
import catalog from '../../tollgate.config.ts';
import { trailPages } from './handler.ts';

const { OPERATOR_SIGN_IN } = readEnv(['OPERATOR_SIGN_IN']);
const table = connectTable();
/** Lambda entry point of the trail's pages. */
export const handler = trailPages({
  ...httpBasics('trail-pages'),
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  ...connectSessions(table, catalog.operators),
  refusals: refusalsOver(table, randomUUID),
  timeline: timelineOver(table),
  trail: trailOver(table, { waiting: true, names: true }),
});
