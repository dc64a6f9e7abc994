import { randomBytes, randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics, laterSecret } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { accountDeletionQueueOver, mailQueueOver } from '../../shared/queues.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { auditOver } from '../../shared/storage/accounts/audit.ts';
import { memberInvitationsOver } from '../../shared/storage/accounts/member-invitations.ts';
import { membersOver } from '../../shared/storage/accounts/members.ts';
import { operatorInvitationsOver } from '../../shared/storage/accounts/operator-invitations.ts';
import { passkeysOver } from '../../shared/storage/accounts/passkeys.ts';
import { peopleOver } from '../../shared/storage/accounts/people.ts';
import { sightingsOver } from '../../shared/storage/accounts/sightings.ts';
import { suppressionsOver } from '../../shared/storage/accounts/suppressions.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { holdsOver } from '../../shared/storage/evidence/holds.ts';
import catalog from '../../tollgate.config.ts';
import { accounts } from './handler.ts';
import { accountsRoutes } from './routes.ts';

const { MAIL_QUEUE_URL, LEAVING_QUEUE_URL, OPERATOR_SIGN_IN } = readEnv([
  'MAIL_QUEUE_URL',
  'LEAVING_QUEUE_URL',
  'OPERATOR_SIGN_IN',
]);
const table = connectTable({ routes: accountsRoutes });
const basics = httpBasics('accounts');
const sqs = new SQSClient({});
/** Lambda entry point of the accounts function. */
export const handler = accounts({
  ...basics,
  catalog,
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  ...connectSessions(table, catalog.operators),
  accounts: accountsOver(table),
  people: peopleOver(table),
  members: membersOver(table),
  memberInvitations: memberInvitationsOver(table),
  passkeys: passkeysOver(table),
  operatorInvitations: operatorInvitationsOver(table),
  suppressions: suppressionsOver(table),
  holds: holdsOver(table),
  billing: billingOver(table),
  access: accessStatesOver(table),
  audit: auditOver(table),
  mail: mailQueueOver(sqs, MAIL_QUEUE_URL),
  leaving: accountDeletionQueueOver(sqs, LEAVING_QUEUE_URL),
  sightings: sightingsOver(table),
  togetherKey: laterSecret('together-key', basics.log),
  newToken: () => randomBytes(32).toString('base64url'),
  newId: () => randomUUID(),
});
