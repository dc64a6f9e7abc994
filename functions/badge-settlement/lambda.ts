import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectSecret } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { mailQueueOver } from '../../shared/queues.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { badgeSettlementsOver } from '../../shared/storage/badges/badge-settlements.ts';
import { badgesOver } from '../../shared/storage/badges/badges.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { badgeSettlementAuthority } from './authority.ts';
import { badgeSettlement } from './handler.ts';

const { MAIL_QUEUE_URL } = readEnv(['MAIL_QUEUE_URL']);
const table = connectTable({ work: badgeSettlementAuthority });
const log = logOf('badge-settlement');
const secretKey = await connectSecret('stripe-secret-key', log);

/** Lambda entry point of the badge settlements. */
export const handler = badgeSettlement({
  badges: badgesOver(table),
  badgeSettlements: badgeSettlementsOver(table),
  accounts: accountsOver(table),
  stripe: stripeGateway(stripeClient(secretKey, process.env.STRIPE_API_BASE)),
  mail: mailQueueOver(new SQSClient({}), MAIL_QUEUE_URL),
  log,
  now: () => new Date(),
  newId: () => randomUUID(),
});
