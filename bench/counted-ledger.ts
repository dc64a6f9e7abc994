import type { LedgerStores, ServedCall } from '../shared/services/metering/ledger-port.ts';

/** The stores of a ledger that counts: objects, their bytes, and certified instances. */
export function countedLedger() {
  const counts = { objects: 0, bytes: 0, certified: 0 };
  const details = new Map<string, Uint8Array>();
  const stores: LedgerStores = {
    async putDetail(instance, segment, bytes) {
      counts.objects += 1;
      counts.bytes += bytes.length;
      details.set(`detail/${instance}/${segment}.ndjson.gz`, bytes);
    },
    async putManifest() {
      counts.objects += 1;
    },
    async certify() {
      counts.certified += 1;
    },
  };
  return { stores, counts, details };
}

/** The served call of the benches: a page with one record. */
export const servedPage = (id: string): ServedCall => ({
  kind: 'read',
  query: 'GET /data/posts?brand=Havnora&limit=1',
  address: '203.0.113.77',
  datasetVersion: '2026-11-19T20-14-05Z-1f3a',
  bytes: 412,
  ids: [id],
});
