import { connectHandleHash } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { logOf } from '../../shared/log.ts';
import { connectSync } from '../../shared/services/entitlements/wiring.ts';
import { mailLogOver } from '../../shared/storage/accounts/mail-log.ts';
import { memberInvitationsOver } from '../../shared/storage/accounts/member-invitations.ts';
import { membersOver } from '../../shared/storage/accounts/members.ts';
import { noticesOver } from '../../shared/storage/accounts/notices.ts';
import { passkeysOver } from '../../shared/storage/accounts/passkeys.ts';
import { peopleOver } from '../../shared/storage/accounts/people.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import { signInOver } from '../../shared/storage/accounts/sign-in.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { appsOver } from '../../shared/storage/apps/apps.ts';
import { useCasesOver } from '../../shared/storage/apps/use-cases.ts';
import { affiliatesOver } from '../../shared/storage/badges/affiliates.ts';
import { badgeLooksOver } from '../../shared/storage/badges/badge-looks.ts';
import { badgePicturesOver } from '../../shared/storage/badges/badge-pictures.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { domainProofsOver } from '../../shared/storage/badges/domain-proofs.ts';
import { checkoutsOver } from '../../shared/storage/billing/checkouts.ts';
import { heldKeysOver } from '../../shared/storage/evidence/held-keys.ts';
import { holdsOver } from '../../shared/storage/evidence/holds.ts';
import { signerKeysOver } from '../../shared/storage/evidence/signer-keys.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { oldTrailOver } from '../../shared/storage/trail/old-trail.ts';
import { trailNamesOver } from '../../shared/storage/trail/trail-names.ts';
import { deliveriesOver } from '../../shared/storage/webhooks/deliveries.ts';
import { webhooksOver } from '../../shared/storage/webhooks/webhooks.ts';
import { leavingAuthority } from './authority.ts';
import { accountDeletion } from './handler.ts';

const table = connectTable({ work: leavingAuthority });
const handleHash = await connectHandleHash(logOf('leaving'));
/** Lambda entry point of the account deletion. */
export const handler = accountDeletion({
  ...(await connectSync('leaving', table)),
  people: peopleOver(table),
  members: membersOver(table),
  memberInvitations: memberInvitationsOver(table),
  sessions: signInOver(table),
  apiKeys: apiKeysOver(table),
  apps: appsOver(table),
  useCases: useCasesOver(table),
  signerKeys: signerKeysOver(table),
  checkouts: checkoutsOver(table),
  badges: badgesOver(table, handleHash),
  affiliates: affiliatesOver(table),
  domainProofs: domainProofsOver(table),
  badgeLooks: badgeLooksOver(table),
  passkeys: passkeysOver(table),
  webhooks: webhooksOver(table),
  deliveries: deliveriesOver(table),
  pictures: badgePicturesOver(table),
  mailLog: mailLogOver(table),
  notices: noticesOver(table),
  sightings: sightingsOver(table),
  suppressions: suppressionsOver(table),
  trailNames: trailNamesOver(table),
  heldKeys: heldKeysOver(table),
  holds: holdsOver(table),
  oldTrail: oldTrailOver(table),
});
