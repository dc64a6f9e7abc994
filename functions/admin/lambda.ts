import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { mailQueueOver, stripeQueueOver } from '../../shared/queues.ts';
import { accessStatesOver } from '../../shared/storage/access.ts';
import { accountsOver } from '../../shared/storage/accounts.ts';
import { auditOver } from '../../shared/storage/audit.ts';
import { badgeLooksOver } from '../../shared/storage/badge-looks.ts';
import { badgeNamesOver } from '../../shared/storage/badge-names.ts';
import { badgePicturesOver } from '../../shared/storage/badge-pictures.ts';
import { badgesOver } from '../../shared/storage/badges.ts';
import { billingOver } from '../../shared/storage/billing.ts';
import { counterUpkeepOver } from '../../shared/storage/counter-upkeep.ts';
import { driftOver } from '../../shared/storage/drift.ts';
import { eventsOver } from '../../shared/storage/events.ts';
import { signInOver } from '../../shared/storage/sign-in.ts';
import { suppressionsOver } from '../../shared/storage/suppressions.ts';
import catalog from '../../tollgate.config.ts';
import { admin } from './handler.ts';

const { OPERATOR_SIGN_IN, STRIPE_QUEUE_URL, MAIL_QUEUE_URL } = readEnv([
  'OPERATOR_SIGN_IN',
  'STRIPE_QUEUE_URL',
  'MAIL_QUEUE_URL',
]);
const table = connectTable();
const sqs = new SQSClient({});
export const handler = admin({
  ...httpBasics('admin'),
  catalog,
  operators: catalog.operators,
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  sessions: signInOver(table),
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
  stripeQueue: stripeQueueOver(sqs, STRIPE_QUEUE_URL),
  mail: mailQueueOver(sqs, MAIL_QUEUE_URL),
  newId: () => randomUUID(),
});
