import { httpBasics } from '../shared/connect.ts';
import { connectTable } from '../shared/connect-table.ts';
import { readEnv } from '../shared/env.ts';
import { apiKeysOver } from '../shared/storage/api-keys.ts';
import { auditOver } from '../shared/storage/audit.ts';
import { badgesOver } from '../shared/storage/badges.ts';
import { checkoutsOver } from '../shared/storage/checkouts.ts';
import { planChangesOver } from '../shared/storage/plan-changes.ts';
import { signInOver } from '../shared/storage/sign-in.ts';
import { throttlesOver } from '../shared/storage/throttles.ts';
import { usageOver } from '../shared/storage/usage.ts';
import { billing } from './billing.ts';
import { connectSync } from './connect-sync.ts';

const table = connectTable();
const { OPERATOR_SIGN_IN } = readEnv(['OPERATOR_SIGN_IN']);
const sync = await connectSync('billing', table);
export const handler = billing({
  ...sync,
  ...httpBasics('billing'),
  operators: sync.catalog.operators,
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  sessions: signInOver(table),
  checkouts: checkoutsOver(table),
  planChanges: planChangesOver(table),
  throttles: throttlesOver(table),
  audit: auditOver(table),
  apiKeys: apiKeysOver(table),
  badges: badgesOver(table),
  usage: usageOver(table),
});
