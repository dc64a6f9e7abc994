import type { QueryEngine } from '../../shared/datasets/query-engine.ts';

const all = Array.from({ length: 2_000 }, (_, i) => ({ id: `r${String(i).padStart(4, '0')}` }));

/** The query port over 2,000 records r0000…r1999 in every dataset; it ignores filters. */
export const countedRecords = (): QueryEngine => ({
  version: async () => ({ version: 'one', publishedAt: '2026-11-24T12:00:00.000Z' }),
  async records(dataset, { limit }, { sampleOnly, maxRecords }) {
    const seen = sampleOnly ? all.slice(0, dataset.sampleRecords) : all;
    const records = seen.slice(0, Math.min(limit, maxRecords));
    return { records, ...(records.length < seen.length ? { nextCursor: `after-${records.length}` } : {}) };
  },
  size: async (_dataset, { limit }) => Math.min(limit, all.length),
  exported: async (_dataset, { limit }, { maxRecords }) => {
    const written = all.slice(0, Math.min(limit, maxRecords));
    const ids = written.map(({ id }) => id);
    return { path: '/nowhere/at/all', records: written.length, ids, bytes: 1 };
  },
  record: async (_, id) => all.find((record) => record.id === id) ?? null,
  counts: async (_dataset, _query, { maxBuckets }) => ({
    counts: Array.from({ length: Math.min(90, maxBuckets) }, (_, i) => ({ bucket: `b${i}`, count: 1 })),
    isCut: maxBuckets < 90,
  }),
});
