import { connectHandleHash } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { logOf } from '../../shared/log.ts';
import { connectSync } from '../../shared/services/entitlements/wiring.ts';
import { affiliatesOver } from '../../shared/storage/affiliates.ts';
import { apiKeysOver } from '../../shared/storage/api-keys.ts';
import { badgeLooksOver } from '../../shared/storage/badge-looks.ts';
import { badgePicturesOver } from '../../shared/storage/badge-pictures.ts';
import { badgesOver } from '../../shared/storage/badges.ts';
import { checkoutsOver } from '../../shared/storage/checkouts.ts';
import { deliveriesOver } from '../../shared/storage/deliveries.ts';
import { domainProofsOver } from '../../shared/storage/domain-proofs.ts';
import { noticesOver } from '../../shared/storage/notices.ts';
import { passkeysOver } from '../../shared/storage/passkeys.ts';
import { signInOver } from '../../shared/storage/sign-in.ts';
import { suppressionsOver } from '../../shared/storage/suppressions.ts';
import { webhooksOver } from '../../shared/storage/webhooks.ts';
import { accountDeletion } from './handler.ts';

const table = connectTable();
const handleHash = await connectHandleHash(logOf('leaving'));
export const handler = accountDeletion({
  ...(await connectSync('leaving', table)),
  sessions: signInOver(table),
  apiKeys: apiKeysOver(table),
  checkouts: checkoutsOver(table),
  badges: badgesOver(table, handleHash),
  affiliates: affiliatesOver(table),
  domainProofs: domainProofsOver(table),
  badgeLooks: badgeLooksOver(table),
  passkeys: passkeysOver(table),
  webhooks: webhooksOver(table),
  deliveries: deliveriesOver(table),
  pictures: badgePicturesOver(table),
  notices: noticesOver(table),
  suppressions: suppressionsOver(table),
});
