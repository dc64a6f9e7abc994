import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { publishedVersionsIn } from '../../shared/datasets/published-versions.ts';
import { freshnessIn } from '../../shared/datasets/status-file.ts';
import { readEnv } from '../../shared/env.ts';
import { queueDepthsOver } from '../../shared/queue-depths.ts';
import { accountDeletionQueueOver, mailQueueOver, stripeQueueOver, webhookQueueOver } from '../../shared/queues.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { auditOver } from '../../shared/storage/accounts/audit.ts';
import { mailLogOver } from '../../shared/storage/accounts/mail-log.ts';
import { membersOver } from '../../shared/storage/accounts/members.ts';
import { operatorInvitationsOver } from '../../shared/storage/accounts/operator-invitations.ts';
import { organizationRowsOver } from '../../shared/storage/accounts/organization-rows.ts';
import { peopleOver } from '../../shared/storage/accounts/people.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { appsOver } from '../../shared/storage/apps/apps.ts';
import { useCasesOver } from '../../shared/storage/apps/use-cases.ts';
import { badgeLooksOver } from '../../shared/storage/badges/badge-looks.ts';
import { badgeNamesOver } from '../../shared/storage/badges/badge-names.ts';
import { badgePicturesOver } from '../../shared/storage/badges/badge-pictures.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { domainProofsOver } from '../../shared/storage/badges/domain-proofs.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { autoTopUpsOver } from '../../shared/storage/billing/auto-top-ups.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { driftOver } from '../../shared/storage/billing/drift.ts';
import { revenueOver } from '../../shared/storage/billing/revenue.ts';
import { eventsOver } from '../../shared/storage/billing/stripe-events.ts';
import { suspensionsOver } from '../../shared/storage/billing/suspensions.ts';
import { costsOver } from '../../shared/storage/costs.ts';
import { servedDatasetsOver } from '../../shared/storage/datasets/served-datasets.ts';
import { contestsOver } from '../../shared/storage/evidence/contests.ts';
import { holdsOver } from '../../shared/storage/evidence/holds.ts';
import { searchOver } from '../../shared/storage/find/search.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { pulsesOver } from '../../shared/storage/pulses.ts';
import { counterUpkeepOver } from '../../shared/storage/usage/counter-upkeep.ts';
import { readersOver } from '../../shared/storage/usage/readers.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import { failingWebhooksOver } from '../../shared/storage/webhooks/failing-webhooks.ts';
import catalog from '../../tollgate.config.ts';
import { admin } from './handler.ts';
import { adminRoutes } from './routes.ts';

const { OPERATOR_SIGN_IN, QUEUE_NAMES, DATASET_BUCKET, ...urls } = readEnv([
  'OPERATOR_SIGN_IN',
  'STRIPE_QUEUE_URL',
  'MAIL_QUEUE_URL',
  'WEBHOOK_QUEUE_URL',
  'LEAVING_QUEUE_URL',
  'QUEUE_NAMES',
  'DATASET_BUCKET',
]);
const table = connectTable({ routes: adminRoutes });
const sqs = new SQSClient({});
const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
const basics = httpBasics('admin');
const { log } = basics;
/** Lambda entry point of the operator's console. */
export const handler = admin({
  ...basics,
  catalog,
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  ...connectSessions(table, catalog.operators),
  accounts: accountsOver(table),
  audit: auditOver(table),
  billing: billingOver(table),
  access: accessStatesOver(table),
  events: eventsOver(table),
  counterUpkeep: counterUpkeepOver(table),
  drift: driftOver(table),
  badges: badgesOver(table),
  badgeNames: badgeNamesOver(table),
  pictures: badgePicturesOver(table),
  badgeLooks: badgeLooksOver(table),
  suppressions: suppressionsOver(table),
  sightings: sightingsOver(table),
  stripeQueue: stripeQueueOver(sqs, urls.STRIPE_QUEUE_URL),
  mail: mailQueueOver(sqs, urls.MAIL_QUEUE_URL),
  useCases: useCasesOver(table),
  search: searchOver(table),
  mailLog: mailLogOver(table),
  members: membersOver(table),
  people: peopleOver(table),
  apps: appsOver(table),
  domainProofs: domainProofsOver(table),
  autoTopUps: autoTopUpsOver(table),
  holds: holdsOver(table),
  apiKeys: apiKeysOver(table),
  revenue: revenueOver(table),
  readers: readersOver(table),
  failingWebhooks: failingWebhooksOver(table),
  suspensions: suspensionsOver(table),
  usageDays: usageDaysOver(table),
  organizationRows: organizationRowsOver(table),
  operatorInvitations: operatorInvitationsOver(table),
  costs: costsOver(table),
  servedDatasets: servedDatasetsOver(table),
  versions: publishedVersionsIn(s3, DATASET_BUCKET),
  freshnessOf: freshnessIn(s3, DATASET_BUCKET),
  pulses: pulsesOver(table),
  contests: contestsOver(table),
  leaving: accountDeletionQueueOver(sqs, urls.LEAVING_QUEUE_URL),
  webhookEvents: webhookQueueOver(sqs, urls.WEBHOOK_QUEUE_URL),
  queueDepths: queueDepthsOver(sqs, { names: QUEUE_NAMES, beside: urls.STRIPE_QUEUE_URL, log }),
  newId: () => randomUUID(),
});
