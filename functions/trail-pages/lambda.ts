import { randomUUID } from 'node:crypto';
import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { operatorWordsOver } from '../../shared/storage/accounts/operator-words.ts';
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
  operators: catalog.operators,
  operatorWords: operatorWordsOver(table),
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  ...connectSessions(table),
  refusals: refusalsOver(table, randomUUID),
  timeline: timelineOver(table),
  trail: trailOver(table, { waiting: true, names: true }),
});
