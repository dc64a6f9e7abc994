import type { CostView, DatasetDetailView, DatasetVersionView } from '../../shared/http/views.ts';

const version = (name: string, records: number, day: string): DatasetVersionView => ({
  ...{ version: name.repeat(16), records, bytes: records * 90, importedAt: `${day}T06:00:00.000Z`, isServed: false },
});
const unchanged = { changedAt: null, reason: null, revision: 0 };

/** The cost of two days, as AWS estimates it. */
export const noted: CostView = {
  ...{ amountMinor: 310, currency: 'usd', from: '2026-11-01', until: '2026-11-24', estimated: true },
  notedAt: '2026-11-24T08:00:00.000Z',
};

/** Datasets of every state: one pinned to an earlier version, one withdrawn, one that was never imported, one as it was imported. */
export const datasets = (): DatasetDetailView[] => [
  serving('b', {
    ...{ id: 'posts', title: { en: 'Brand conversations', ar: 'محادثات العلامات' }, state: 'served', served: null },
    ...{ waiting: null, newestDay: null, changedAt: '2026-11-23T10:00:00.000Z', revision: 3 },
    reason: 'The import of Monday lacks a language',
    versions: [
      version('c', 61_200, '2026-11-23'),
      version('b', 60_000, '2026-11-16'),
      version('a', 58_000, '2026-11-09'),
    ],
  }),
  {
    ...{ id: 'films', title: { en: 'Films', ar: 'أفلام' }, state: 'withdrawn', served: null, newestDay: null },
    ...{ waiting: version('d', 400, '2026-11-01'), versions: [version('d', 400, '2026-11-01')] },
    ...{ changedAt: '2026-11-22T10:00:00.000Z', reason: 'انتهت رخصة المصدر', revision: 1 },
  },
  {
    ...{ id: 'new', title: { en: 'New', ar: 'جديدة' }, state: 'never', served: null, waiting: null, newestDay: null },
    ...{ ...unchanged, versions: [] },
  },
  serving('e', {
    ...{ id: 'fresh', title: { en: 'Fresh', ar: 'حديثة' }, state: 'served', served: null, waiting: null },
    ...{ ...unchanged, newestDay: '2026-11-23', versions: [version('e', 12, '2026-11-24')] },
  }),
];

/** The dataset with one of its versions served. */
export function serving(name: string, dataset: DatasetDetailView): DatasetDetailView {
  const versions = dataset.versions.map((each) => ({ ...each, isServed: each.version === name.repeat(16) }));
  const served = versions.find(({ isServed }) => isServed) ?? null;
  const newest = versions[0];
  return { ...dataset, state: 'served', versions, served, waiting: newest && !newest.isServed ? newest : null };
}
