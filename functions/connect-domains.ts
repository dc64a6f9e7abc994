import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import { nodeTxtResolver } from '../shared/dns/node-resolver.ts';
import { readEnv } from '../shared/env.ts';
import { logOf } from '../shared/log.ts';
import { mailQueueOver } from '../shared/queues.ts';
import { accountsOver } from '../shared/storage/accounts.ts';
import { badgeLooksOver } from '../shared/storage/badge-looks.ts';
import { badgesOver } from '../shared/storage/badges.ts';
import { domainProofsOver } from '../shared/storage/domain-proofs.ts';
import type { Table } from '../shared/storage/table.ts';
import catalog from '../tollgate.config.ts';
import type { CheckDeps } from './domains/deps.ts';
import { resolversOf } from './domains/resolvers.ts';

/** What looks at domains, over AWS. */
export function connectDomains(functionName: string, table: Table): CheckDeps {
  const { STAGE, MAIL_QUEUE_URL } = readEnv(['STAGE', 'MAIL_QUEUE_URL']);
  const { resolvers } = catalog.settings.badgeReview;
  return {
    catalog,
    accounts: accountsOver(table),
    badges: badgesOver(table),
    domainProofs: domainProofsOver(table),
    badgeLooks: badgeLooksOver(table),
    resolver: nodeTxtResolver(resolversOf({ stage: STAGE, standIn: process.env.LOCAL_DNS, resolvers })),
    mail: mailQueueOver(new SQSClient({}), MAIL_QUEUE_URL),
    log: logOf(functionName),
    now: () => new Date(),
    newId: () => randomUUID(),
  };
}
