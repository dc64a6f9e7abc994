import { randomBytes, randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectPeppers, httpBasics } from '../../shared/connect.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { s3EvidenceObjects } from '../../shared/evidence-store/s3-evidence-objects.ts';
import { mailQueueOver } from '../../shared/queues.ts';
import { ownerOfKeyOver } from '../../shared/services/accounts/owner-of-key.ts';
import { connectSessions } from '../../shared/services/budgets/wiring.ts';
import { connectLiveUsage } from '../../shared/services/usage/wiring.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { appsOver } from '../../shared/storage/apps/apps.ts';
import { useCasesOver } from '../../shared/storage/apps/use-cases.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { contestsOver } from '../../shared/storage/evidence/contests.ts';
import { personKeysOver } from '../../shared/storage/evidence/person-keys.ts';
import { refusalsOver } from '../../shared/storage/evidence/refusals.ts';
import { signerKeysOver } from '../../shared/storage/evidence/signer-keys.ts';
import { statementsOver } from '../../shared/storage/evidence/statements.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { browserKeysOver } from '../../shared/storage/keys/browser-keys.ts';
import { firstReadsOver } from '../../shared/storage/usage/first-reads.ts';
import catalog from '../../tollgate.config.ts';
import { keys } from './handler.ts';
import { keysRoutes } from './routes.ts';

const { EVIDENCE_BUCKET, MAIL_QUEUE_URL } = readEnv(['EVIDENCE_BUCKET', 'MAIL_QUEUE_URL']);
const table = connectTable({ routes: keysRoutes });
const basics = httpBasics('keys');
const peppers = await connectPeppers('key-peppers', basics.log);
const apiKeys = apiKeysOver(table);
const access = accessStatesOver(table);
/** A stand-in for S3 knows no bucket host names. */
const s3 = new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
/** Lambda entry point of the keys function. */
export const handler = keys({
  ...basics,
  catalog,
  ...connectSessions(table, catalog.operators),
  apiKeys,
  browserKeys: browserKeysOver(table),
  apps: appsOver(table),
  useCases: useCasesOver(table),
  access,
  personKeys: personKeysOver(table),
  signerKeys: signerKeysOver(table),
  accounts: accountsOver(table),
  liveUsage: connectLiveUsage(table),
  refusals: refusalsOver(table, randomUUID),
  firstReads: firstReadsOver(table),
  peppers,
  ownerOfKey: ownerOfKeyOver({ apiKeys, access, peppers, now: basics.now }),
  statements: statementsOver(table),
  contests: contestsOver(table),
  evidenceObjects: s3EvidenceObjects(s3, EVIDENCE_BUCKET),
  mail: mailQueueOver(new SQSClient({}), MAIL_QUEUE_URL),
  randomBytes: (count) => randomBytes(count),
  newId: () => randomUUID(),
});
