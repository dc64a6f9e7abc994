import { SQSClient } from '@aws-sdk/client-sqs';
import { connectSecret, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { topUpQueueOver } from '../../shared/queues.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { connectSync } from '../../shared/services/entitlements/wiring.ts';
import { totalsOver } from '../../shared/services/usage/totals.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { appsOver } from '../../shared/storage/apps/apps.ts';
import { useCasesOver } from '../../shared/storage/apps/use-cases.ts';
import { affiliatesOver } from '../../shared/storage/badges/affiliates.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { autoTopUpsOver } from '../../shared/storage/billing/auto-top-ups.ts';
import { checkoutsOver } from '../../shared/storage/billing/checkouts.ts';
import { planChangesOver } from '../../shared/storage/billing/plan-changes.ts';
import { spendCapsOver } from '../../shared/storage/billing/spend-caps.ts';
import { contestsOver } from '../../shared/storage/evidence/contests.ts';
import { holdsOver } from '../../shared/storage/evidence/holds.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { trailOver } from '../../shared/storage/trail/trail.ts';
import { overagesOver } from '../../shared/storage/usage/overage.ts';
import { usageOver } from '../../shared/storage/usage/usage.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import { webhooksOver } from '../../shared/storage/webhooks/webhooks.ts';
import { offerAtStripe } from '../../shared/stripe/catalog/offer-at-stripe.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { objectsAtStripe } from '../../shared/stripe/objects-at-stripe.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { billingAuthority } from './authority.ts';
import { billing } from './handler.ts';
import { billingRoutes } from './routes.ts';

const table = connectTable({ routes: billingRoutes, work: billingAuthority });
const { OPERATOR_SIGN_IN, TOP_UP_QUEUE_URL } = readEnv(['OPERATOR_SIGN_IN', 'TOP_UP_QUEUE_URL']);
const sync = await connectSync('billing', table);
const secretKey = await connectSecret('stripe-secret-key', logOf('billing'));
const stripe = stripeClient(secretKey, process.env.STRIPE_API_BASE);
/** Lambda entry point of the billing function. */
export const handler = billing({
  ...sync,
  ...httpBasics('billing'),
  holds: holdsOver(table),
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  ...connectSessions(table, sync.catalog.operators),
  checkouts: checkoutsOver(table),
  planChanges: planChangesOver(table),
  spendCaps: spendCapsOver(table),
  autoTopUps: autoTopUpsOver(table),
  topUps: topUpQueueOver(new SQSClient({}), TOP_UP_QUEUE_URL),
  apiKeys: apiKeysOver(table),
  apps: appsOver(table),
  useCases: useCasesOver(table),
  badges: badgesOver(table),
  affiliates: affiliatesOver(table),
  suppressions: suppressionsOver(table),
  webhooks: webhooksOver(table),
  contests: contestsOver(table),
  trail: trailOver(table, { waiting: false, names: true }),
  usage: usageOver(table),
  overages: overagesOver(table),
  stripeUsage: usageGateway(stripe),
  offerAtStripe: offerAtStripe(stripe),
  objectsAtStripe: objectsAtStripe(stripe),
  totalOf: totalsOver(usageDaysOver(table)),
});
