import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectSecret } from '../shared/connect.ts';
import { readEnv } from '../shared/env.ts';
import { logOf } from '../shared/log.ts';
import { mailQueueOver, webhookQueueOver } from '../shared/queues.ts';
import { accessStatesOver } from '../shared/storage/access.ts';
import { accountsOver } from '../shared/storage/accounts.ts';
import { auditOver } from '../shared/storage/audit.ts';
import { billingOver } from '../shared/storage/billing.ts';
import { changesOver } from '../shared/storage/changes.ts';
import { countersOver } from '../shared/storage/counters.ts';
import { eventsOver } from '../shared/storage/events.ts';
import type { Table } from '../shared/storage/table.ts';
import { trialsOver } from '../shared/storage/trials.ts';
import { stripeClient } from '../shared/stripe/client.ts';
import type { Pace } from '../shared/stripe/pace.ts';
import { stripeGateway } from '../shared/stripe/stripe-gateway.ts';
import catalog from '../tollgate.config.ts';

/** The needs of every function that brings billing state to what Stripe says; `pace` says when requests to Stripe may be made. */
export async function connectSync(functionName: string, table: Table, pace?: Pace) {
  const { MAIL_QUEUE_URL, WEBHOOK_QUEUE_URL } = readEnv(['MAIL_QUEUE_URL', 'WEBHOOK_QUEUE_URL']);
  const log = logOf(functionName);
  const secretKey = await connectSecret('stripe-secret-key', log);
  const sqs = new SQSClient({});
  return {
    catalog,
    log,
    accounts: accountsOver(table),
    billing: billingOver(table),
    access: accessStatesOver(table),
    audit: auditOver(table),
    changes: changesOver(table),
    counters: countersOver(table),
    trials: trialsOver(table),
    events: eventsOver(table),
    stripe: stripeGateway(stripeClient(secretKey, process.env.STRIPE_API_BASE, pace)),
    mail: mailQueueOver(sqs, MAIL_QUEUE_URL),
    webhookEvents: webhookQueueOver(sqs, WEBHOOK_QUEUE_URL),
    now: () => new Date(),
    newId: () => randomUUID(),
  };
}
