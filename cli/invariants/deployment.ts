import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { KMSClientConfig } from '@aws-sdk/client-kms';
import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { s3EvidenceObjects } from '../../shared/evidence-store/s3-evidence-objects.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { stripePace } from '../../shared/stripe/pace.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { accountReads } from './account-reads.ts';
import { ledgerReads } from './ledger-reads.ts';
import type { Settings } from './settings.ts';
import { trailReads } from './trail-reads.ts';
import type { Inspected } from './types.ts';
import { usageReads } from './usage-reads.ts';

type Connection = {
  readonly dynamodb: DynamoDBClientConfig;
  readonly tableName: string;
  readonly s3: S3ClientConfig;
  readonly evidenceBucket: string;
  readonly stripe: { readonly key: string; readonly apiBase?: string; readonly mode: 'test' | 'live' };
  readonly now: () => Date;
};

/** Everything of the deployment that the invariants read. @throws Error in one sentence if it cannot be reached */
export async function connect(settings: Settings): Promise<Omit<Inspected, 'catalog'>> {
  const { dynamodb, tableName, s3, evidenceBucket, stripe, now } =
    settings.where === 'local' ? await localConnection(settings.url) : stageConnection(settings);
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb));
  const table = dynamoTable({ client, tableName });
  const pace = stripePace(stripe, { nowMs: () => performance.now(), sleep });
  return {
    ...accountReads(table),
    ...usageReads(table),
    ...trailReads(table, client, tableName),
    ...ledgerReads(table, s3EvidenceObjects(new S3Client(s3), evidenceBucket)),
    stripe: stripeGateway(stripeClient(stripe.key, stripe.apiBase, pace)),
    now,
    sleep,
  };
}

function stageConnection({ tableName, bucket, stripeKey, mode }: Settings & { where: 'stage' }): Connection {
  const stripe = { key: stripeKey, mode };
  return { dynamodb: {}, tableName, s3: {}, evidenceBucket: bucket, stripe, now: () => new Date() };
}

const Status = z.looseObject({
  now: z.iso.datetime(),
  stripe: z.looseObject({ apiBase: z.string(), secretKey: z.string() }),
  dynamodb: z.looseObject({ endpoint: z.string(), table: z.string(), accessKeyId: z.string() }),
  evidence: z.looseObject({ endpoint: z.string(), bucket: z.string(), keys: z.string(), ledgerKeys: z.string() }),
});

/**
 * The connection to a local world. DynamoDB Local checks no signature. The clock is the local world's, which may be years ahead.
 * @throws Error in one sentence if no local world answers
 */
export async function localConnection(
  url: string,
): Promise<Connection & { readonly kms: KMSClientConfig; readonly ledgerKeys: string }> {
  const { now, stripe, dynamodb, evidence } = await statusOf(url);
  const credentials = { accessKeyId: dynamodb.accessKeyId, secretAccessKey: 'local' };
  return {
    dynamodb: { endpoint: dynamodb.endpoint, region: 'us-east-1', credentials },
    tableName: dynamodb.table,
    s3: { endpoint: evidence.endpoint, region: 'us-east-1', credentials, forcePathStyle: true },
    evidenceBucket: evidence.bucket,
    kms: { endpoint: evidence.keys, region: 'us-east-1', credentials },
    ledgerKeys: evidence.ledgerKeys,
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
