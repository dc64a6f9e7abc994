import { ledgerSeal } from '../../../functions/ledger-seal/handler.ts';
import { canonicalJson, type JsonValue } from '../../../shared/domain/accounts/canonical-json.ts';
import { logOf } from '../../../shared/log.ts';
import { sealRange } from '../../../shared/services/evidence/seal-range.ts';
import type { StoredSourceDeps } from '../../../shared/services/evidence/source-deps.ts';
import { storedSource } from '../../../shared/services/evidence/stored-source.ts';
import { accountsOver } from '../../../shared/storage/accounts/accounts.ts';
import { appsOver } from '../../../shared/storage/apps/apps.ts';
import { certificatesOver } from '../../../shared/storage/evidence/certificates.ts';
import { personKeyKey, statementKey } from '../../../shared/storage/evidence/evidence-item-keys.ts';
import { factBoxOver } from '../../../shared/storage/evidence/facts.ts';
import { leavesOver } from '../../../shared/storage/evidence/leaves.ts';
import { personKeysOver } from '../../../shared/storage/evidence/person-keys.ts';
import { publishedKeysOver } from '../../../shared/storage/evidence/published-keys.ts';
import { refusalsOver } from '../../../shared/storage/evidence/refusals.ts';
import { sealClaimsOver } from '../../../shared/storage/evidence/seal-claims.ts';
import { sealTimestampsOver } from '../../../shared/storage/evidence/seal-timestamps.ts';
import { sealedFactsOver } from '../../../shared/storage/evidence/sealed-facts.ts';
import { sealsOver } from '../../../shared/storage/evidence/seals.ts';
import { segmentDetailsOver } from '../../../shared/storage/evidence/segment-details.ts';
import { statementsOver } from '../../../shared/storage/evidence/statements.ts';
import { apiKeysOver } from '../../../shared/storage/keys/api-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { Table } from '../../../shared/storage/table/table.ts';
import { batchesOver } from '../../../shared/storage/usage/batches.ts';
import { madeLicence, madeLicenceHash } from './made-entries.ts';
import type { MadeLedger } from './made-ledger.ts';
import { memoryObjects } from './memory-objects.ts';
import { evidenceTestSigner, storeHour } from './stored-ledger.ts';

const publishedLicences = [
  {
    ...madeLicence,
    sha256: madeLicenceHash,
    publishedAt: '2026-11-01T00:00:00.000Z',
    inForceFrom: '2026-11-01',
  },
];

/** The repositories of packs over a table; nobody ever bought anything. */
export const sourceDepsOver = (table: Table, objects: StoredSourceDeps['evidenceObjects']): StoredSourceDeps => ({
  catalog: { publishedLicences },
  seals: sealsOver(table),
  leaves: leavesOver(table),
  sealedFacts: sealedFactsOver(table),
  statements: statementsOver(table),
  certificates: certificatesOver(table),
  publishedKeys: publishedKeysOver(table),
  personKeys: personKeysOver(table),
  evidenceObjects: objects,
  accounts: accountsOver(table),
  apps: appsOver(table),
  timestamps: sealTimestampsOver(table),
  apiKeys: apiKeysOver(table),
  refusals: refusalsOver(table, () => ''),
  stripe: { listInvoices: async () => ({ invoices: [] }), listPayments: async () => [] },
  origin: 'https://tollgate.example',
});

/** A made ledger in a table and a bucket, sealed by the real job with the ledger's own keys. Certificates, statements and keys of persons are there. */
export async function sealedWorld(ledger: MadeLedger) {
  const [table, objects] = [memoryTable(), memoryObjects()];
  let now = new Date(0);
  const run = ledgerSeal({
    batches: batchesOver(table),
    segmentDetails: segmentDetailsOver(table),
    factBox: factBoxOver(table),
    sealClaims: sealClaimsOver(table),
    leaves: leavesOver(table),
    sealedFacts: sealedFactsOver(table),
    seals: sealsOver(table),
    timestamps: sealTimestampsOver(table),
    publishedKeys: publishedKeysOver(table),
    evidenceObjects: objects,
    sealSigner: evidenceTestSigner(ledger.ledgerKey.privateKey),
    receiptKeys: evidenceTestSigner(ledger.receiptsKey.privateKey),
    count: () => {},
    log: logOf('ledger-seal', () => {}),
    now: () => now,
  });
  for (const { seal } of ledger.seals) {
    now = new Date(seal.at);
    await storeHour({ table, objects }, ledger, seal.number);
    await run({}, {} as never);
  }
  for (const { organization, day, signed } of ledger.statements)
    await table.put({ ...statementKey(organization, day), text: canonicalJson(signed as unknown as JsonValue) });
  for (const { instance, certificate } of ledger.instances)
    await certificatesOver(table).put(instance, canonicalJson(certificate as unknown as JsonValue));
  for (const { id, key } of ledger.organizations.flatMap(({ people }) => people))
    if (key) await table.put({ ...personKeyKey(id), key: key.toString('base64url') });
  const deps = sourceDepsOver(table, objects);
  const sourceOf = async (organization: string, period: { readonly from: string; readonly to: string }) => {
    const { id, name } = ledger.organizations.find((each) => each.id === organization)!;
    return storedSource(deps, { organization: { id, name }, range: await sealRange(deps.seals, period) });
  };
  return { ledger, table, objects, deps, sourceOf };
}
