/** Usage by one or two groupings: what was served, what of it was credited, and what was refused beside it. */
import { type AppOf, appOfKeys, groupings, repeatsKeyId, type UsageRow } from './usage.ts';

/** The ways to group what was asked: those of usage, and by what became of it. */
export const usageGroupings = [...groupings, 'status'] as const;
/** A way to group usage and refusals. */
export type UsageGrouping = (typeof usageGroupings)[number];

/** Refused calls of one key on one dataset for one reason, on the UTC day of the first. */
export type RefusedRow = Omit<UsageRow, 'units' | 'requests'> & { readonly reason: string; readonly refused: number };

/** Sums: units are net, so `served - credited`. */
export type UsageSums = {
  readonly units: number;
  readonly requests: number;
  readonly served: number;
  readonly credited: number;
  readonly refused: number;
};

/** One group of a sum, by the first grouping and, where there is one, by the second. */
export type UsageGroup = UsageSums & { readonly bucket: string; readonly and?: string };

/** The status of calls that were served. Refused ones have the code of their problem. */
const servedStatus = 'served';

const nothing: UsageSums = { units: 0, requests: 0, served: 0, credited: 0, refused: 0 };

type Counted = { readonly of: Readonly<Record<UsageGrouping, string>>; readonly sums: UsageSums };

/** Credits belong to no key, app or dataset: two keys may have read the same record. */
function countedUsage({ day, keyId, datasetId, units, requests }: UsageRow, appOf: AppOf): Counted {
  const isCredit = keyId === repeatsKeyId;
  const own = { key: keyId, app: isCredit ? repeatsKeyId : appOf(keyId), dataset: isCredit ? repeatsKeyId : datasetId };
  const [served, credited] = isCredit ? [0, 0 - units] : [units, 0];
  return {
    of: { day, ...own, status: isCredit ? repeatsKeyId : servedStatus },
    sums: { units, requests, served, credited, refused: 0 },
  };
}

const countedRefusal = ({ day, keyId, datasetId, reason, refused }: RefusedRow, appOf: AppOf): Counted => ({
  of: { day, key: keyId, app: appOf(keyId), dataset: datasetId, status: reason },
  sums: { ...nothing, refused },
});

const added = (one: UsageSums, other: UsageSums): UsageSums => ({
  units: one.units + other.units,
  requests: one.requests + other.requests,
  served: one.served + other.served,
  credited: one.credited + other.credited,
  refused: one.refused + other.refused,
});

/** All of these sums together. */
export const totalOf = (all: readonly UsageSums[]): UsageSums => all.reduce(added, nothing);

type Asked = {
  readonly rows: readonly UsageRow[];
  readonly refusals?: readonly RefusedRow[];
  readonly by: readonly UsageGrouping[];
  readonly appOf?: AppOf | undefined;
  readonly only?: UsageFilter;
};

/** Usage and refusals of one key, on one dataset, or both. Credits are of neither. */
export type UsageFilter = { readonly key?: string | undefined; readonly dataset?: string | undefined };

/** Sums by one grouping or two at once, ordered by their buckets. By whatever it is grouped, all sums together are the same. */
export function groupedUsage({ rows, refusals = [], by, appOf = appOfKeys([]), only = {} }: Asked): UsageGroup[] {
  const groups = new Map<string, UsageGroup>();
  const [first = 'day', second] = by;
  const counted = [
    ...rows.map((row) => countedUsage(row, appOf)),
    ...refusals.map((row) => countedRefusal(row, appOf)),
  ];
  for (const { of, sums } of counted) {
    if ((only.key ?? of.key) !== of.key || (only.dataset ?? of.dataset) !== of.dataset) continue;
    const bucket = { bucket: of[first], ...(second !== undefined && { and: of[second] }) };
    const name = JSON.stringify(bucket);
    groups.set(name, { ...bucket, ...added(groups.get(name) ?? nothing, sums) });
  }
  return [...groups.values()].toSorted(
    (a, b) => a.bucket.localeCompare(b.bucket) || (a.and ?? '').localeCompare(b.and ?? ''),
  );
}
