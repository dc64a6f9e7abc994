import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { connectKms } from '../../connect-kms.ts';
import { canonicalJson } from '../../domain/accounts/canonical-json.ts';
import { certificateText } from '../../domain/evidence/receipt.ts';
import { evidenceSigner } from '../../signing/evidence-signer.ts';
import { kmsSigner, nothingKept } from '../../signing/kms-signer.ts';
import { es256 } from '../../signing/signing-key.ts';
import { certificatesOver } from '../../storage/evidence/certificates.ts';
import { StorageUnavailable, type Table } from '../../storage/table/table.ts';
import type { LedgerStores } from './ledger-port.ts';

/** The variables with the bucket of evidence, and the ids of the keys that certify instances. */
export type LedgerPlaces = Readonly<Record<'EVIDENCE_BUCKET' | 'RECEIPT_KEYS', string>>;

const patience = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/** The stores of the ledger in S3, KMS and the table. */
export function ledgerStoresAt({ EVIDENCE_BUCKET, RECEIPT_KEYS }: LedgerPlaces, table: Table): LedgerStores {
  const s3 = new S3Client({
    maxAttempts: 3,
    requestHandler: patience,
    forcePathStyle: process.env.AWS_ENDPOINT_URL_S3 !== undefined,
  });
  const signer = evidenceSigner(
    kmsSigner(connectKms(), { keyIds: RECEIPT_KEYS.split(','), kept: nothingKept, scheme: es256 }),
  );
  const certificates = certificatesOver(table);
  const put = putterInto(s3, EVIDENCE_BUCKET);
  return {
    putDetail: (instance, segment, bytes) => put(`detail/${instance}/${segment}.ndjson.gz`, bytes),
    putManifest: (sha256, ids) =>
      put(`detail/manifests/${sha256}.txt.gz`, gzipSync(ids.map((id) => `${id}\n`).join(''))),
    async certify(certificate) {
      const text = certificateText(certificate);
      const signature = await signer.sign(text);
      await certificates.put(certificate.instance, canonicalJson({ certificate: JSON.parse(text), ...signature }));
    },
  };
}

/**
 * Puts an object once. Its name has one content, so one that is there already is left as it is.
 * Source: Amazon S3 API Reference, PutObject, "If-None-Match" and "PreconditionFailed"; "ConditionalRequestConflict" for a write beside it.
 * @throws StorageUnavailable
 */
const putterInto = (s3: S3Client, bucket: string) => async (key: string, bytes: Uint8Array) => {
  try {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, IfNoneMatch: '*' }));
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'PreconditionFailed') return;
    throw new StorageUnavailable(cause instanceof Error ? cause : new Error(String(cause)));
  }
};
