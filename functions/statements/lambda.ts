import { randomBytes, randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { connectKms } from '../../shared/connect-kms.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { s3EvidenceObjects } from '../../shared/evidence-store/s3-evidence-objects.ts';
import { logOf } from '../../shared/log.ts';
import { mailQueueOver, webhookQueueOver } from '../../shared/queues.ts';
import { kmsSigner, nothingKept } from '../../shared/signing/kms-signer.ts';
import { es256 } from '../../shared/signing/signing-key.ts';
import { accountsOver } from '../../shared/storage/accounts/accounts.ts';
import { sealClaimsOver } from '../../shared/storage/evidence/seal-claims.ts';
import { sealsOver } from '../../shared/storage/evidence/seals.ts';
import { statementDaysOver } from '../../shared/storage/evidence/statement-days.ts';
import { statementsOver } from '../../shared/storage/evidence/statements.ts';
import { statementsJob } from './handler.ts';

const { EVIDENCE_BUCKET, LEDGER_KEYS, MAIL_QUEUE_URL, WEBHOOK_QUEUE_URL } = readEnv([
  'EVIDENCE_BUCKET',
  'LEDGER_KEYS',
  'MAIL_QUEUE_URL',
  'WEBHOOK_QUEUE_URL',
]);
const table = connectTable();
const sqs = new SQSClient({});
/** A stand-in for S3 knows no bucket host names. */
const s3 = new S3Client({ maxAttempts: 3, forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });

/** Lambda entry point of the job that makes daily statements. */
export const handler = statementsJob({
  sealClaims: sealClaimsOver(table),
  seals: sealsOver(table),
  statementDays: statementDaysOver(table),
  statements: statementsOver(table),
  evidenceObjects: s3EvidenceObjects(s3, EVIDENCE_BUCKET),
  sealSigner: kmsSigner(connectKms(), { keyIds: LEDGER_KEYS.split(','), kept: nothingKept, scheme: es256 }),
  accounts: accountsOver(table),
  webhookEvents: webhookQueueOver(sqs, WEBHOOK_QUEUE_URL),
  mail: mailQueueOver(sqs, MAIL_QUEUE_URL),
  log: logOf('statements'),
  now: () => new Date(),
  newId: () => randomUUID(),
  newSalt: () => randomBytes(16).toString('base64url'),
});
