import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectSecret } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { countOver } from '../../shared/metrics.ts';
import { stripeQueueOver } from '../../shared/queues.ts';
import { connectSync } from '../../shared/services/entitlements/wiring.ts';
import { totalsOver } from '../../shared/services/usage/totals.ts';
import { driftOver } from '../../shared/storage/billing/drift.ts';
import { contestsOver } from '../../shared/storage/evidence/contests.ts';
import { findableOver } from '../../shared/storage/find/findable.ts';
import { trailOver } from '../../shared/storage/trail/trail.ts';
import { overagesOver } from '../../shared/storage/usage/overage.ts';
import { usageDaysOver } from '../../shared/storage/usage/usage-days.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { stripePace } from '../../shared/stripe/pace.ts';
import { usageGateway } from '../../shared/stripe/usage.ts';
import { reconcileAuthority } from './authority.ts';
import { reconcile } from './handler.ts';

const { STAGE, STRIPE_MODE, STRIPE_QUEUE_URL } = readEnv(['STAGE', 'STRIPE_MODE', 'STRIPE_QUEUE_URL']);
const table = connectTable({ work: reconcileAuthority });

const pace = stripePace(
  { mode: STRIPE_MODE, apiBase: process.env.STRIPE_API_BASE },
  { nowMs: () => performance.now(), sleep },
);

const secretKey = await connectSecret('stripe-secret-key', logOf('reconcile'));

/** Lambda entry point of the nightly comparison with Stripe. */
export const handler = reconcile({
  ...(await connectSync('reconcile', table, pace)),
  drift: driftOver(table),
  contests: contestsOver(table),
  trail: trailOver(table, { waiting: false, names: false }),
  overages: overagesOver(table),
  stripeUsage: usageGateway(stripeClient(secretKey, process.env.STRIPE_API_BASE, pace)),
  totalOf: totalsOver(usageDaysOver(table)),
  stripeQueue: stripeQueueOver(new SQSClient({}), STRIPE_QUEUE_URL),
  findable: findableOver(table),
  count: countOver(STAGE, () => new Date()),
});
