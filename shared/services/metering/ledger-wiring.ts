import { gzipSync } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { connectKms } from '../../connect-kms.ts';
import { canonicalJson } from '../../domain/accounts/canonical-json.ts';
import { certificateText } from '../../domain/evidence/receipt.ts';
import { detailObject, EvidenceUnavailable, manifestObject } from '../../evidence-store/evidence-objects.ts';
import { s3EvidenceObjects } from '../../evidence-store/s3-evidence-objects.ts';
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
  const objects = s3EvidenceObjects(s3, EVIDENCE_BUCKET);
  /** A name has one content, so an object that is there already is this one. */
  const put = (name: string, bytes: Uint8Array) => asStorage(async () => void (await objects.putNew(name, bytes)));
  return {
    putDetail: (instance, segment, bytes) => put(detailObject(instance, segment), bytes),
    putManifest: (sha256, ids) => put(manifestObject(sha256), gzipSync(ids.map((id) => `${id}\n`).join(''))),
    async certify(certificate) {
      const text = certificateText(certificate);
      const signature = await signer.sign(text);
      await certificates.put(certificate.instance, canonicalJson({ certificate: JSON.parse(text), ...signature }));
    },
  };
}

/** The meter treats a bucket that does not respond as a table that does not: it tries again, and later stops serving. */
async function asStorage<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw cause instanceof EvidenceUnavailable ? new StorageUnavailable(cause) : cause;
  }
}
