import { detailObject, type EvidenceObjects, manifestObject } from '../shared/evidence-store/evidence-objects.ts';
import type { LedgerStores, ServedCall } from '../shared/services/metering/ledger-port.ts';
import { memoryObjects } from '../test/support/evidence/memory-objects.ts';

/** The requests of the ledger to S3 and KMS. `bytes`: of all stored objects. */
export type LedgerCounts = { puts: number; gets: number; bytes: number; signatures: number };

/** The stores of a ledger in memory, with counts of what they would cost. */
export function countedLedger() {
  const counts: LedgerCounts = { puts: 0, gets: 0, bytes: 0, signatures: 0 };
  const memory = memoryObjects();
  const objects: EvidenceObjects = {
    async putNew(name, bytes) {
      counts.puts += 1;
      counts.bytes += bytes.length;
      return memory.putNew(name, bytes);
    },
    async get(name, range) {
      counts.gets += 1;
      return memory.get(name, range);
    },
  };
  const stores: LedgerStores = {
    putDetail: async (instance, segment, bytes) => void (await objects.putNew(detailObject(instance, segment), bytes)),
    putManifest: async (sha256) => void (await objects.putNew(manifestObject(sha256), new Uint8Array())),
    async certify() {
      counts.signatures += 1;
    },
  };
  return { stores, objects, counts };
}

/** A ledger that is kept and sealed in a bench. */
export type CountedLedger = ReturnType<typeof countedLedger>;

/** The served call of the benches: a page with one record. */
export const servedPage = (id: string): ServedCall => ({
  kind: 'read',
  query: 'GET /data/posts?brand=Havnora&limit=1',
  address: '203.0.113.77',
  datasetVersion: '2026-11-19T20-14-05Z-1f3a',
  bytes: 412,
  ids: [id],
});
