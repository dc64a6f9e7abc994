import { S3Client } from '@aws-sdk/client-s3';
import { connectKms } from '../../shared/connect-kms.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { s3EvidenceObjects } from '../../shared/evidence-store/s3-evidence-objects.ts';
import { outgoingCaller } from '../../shared/http/call-out.ts';
import { logOf } from '../../shared/log.ts';
import { countOver } from '../../shared/metrics.ts';
import { kmsSigner, kmsSigningKeys, nothingKept } from '../../shared/signing/kms-signer.ts';
import { es256 } from '../../shared/signing/signing-key.ts';
import { factBoxOver } from '../../shared/storage/evidence/facts.ts';
import { leavesOver } from '../../shared/storage/evidence/leaves.ts';
import { publishedKeysOver } from '../../shared/storage/evidence/published-keys.ts';
import { sealClaimsOver } from '../../shared/storage/evidence/seal-claims.ts';
import { sealTimestampsOver } from '../../shared/storage/evidence/seal-timestamps.ts';
import { sealedFactsOver } from '../../shared/storage/evidence/sealed-facts.ts';
import { sealsOver } from '../../shared/storage/evidence/seals.ts';
import { segmentDetailsOver } from '../../shared/storage/evidence/segment-details.ts';
import { batchesOver } from '../../shared/storage/usage/batches.ts';
import catalog from '../../tollgate.config.ts';
import { ledgerSeal } from './handler.ts';

const { STAGE, EVIDENCE_BUCKET, LEDGER_KEYS, RECEIPT_KEYS } = readEnv([
  'STAGE',
  'EVIDENCE_BUCKET',
  'LEDGER_KEYS',
  'RECEIPT_KEYS',
]);
const table = connectTable();
const kms = connectKms();
/** A stand-in for S3 knows no bucket host names. */
const s3 = new S3Client({ maxAttempts: 3, forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined });
const now = () => new Date();
const address = catalog.settings.timestampAuthority;
const keysIn = (ids: string) => ({ keyIds: ids.split(','), kept: nothingKept, scheme: es256 });

/** Lambda entry point of the job that seals the ledger. */
export const handler = ledgerSeal({
  batches: batchesOver(table),
  segmentDetails: segmentDetailsOver(table),
  factBox: factBoxOver(table),
  sealClaims: sealClaimsOver(table),
  leaves: leavesOver(table),
  sealedFacts: sealedFactsOver(table),
  seals: sealsOver(table),
  timestamps: sealTimestampsOver(table),
  timestampAuthority: address ? { address, call: outgoingCaller({ maxBytes: 64 * 1_024 }) } : undefined,
  publishedKeys: publishedKeysOver(table),
  evidenceObjects: s3EvidenceObjects(s3, EVIDENCE_BUCKET),
  sealSigner: kmsSigner(kms, keysIn(LEDGER_KEYS)),
  receiptKeys: kmsSigningKeys(kms, keysIn(RECEIPT_KEYS)),
  count: countOver(STAGE, now),
  log: logOf('ledger-seal'),
  now,
});
