import { randomUUID } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import catalog from '../../../tollgate.config.ts';
import { nodeTxtResolver } from '../../dns/node-resolver.ts';
import { resolversOf } from '../../dns/resolvers.ts';
import { readEnv } from '../../env.ts';
import { logOf } from '../../log.ts';
import { mailQueueOver } from '../../queues.ts';
import { accountsOver } from '../../storage/accounts/accounts.ts';
import { badgeLooksOver } from '../../storage/badges/badge-looks.ts';
import { badgesOver } from '../../storage/badges/badges.ts';
import { domainProofsOver } from '../../storage/badges/domain-proofs.ts';
import type { Table } from '../../storage/table/table.ts';
import type { DomainCheckDeps } from './domain-deps.ts';

/** Wires the domain checks to AWS, but for the store of sightings. */
export function connectDomains(functionName: string, table: Table): Omit<DomainCheckDeps, 'sightings'> {
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
