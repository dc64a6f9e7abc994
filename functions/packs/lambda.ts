import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { packQueueOver } from '../../shared/queues.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { s3PackAddresses } from '../../shared/services/evidence/pack-addresses.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { auditOver } from '../../shared/storage/accounts/audit.ts';
import { packOrdersOver } from '../../shared/storage/evidence/pack-orders.ts';
import catalog from '../../tollgate.config.ts';
import { packs } from './handler.ts';
import { packsRoutes } from './routes.ts';

const { OPERATOR_SIGN_IN, PACK_QUEUE_URL, DATASET_BUCKET } = readEnv([
  'OPERATOR_SIGN_IN',
  'PACK_QUEUE_URL',
  'DATASET_BUCKET',
]);
const table = connectTable({ routes: packsRoutes });
const endpoint = process.env.AWS_ENDPOINT_URL_S3;
const s3 = new S3Client({ maxAttempts: 3, forcePathStyle: endpoint !== undefined });
const now = () => new Date();

/** Lambda entry point of the orders of packs. */
export const handler = packs({
  ...httpBasics('packs'),
  ...connectSessions(table, catalog.operators),
  operatorSignIn: OPERATOR_SIGN_IN === 'link' ? 'link' : 'passkey',
  accounts: accountsOver(table),
  audit: auditOver(table),
  packOrders: packOrdersOver(table),
  packAddresses: s3PackAddresses({ s3, bucket: DATASET_BUCKET, now, endpoint }),
  packQueue: packQueueOver(new SQSClient({}), PACK_QUEUE_URL),
  newId: () => randomUUID(),
});
