import type { Manifest } from '../../shared/datasets/dataset-files.ts';
import type { PublishedVersions } from '../../shared/datasets/published-versions.ts';

/** Imports of datasets in this process; those of a dataset begin with the newest. `test/datasets/versions.test.ts` holds it to the bucket’s. */
export const memoryVersions = (imports: Readonly<Record<string, readonly Manifest[]>> = {}): PublishedVersions => ({
  newest: async (datasetId) => imports[datasetId]?.[0] ?? null,
  all: async (datasetId) => imports[datasetId] ?? [],
});
