import { setTimeout as sleep } from 'node:timers/promises';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectTable } from '../shared/connect-table.ts';
import { readEnv } from '../shared/env.ts';
import { countOver } from '../shared/metrics.ts';
import { stripeQueueOver } from '../shared/queues.ts';
import { auditOver } from '../shared/storage/audit.ts';
import { driftOver } from '../shared/storage/drift.ts';
import { stripePace } from '../shared/stripe/pace.ts';
import { connectSync } from './connect-sync.ts';
import { reconcile } from './reconcile.ts';

const { STAGE, STRIPE_MODE, STRIPE_QUEUE_URL } = readEnv(['STAGE', 'STRIPE_MODE', 'STRIPE_QUEUE_URL']);
const table = connectTable();

const pace = stripePace(
  { mode: STRIPE_MODE, apiBase: process.env.STRIPE_API_BASE },
  { nowMs: () => performance.now(), sleep },
);

export const handler = reconcile({
  ...(await connectSync('reconcile', table, pace)),
  audit: auditOver(table),
  drift: driftOver(table),
  stripeQueue: stripeQueueOver(new SQSClient({}), STRIPE_QUEUE_URL),
  count: countOver(STAGE, () => new Date()),
});
