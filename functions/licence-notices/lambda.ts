import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { logOf } from '../../shared/log.ts';
import { mailQueueOver } from '../../shared/queues.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { membersOver } from '../../shared/storage/accounts/members.ts';
import { peopleOver } from '../../shared/storage/accounts/people.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { licenceRegistryOver } from '../../shared/storage/licences/licence-registry.ts';
import catalog from '../../tollgate.config.ts';
import { licenceNotices } from './handler.ts';

const { MAIL_QUEUE_URL } = readEnv(['MAIL_QUEUE_URL']);
const table = connectTable();

/** Lambda entry point of the licence notices. */
export const handler = licenceNotices({
  catalog,
  registry: licenceRegistryOver(table),
  accounts: accountsOver(table),
  access: accessStatesOver(table),
  members: membersOver(table),
  people: peopleOver(table),
  mail: mailQueueOver(new SQSClient({}), MAIL_QUEUE_URL),
  log: logOf('licence-notices'),
  now: () => new Date(),
  newId: () => randomUUID(),
});
