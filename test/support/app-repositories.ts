import { handleHashWith } from '../../shared/domain/badges/retired-handle.ts';
import { connectLiveUsage } from '../../shared/services/usage/wiring.ts';
import { accessStatesOver } from '../../shared/storage/access.ts';
import { accountsOver } from '../../shared/storage/accounts.ts';
import { affiliatesOver } from '../../shared/storage/affiliates.ts';
import { apiKeysOver } from '../../shared/storage/api-keys.ts';
import { auditOver } from '../../shared/storage/audit.ts';
import { autoTopUpsOver } from '../../shared/storage/auto-top-ups.ts';
import { badgeDirectoryOver } from '../../shared/storage/badge-directory.ts';
import { badgeLooksOver } from '../../shared/storage/badge-looks.ts';
import { badgeNamesOver } from '../../shared/storage/badge-names.ts';
import { badgePicturesOver } from '../../shared/storage/badge-pictures.ts';
import { badgeReadsOver } from '../../shared/storage/badge-reads.ts';
import { badgeSettlementsOver } from '../../shared/storage/badge-settlements.ts';
import { badgesOver } from '../../shared/storage/badges.ts';
import { batchesOver } from '../../shared/storage/batches.ts';
import { billingOver } from '../../shared/storage/billing.ts';
import { changesOver } from '../../shared/storage/changes.ts';
import { checkoutsOver } from '../../shared/storage/checkouts.ts';
import { counterUpkeepOver } from '../../shared/storage/counter-upkeep.ts';
import { countersOver } from '../../shared/storage/counters.ts';
import { deliveriesOver } from '../../shared/storage/deliveries.ts';
import { domainProofsOver } from '../../shared/storage/domain-proofs.ts';
import { driftOver } from '../../shared/storage/drift.ts';
import { eventsOver } from '../../shared/storage/events.ts';
import { exportClaimsOver } from '../../shared/storage/export-claims.ts';
import { firstReadsOver } from '../../shared/storage/first-reads.ts';
import { licenceRegistryOver } from '../../shared/storage/licence-registry.ts';
import { noticesOver } from '../../shared/storage/notices.ts';
import { operatorInvitationsOver } from '../../shared/storage/operator-invitations.ts';
import { overagesOver } from '../../shared/storage/overage.ts';
import { passkeysOver } from '../../shared/storage/passkeys.ts';
import { planChangesOver } from '../../shared/storage/plan-changes.ts';
import { repeatsOver } from '../../shared/storage/repeats.ts';
import { segmentsOver } from '../../shared/storage/segments.ts';
import { signInOver } from '../../shared/storage/sign-in.ts';
import { spendCapsOver } from '../../shared/storage/spend-caps.ts';
import { statusListsOver } from '../../shared/storage/status-lists.ts';
import { suppressionsOver } from '../../shared/storage/suppressions.ts';
import type { Table } from '../../shared/storage/table.ts';
import { throttlesOver } from '../../shared/storage/throttles.ts';
import { trialsOver } from '../../shared/storage/trials.ts';
import { usageOver } from '../../shared/storage/usage.ts';
import { usageDaysOver } from '../../shared/storage/usage-days.ts';
import { waitingEventsOver } from '../../shared/storage/waiting-events.ts';
import { webhookStatesOver } from '../../shared/storage/webhook-states.ts';
import { webhooksOver } from '../../shared/storage/webhooks.ts';

const handleHash = handleHashWith(async () => 'what hides the handles of deleted holders');

/** Every repository over one table. */
export const repositoriesOver = (table: Table) => ({
  liveUsage: connectLiveUsage(table),
  firstReads: firstReadsOver(table),
  sessions: signInOver(table),
  accounts: accountsOver(table),
  passkeys: passkeysOver(table),
  operatorInvitations: operatorInvitationsOver(table),
  planChanges: planChangesOver(table),
  throttles: throttlesOver(table),
  billing: billingOver(table),
  access: accessStatesOver(table),
  audit: auditOver(table),
  apiKeys: apiKeysOver(table),
  usage: usageOver(table),
  usageDays: usageDaysOver(table),
  segments: segmentsOver(table),
  batches: batchesOver(table),
  repeats: repeatsOver(table),
  counters: countersOver(table),
  overages: overagesOver(table),
  events: eventsOver(table),
  waitingEvents: waitingEventsOver(table),
  counterUpkeep: counterUpkeepOver(table),
  drift: driftOver(table),
  badges: badgesOver(table, handleHash),
  affiliates: affiliatesOver(table, handleHash),
  badgeSettlements: badgeSettlementsOver(table),
  badgeNames: badgeNamesOver(table),
  pictures: badgePicturesOver(table),
  badgeReads: badgeReadsOver(table),
  exportClaims: exportClaimsOver(table),
  badgeDirectory: badgeDirectoryOver(table),
  domainProofs: domainProofsOver(table),
  changes: changesOver(table),
  spendCaps: spendCapsOver(table),
  checkouts: checkoutsOver(table),
  autoTopUps: autoTopUpsOver(table),
  trials: trialsOver(table),
  notices: noticesOver(table),
  suppressions: suppressionsOver(table),
  webhooks: webhooksOver(table),
  webhookStates: webhookStatesOver(table),
  deliveries: deliveriesOver(table),
  badgeLooks: badgeLooksOver(table),
  statusLists: statusListsOver(table),
  registry: licenceRegistryOver(table),
});
