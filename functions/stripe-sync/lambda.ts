import { SQSClient } from '@aws-sdk/client-sqs';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { usageReportQueueOver } from '../../shared/queues.ts';
import { connectSync } from '../../shared/services/entitlements/wiring.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import { eventLinesOver } from '../../shared/storage/billing/event-lines.ts';
import { waitingEventsOver } from '../../shared/storage/billing/waiting-events.ts';
import { pulsesOver } from '../../shared/storage/pulses.ts';
import { stripeSyncAuthority } from './authority.ts';
import { stripeSync } from './handler.ts';

const { USAGE_REPORT_QUEUE_URL } = readEnv(['USAGE_REPORT_QUEUE_URL']);

const table = connectTable({ work: stripeSyncAuthority });

/** Lambda entry point of the Stripe events' handling. */
export const handler = stripeSync({
  ...(await connectSync('stripe-sync', table)),
  sightings: sightingsOver(table),
  eventLines: eventLinesOver(table),
  waitingEvents: waitingEventsOver(table),
  pulses: pulsesOver(table),
  usageReports: usageReportQueueOver(new SQSClient({}), USAGE_REPORT_QUEUE_URL),
});
