import { randomBytes } from 'node:crypto';
import { httpBasics } from '../../shared/connect.ts';
import { connectKms } from '../../shared/connect-kms.ts';
import { connectTable } from '../../shared/connect-table.ts';
import { readEnv } from '../../shared/env.ts';
import { rasterizer } from '../../shared/pictures/png.ts';
import { kmsSigner, kmsSigningKeys, nothingKept } from '../../shared/signing/kms-signer.ts';
import { rememberingSigner } from '../../shared/signing/remembering-signer.ts';
import { es256, rs256 } from '../../shared/signing/signing-key.ts';
import { badgeReadsOver } from '../../shared/storage/badges/badge-reads.ts';
import { publicPartsOver } from '../../shared/storage/badges/public-parts.ts';
import { statusListsOver } from '../../shared/storage/badges/status-lists.ts';
import { certificatesOver } from '../../shared/storage/evidence/certificates.ts';
import { publishedKeysOver } from '../../shared/storage/evidence/published-keys.ts';
import { sealTimestampsOver } from '../../shared/storage/evidence/seal-timestamps.ts';
import { sealsOver } from '../../shared/storage/evidence/seals.ts';
import catalog from '../../tollgate.config.ts';
import { credentials } from './handler.ts';

/** 256 bytes each. */
const maxSignatures = 5_000;

const { SIGNING_KEYS, LEDGER_KEYS, RECEIPT_KEYS } = readEnv(['SIGNING_KEYS', 'LEDGER_KEYS', 'RECEIPT_KEYS']);
const table = connectTable();
const badgeKeys = { keyIds: SIGNING_KEYS.split(','), kept: publicPartsOver(table), scheme: rs256 };
const kms = connectKms();
const evidenceKeysIn = (ids: string) => ({ keyIds: ids.split(','), kept: nothingKept, scheme: es256 });

/** Lambda entry point of the credentials function. */
export const handler = credentials({
  ...httpBasics('credentials'),
  catalog,
  badgeReads: badgeReadsOver(table),
  statusLists: statusListsOver(table),
  signer: rememberingSigner(kmsSigner(kms, badgeKeys), maxSignatures),
  seals: sealsOver(table),
  timestamps: sealTimestampsOver(table),
  certificates: certificatesOver(table),
  publishedKeys: publishedKeysOver(table),
  ledgerKeys: kmsSigningKeys(kms, evidenceKeysIn(LEDGER_KEYS)),
  receiptKeys: kmsSigningKeys(kms, evidenceKeysIn(RECEIPT_KEYS)),
  rasterize: rasterizer(),
  unguessable: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
});
