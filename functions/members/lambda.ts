import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { accountDeletionQueueOver, mailQueueOver } from '../../shared/queues.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { memberInvitationsOver } from '../../shared/storage/accounts/member-invitations.ts';
import { membersOver } from '../../shared/storage/accounts/members.ts';
import { peopleOver } from '../../shared/storage/accounts/people.ts';
import { domainProofsOver } from '../../shared/storage/badges/domain-proofs.ts';
import catalog from '../../tollgate.config.ts';
import { organizationMembers } from './handler.ts';
import { membersRoutes } from './routes.ts';

const { MAIL_QUEUE_URL, LEAVING_QUEUE_URL } = readEnv(['MAIL_QUEUE_URL', 'LEAVING_QUEUE_URL']);
const table = connectTable({ routes: membersRoutes });
const sqs = new SQSClient({});
/** Lambda entry point of the members function. */
export const handler = organizationMembers({
  ...httpBasics('members'),
  ...connectSessions(table, catalog.operators),
  accounts: accountsOver(table),
  people: peopleOver(table),
  members: membersOver(table),
  memberInvitations: memberInvitationsOver(table),
  domainProofs: domainProofsOver(table),
  mail: mailQueueOver(sqs, MAIL_QUEUE_URL),
  leaving: accountDeletionQueueOver(sqs, LEAVING_QUEUE_URL),
  newId: () => randomUUID(),
});
