import { connectTable } from '../shared/connect-table.ts';
import { affiliatesOver } from '../shared/storage/affiliates.ts';
import { apiKeysOver } from '../shared/storage/api-keys.ts';
import { badgeLooksOver } from '../shared/storage/badge-looks.ts';
import { badgesOver } from '../shared/storage/badges.ts';
import { checkoutsOver } from '../shared/storage/checkouts.ts';
import { domainProofsOver } from '../shared/storage/domain-proofs.ts';
import { passkeysOver } from '../shared/storage/passkeys.ts';
import { signInOver } from '../shared/storage/sign-in.ts';
import { webhooksOver } from '../shared/storage/webhooks.ts';
import { connectSync } from './connect-sync.ts';
import { leaving } from './leaving.ts';

const table = connectTable();
export const handler = leaving({
  ...(await connectSync('leaving', table)),
  sessions: signInOver(table),
  apiKeys: apiKeysOver(table),
  checkouts: checkoutsOver(table),
  badges: badgesOver(table),
  affiliates: affiliatesOver(table),
  domainProofs: domainProofsOver(table),
  badgeLooks: badgeLooksOver(table),
  passkeys: passkeysOver(table),
  webhooks: webhooksOver(table),
});
