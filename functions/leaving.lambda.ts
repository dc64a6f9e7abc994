import { connectTable } from '../shared/connect-table.ts';
import { apiKeysOver } from '../shared/storage/api-keys.ts';
import { auditOver } from '../shared/storage/audit.ts';
import { badgesOver } from '../shared/storage/badges.ts';
import { checkoutsOver } from '../shared/storage/checkouts.ts';
import { passkeysOver } from '../shared/storage/passkeys.ts';
import { signInOver } from '../shared/storage/sign-in.ts';
import { connectSync } from './connect-sync.ts';
import { leaving } from './leaving.ts';

const table = connectTable();
export const handler = leaving({
  ...(await connectSync('leaving', table)),
  sessions: signInOver(table),
  apiKeys: apiKeysOver(table),
  checkouts: checkoutsOver(table),
  badges: badgesOver(table),
  passkeys: passkeysOver(table),
  audit: auditOver(table),
});
