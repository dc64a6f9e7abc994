import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { billingOver } from '../../shared/storage/billing/billing.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { stripePace } from '../../shared/stripe/pace.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import type { Settings } from './settings.ts';
import { trailReads } from './trail-reads.ts';
import type { Inspected } from './types.ts';
import { usageReads } from './usage-reads.ts';

type Connection = {
  readonly dynamodb: DynamoDBClientConfig;
  readonly tableName: string;
  readonly stripe: { readonly key: string; readonly apiBase?: string; readonly mode: 'test' | 'live' };
  readonly now: () => Date;
};

/** Everything of the deployment that the invariants read. @throws Error in one sentence if it cannot be reached */
export async function connect(settings: Settings): Promise<Omit<Inspected, 'catalog'>> {
  const { dynamodb, tableName, stripe, now } =
    settings.where === 'local' ? await localConnection(settings.url) : stageConnection(settings);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb));
  const table = dynamoTable({ client, tableName });
  const pace = stripePace(stripe, { nowMs: () => performance.now(), sleep });
  return {
    accounts: accountsOver(table),
    billing: billingOver(table),
    access: accessStatesOver(table),
    apiKeys: apiKeysOver(table),
    ...usageReads(table),
    ...trailReads(table, client, tableName),
    stripe: stripeGateway(stripeClient(stripe.key, stripe.apiBase, pace)),
    now,
    sleep,
  };
}

function stageConnection({ tableName, stripeKey, mode }: Settings & { where: 'stage' }): Connection {
  return { dynamodb: {}, tableName, stripe: { key: stripeKey, mode }, now: () => new Date() };
}

const Status = z.looseObject({
  now: z.iso.datetime(),
  stripe: z.looseObject({ apiBase: z.string(), secretKey: z.string() }),
  dynamodb: z.looseObject({ endpoint: z.string(), table: z.string(), accessKeyId: z.string() }),
});

/**
 * The connection to a local world. DynamoDB Local checks no signature. The clock is the local world's, which may be years ahead.
 * @throws Error in one sentence if no local world answers
 */
export async function localConnection(url: string): Promise<Connection> {
  const { now, stripe, dynamodb } = await statusOf(url);
  const credentials = { accessKeyId: dynamodb.accessKeyId, secretAccessKey: 'local' };
  return {
    dynamodb: { endpoint: dynamodb.endpoint, region: 'us-east-1', credentials },
    tableName: dynamodb.table,
    stripe: { key: stripe.secretKey, apiBase: stripe.apiBase, mode: 'test' },
    now: () => new Date(now),
  };
}

async function statusOf(url: string): Promise<z.infer<typeof Status>> {
  const answer = await fetch(new URL('/__local/status', url)).catch((cause: unknown) => {
    throw new Error(`No local world answers at ${url}: run npm start first, or give --url or --stage.`, { cause });
  });
  const status = Status.safeParse(await answer.json().catch(() => null));
  if (!status.success)
    throw new Error(`No local world answers at ${url}, but something else does: give the world's address with --url.`);
  return status.data;
}
