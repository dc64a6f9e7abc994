import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { localAws } from '../aws/clients.ts';
import type { Assembly } from './assembly.ts';
import { createBuckets } from './buckets.ts';
import { type ConfigurationSets, createConfigurationSets } from './configuration-sets.ts';
import type { Resolver } from './intrinsics.ts';
import { createKeys } from './keys.ts';
import { createQueues, type Queue } from './queues.ts';
import { createTables, type TableCreated } from './table.ts';
import { createTopics } from './topics.ts';

/** Addresses of DynamoDB, with the access key of its tables, and of the stand-ins for SQS, S3 and KMS. */
export type Endpoints = {
  readonly dynamodb: { readonly endpoint: string; readonly accessKeyId: string };
  readonly queuesAndBuckets: string;
  readonly keys: string;
};

/** The created resources of the template that the host uses later. */
export type Resources = {
  readonly tables: readonly TableCreated[];
  readonly queues: readonly Queue[];
  readonly sqs: SQSClient;
  readonly configurationSets: ConfigurationSets;
};

/** Creates the template's tables, queues, buckets, keys, topics and mail settings, and registers them with the resolver. */
export async function createResources(
  assembly: Assembly,
  resolver: Resolver,
  { dynamodb, queuesAndBuckets: endpoint, keys }: Endpoints,
): Promise<Resources> {
  const sqs = new SQSClient({ ...localAws, endpoint });
  const s3 = new S3Client({ ...localAws, endpoint });
  const kms = new KMSClient({ ...localAws, endpoint: keys });
  const credentials = { ...localAws.credentials, accessKeyId: dynamodb.accessKeyId };
  const tableClient = new DynamoDBClient({ ...localAws, credentials, endpoint: dynamodb.endpoint });
  const [tables, queues] = await Promise.all([
    createTables(assembly, resolver, tableClient),
    createQueues(assembly, resolver, { sqs, endpoint }),
    createBuckets(assembly, resolver, s3),
    createKeys(assembly, resolver, kms),
  ]);
  const topics = createTopics(assembly, resolver, { sqs, queues });
  const configurationSets = await createConfigurationSets(assembly, resolver, topics);
  s3.destroy();
  kms.destroy();
  tableClient.destroy();
  return { tables, queues, sqs, configurationSets };
}
