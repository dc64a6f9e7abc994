import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectSecret } from '../../shared/connect.ts';
import { connectKms } from '../../shared/connect-kms.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { s3EvidenceObjects } from '../../shared/evidence-store/s3-evidence-objects.ts';
import { s3PackStore } from '../../shared/evidence-store/s3-pack-store.ts';
import { logOf } from '../../shared/log.ts';
import { countOver } from '../../shared/metrics.ts';
import { hidingOver } from '../../shared/queues.ts';
import { drawReport } from '../../shared/services/evidence/drawn-report.ts';
import { sourceReads } from '../../shared/services/evidence/wiring.ts';
import { evidenceSigner } from '../../shared/signing/evidence-signer.ts';
import { kmsSigner, nothingKept } from '../../shared/signing/kms-signer.ts';
import { es256 } from '../../shared/signing/signing-key.ts';
import { packWorkOver } from '../../shared/storage/evidence/pack-work.ts';
import { stripeClient } from '../../shared/stripe/client.ts';
import { stripeGateway } from '../../shared/stripe/stripe-gateway.ts';
import { packMaker } from './handler.ts';

const env = readEnv(['STAGE', 'PUBLIC_ORIGIN', 'EVIDENCE_BUCKET', 'DATASET_BUCKET', 'LEDGER_KEYS', 'INBOX_URL']);
const table = connectTable();
const log = logOf('pack-maker');
/** A stand-in for S3 knows no bucket host names. */
const s3 = new S3Client({ maxAttempts: 3, forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
const now = () => new Date();
const keys = { keyIds: env.LEDGER_KEYS.split(','), kept: nothingKept, scheme: es256 };

/** Lambda entry point of the making of packs. */
export const handler = packMaker({
  ...sourceReads(table, s3EvidenceObjects(s3, env.EVIDENCE_BUCKET)),
  stripe: stripeGateway(stripeClient(await connectSecret('stripe-secret-key', log), process.env.STRIPE_API_BASE)),
  origin: env.PUBLIC_ORIGIN,
  packWork: packWorkOver(table),
  packStore: s3PackStore(s3, env.DATASET_BUCKET),
  signer: evidenceSigner(kmsSigner(connectKms(), keys)),
  /** `infra/bundle.ts` puts it beside the code. */
  verifier: readFileSync(new URL('./verify.mjs', import.meta.url), 'utf8'),
  drawReport,
  hide: hidingOver(new SQSClient({}), env.INBOX_URL),
  newId: () => randomUUID(),
  count: countOver(env.STAGE, now),
  log,
  now,
});
