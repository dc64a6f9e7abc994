/** Units and requests of one key on one dataset on one UTC day (YYYY-MM-DD). */
export type UsageRow = {
  readonly day: string;
  readonly keyId: string;
  readonly datasetId: string;
  readonly units: number;
  readonly requests: number;
};

export type UsageBucket = { readonly bucket: string; readonly units: number; readonly requests: number };

const bucketOf = {
  day: ({ day }: UsageRow) => day,
  key: ({ keyId }: UsageRow) => keyId,
  dataset: ({ datasetId }: UsageRow) => datasetId,
};

export type Grouping = keyof typeof bucketOf;

/** Sums rows by day, key or dataset; ordered by bucket. */
export function groupUsage(rows: readonly UsageRow[], by: Grouping): UsageBucket[] {
  const sums = new Map<string, UsageBucket>();
  for (const row of rows) {
    const bucket = bucketOf[by](row);
    const sum = sums.get(bucket) ?? { bucket, units: 0, requests: 0 };
    sums.set(bucket, { bucket, units: sum.units + row.units, requests: sum.requests + row.requests });
  }
  return [...sums.values()].toSorted((a, b) => a.bucket.localeCompare(b.bucket));
}

/** The UTC day of a moment, YYYY-MM-DD. */
export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
