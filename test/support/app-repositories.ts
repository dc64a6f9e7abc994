import { randomUUID } from 'node:crypto';
import { handleHashWith } from '../../shared/domain/badges/retired-handle.ts';
import { connectLiveUsage } from '../../shared/services/usage/wiring.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { auditOver } from '../../shared/storage/accounts/audit.ts';
import { buyerViewsOver } from '../../shared/storage/accounts/buyer-views.ts';
import { mailLogOver } from '../../shared/storage/accounts/mail-log.ts';
import { memberInvitationsOver } from '../../shared/storage/accounts/member-invitations.ts';
import { membersOver } from '../../shared/storage/accounts/members.ts';
import { noticesOver } from '../../shared/storage/accounts/notices.ts';
import { operatorInvitationsOver } from '../../shared/storage/accounts/operator-invitations.ts';
import { operatorWordsOver } from '../../shared/storage/accounts/operator-words.ts';
import { organizationRowsOver } from '../../shared/storage/accounts/organization-rows.ts';
import { passkeysOver } from '../../shared/storage/accounts/passkeys.ts';
import { peopleOver } from '../../shared/storage/accounts/people.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import { signInOver } from '../../shared/storage/accounts/sign-in.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { throttlesOver } from '../../shared/storage/accounts/throttles.ts';
import { appsOver } from '../../shared/storage/apps/apps.ts';
import { useCasesOver } from '../../shared/storage/apps/use-cases.ts';
import { affiliatesOver } from '../../shared/storage/badges/affiliates.ts';
import { badgeDirectoryOver } from '../../shared/storage/badges/badge-directory.ts';
import { badgeLooksOver } from '../../shared/storage/badges/badge-looks.ts';
import { badgeNamesOver } from '../../shared/storage/badges/badge-names.ts';
import { badgePicturesOver } from '../../shared/storage/badges/badge-pictures.ts';
import { badgeReadsOver } from '../../shared/storage/badges/badge-reads.ts';
import { badgeSettlementsOver } from '../../shared/storage/badges/badge-settlements.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { domainProofsOver } from '../../shared/storage/badges/domain-proofs.ts';
import { statusListsOver } from '../../shared/storage/badges/status-lists.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { autoTopUpsOver } from '../../shared/storage/billing/auto-top-ups.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { changesOver } from '../../shared/storage/billing/changes.ts';
import { checkoutsOver } from '../../shared/storage/billing/checkouts.ts';
import { driftOver } from '../../shared/storage/billing/drift.ts';
import { eventLinesOver } from '../../shared/storage/billing/event-lines.ts';
import { planChangesOver } from '../../shared/storage/billing/plan-changes.ts';
import { revenueOver } from '../../shared/storage/billing/revenue.ts';
import { spendCapsOver } from '../../shared/storage/billing/spend-caps.ts';
import { eventsOver } from '../../shared/storage/billing/stripe-events.ts';
import { suspensionsOver } from '../../shared/storage/billing/suspensions.ts';
import { trialsOver } from '../../shared/storage/billing/trials.ts';
import { waitingEventsOver } from '../../shared/storage/billing/waiting-events.ts';
import { costsOver } from '../../shared/storage/costs.ts';
import { servedDatasetsOver } from '../../shared/storage/datasets/served-datasets.ts';
import { certificatesOver } from '../../shared/storage/evidence/certificates.ts';
import { contestsOver } from '../../shared/storage/evidence/contests.ts';
import { factBoxOver } from '../../shared/storage/evidence/facts.ts';
import { heldKeysOver } from '../../shared/storage/evidence/held-keys.ts';
import { holdsOver } from '../../shared/storage/evidence/holds.ts';
import { leavesOver } from '../../shared/storage/evidence/leaves.ts';
import { noncesOver } from '../../shared/storage/evidence/nonces.ts';
import { packOrdersOver } from '../../shared/storage/evidence/pack-orders.ts';
import { personKeysOver } from '../../shared/storage/evidence/person-keys.ts';
import { publishedKeysOver } from '../../shared/storage/evidence/published-keys.ts';
import { refusalsOver } from '../../shared/storage/evidence/refusals.ts';
import { sealClaimsOver } from '../../shared/storage/evidence/seal-claims.ts';
import { sealTimestampsOver } from '../../shared/storage/evidence/seal-timestamps.ts';
import { sealedFactsOver } from '../../shared/storage/evidence/sealed-facts.ts';
import { sealsOver } from '../../shared/storage/evidence/seals.ts';
import { segmentDetailsOver } from '../../shared/storage/evidence/segment-details.ts';
import { signerKeysOver } from '../../shared/storage/evidence/signer-keys.ts';
import { statementDaysOver } from '../../shared/storage/evidence/statement-days.ts';
import { statementsOver } from '../../shared/storage/evidence/statements.ts';
import { findableOver } from '../../shared/storage/find/findable.ts';
import { searchOver } from '../../shared/storage/find/search.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { browserKeysOver } from '../../shared/storage/keys/browser-keys.ts';
import { licenceRegistryOver } from '../../shared/storage/licences/licence-registry.ts';
import { pulsesOver } from '../../shared/storage/pulses.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { timelineOver } from '../../shared/storage/timeline/timeline.ts';
import { oldTrailOver } from '../../shared/storage/trail/old-trail.ts';
import { trailOver } from '../../shared/storage/trail/trail.ts';
import { trailBoxOver } from '../../shared/storage/trail/trail-box.ts';
import { trailChainOver } from '../../shared/storage/trail/trail-chain.ts';
import { trailNamesOver } from '../../shared/storage/trail/trail-names.ts';
import { batchesOver } from '../../shared/storage/usage/batches.ts';
import { counterUpkeepOver } from '../../shared/storage/usage/counter-upkeep.ts';
import { countersOver } from '../../shared/storage/usage/counters.ts';
import { exportClaimsOver } from '../../shared/storage/usage/export-claims.ts';
import { firstReadsOver } from '../../shared/storage/usage/first-reads.ts';
import { overagesOver } from '../../shared/storage/usage/overage.ts';
import { readersOver } from '../../shared/storage/usage/readers.ts';
import { repeatsOver } from '../../shared/storage/usage/repeats.ts';
import { segmentsOver } from '../../shared/storage/usage/segments.ts';
import { usageOver } from '../../shared/storage/usage/usage.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import { deliveriesOver } from '../../shared/storage/webhooks/deliveries.ts';
import { failingWebhooksOver } from '../../shared/storage/webhooks/failing-webhooks.ts';
import { webhookStatesOver } from '../../shared/storage/webhooks/webhook-states.ts';
import { webhooksOver } from '../../shared/storage/webhooks/webhooks.ts';
import { memoryLedger } from './memory-ledger.ts';

const handleHash = handleHashWith(async () => 'what hides the handles of deleted holders');

/** Every repository over one table. */
export const repositoriesOver = (table: Table) => ({
  liveUsage: connectLiveUsage(table),
  firstReads: firstReadsOver(table),
  nonces: noncesOver(table),
  sessions: signInOver(table),
  buyerViews: buyerViewsOver(table),
  sightings: sightingsOver(table),
  accounts: accountsOver(table),
  people: peopleOver(table),
  members: membersOver(table),
  memberInvitations: memberInvitationsOver(table),
  passkeys: passkeysOver(table),
  operatorInvitations: operatorInvitationsOver(table),
  operatorWords: operatorWordsOver(table),
  planChanges: planChangesOver(table),
  throttles: throttlesOver(table),
  billing: billingOver(table),
  access: accessStatesOver(table),
  /** Writes lines, and for tests reads them, whether they were chained or not. */
  audit: { ...auditOver(table), ...trailOver(table, { waiting: true, names: true }) },
  oldTrail: oldTrailOver(table),
  trailBox: trailBoxOver(table),
  trailChain: trailChainOver(table),
  trailNames: trailNamesOver(table),
  apiKeys: apiKeysOver(table),
  browserKeys: browserKeysOver(table),
  apps: appsOver(table),
  useCases: useCasesOver(table),
  signerKeys: signerKeysOver(table),
  usage: usageOver(table),
  usageDays: usageDaysOver(table),
  readers: readersOver(table),
  failingWebhooks: failingWebhooksOver(table),
  suspensions: suspensionsOver(table),
  segments: segmentsOver(table),
  batches: batchesOver(table),
  repeats: repeatsOver(table),
  counters: countersOver(table),
  overages: overagesOver(table),
  events: eventsOver(table),
  waitingEvents: waitingEventsOver(table),
  pulses: pulsesOver(table),
  counterUpkeep: counterUpkeepOver(table),
  costs: costsOver(table),
  servedDatasets: servedDatasetsOver(table),
  drift: driftOver(table),
  badges: badgesOver(table, handleHash),
  affiliates: affiliatesOver(table, handleHash),
  badgeSettlements: badgeSettlementsOver(table),
  badgeNames: badgeNamesOver(table),
  pictures: badgePicturesOver(table),
  badgeReads: badgeReadsOver(table),
  exportClaims: exportClaimsOver(table),
  packOrders: packOrdersOver(table),
  personKeys: personKeysOver(table),
  heldKeys: heldKeysOver(table),
  holds: holdsOver(table),
  mailLog: mailLogOver(table),
  eventLines: eventLinesOver(table),
  timeline: timelineOver(table),
  search: searchOver(table),
  findable: findableOver(table),
  ledger: memoryLedger(),
  refusals: refusalsOver(table, randomUUID),
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
  revenue: revenueOver(table),
  organizationRows: organizationRowsOver(table),
  deliveries: deliveriesOver(table),
  badgeLooks: badgeLooksOver(table),
  statusLists: statusListsOver(table),
  registry: licenceRegistryOver(table),
  certificates: certificatesOver(table),
  factBox: factBoxOver(table),
  leaves: leavesOver(table),
  statements: statementsOver(table),
  statementDays: statementDaysOver(table),
  contests: contestsOver(table),
  publishedKeys: publishedKeysOver(table),
  sealClaims: sealClaimsOver(table),
  timestamps: sealTimestampsOver(table),
  sealedFacts: sealedFactsOver(table),
  seals: sealsOver(table),
  segmentDetails: segmentDetailsOver(table),
});
