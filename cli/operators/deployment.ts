import { randomBytes, randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { operatorInvitationsOver } from '../../shared/storage/accounts/operator-invitations.ts';
import { operatorWordsOver } from '../../shared/storage/accounts/operator-words.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { localConnection } from '../invariants/deployment.ts';
import type { InviteDeps } from './invite.ts';
import type { RolesDeps } from './roles.ts';
import type { Deployment } from './settings.ts';

/** The deployment's invitations and roles of operators. @throws Error in one sentence if a local world cannot be reached */
export async function connect(deployment: Deployment): Promise<Omit<InviteDeps & RolesDeps, 'catalog'>> {
  const { dynamodb, tableName, now } =
    deployment.where === 'local'
      ? await localConnection(deployment.url)
      : { dynamodb: {}, tableName: deployment.tableName, now: () => new Date() };
  const table = dynamoTable({ client: DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb)), tableName });
  return {
    operatorInvitations: operatorInvitationsOver(table),
    operatorWords: operatorWordsOver(table),
    now,
    newId: () => randomUUID(),
    randomBytes,
  };
}
