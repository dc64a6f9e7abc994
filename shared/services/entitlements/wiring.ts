import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import catalog from '../../../tollgate.config.ts';
import { connectSecret } from '../../connect.ts';
import { readEnv } from '../../env.ts';
import { logOf } from '../../log.ts';
import { mailQueueOver, webhookQueueOver } from '../../queues.ts';
import { accountsOver } from '../../storage/accounts/accounts.ts';
import { auditOver } from '../../storage/accounts/audit.ts';
import { accessStatesOver } from '../../storage/billing/access.ts';
import { billingOver } from '../../storage/billing/billing.ts';
import { changesOver } from '../../storage/billing/changes.ts';
import { eventsOver } from '../../storage/billing/stripe-events.ts';
import { trialsOver } from '../../storage/billing/trials.ts';
import type { Table } from '../../storage/table/table.ts';
import { countersOver } from '../../storage/usage/counters.ts';
import { stripeClient } from '../../stripe/client.ts';
import type { Pace } from '../../stripe/pace.ts';
import { stripeGateway } from '../../stripe/stripe-gateway.ts';

/** The needs of every function that syncs billing state with Stripe; `pace` limits the requests to Stripe. */
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
