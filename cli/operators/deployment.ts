import { randomBytes, randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { operatorInvitationsOver } from '../../shared/storage/accounts/operator-invitations.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { localConnection } from '../invariants/deployment.ts';
import type { InviteDeps } from './invite.ts';
import type { Settings } from './settings.ts';

/** The deployment's invitations of operators. @throws Error in one sentence if a local world cannot be reached */
export async function connect(settings: Settings): Promise<Omit<InviteDeps, 'catalog'>> {
  const { dynamodb, tableName, now } =
    settings.where === 'local'
      ? await localConnection(settings.url)
      : { dynamodb: {}, tableName: settings.tableName, now: () => new Date() };
  const table = dynamoTable({ client: DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb)), tableName });
  return { operatorInvitations: operatorInvitationsOver(table), now, newId: () => randomUUID(), randomBytes };
}
