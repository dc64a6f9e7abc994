import { defaultAppId } from '../apps/app.ts';
import type { ApiKey } from '../keys/key.ts';
import type { DaySums } from './merge.ts';

/**
 * Takes the place of a key's id for credits of records that were charged more than once on a day: negative units, no requests. Two keys may
 * have read the same record, so the credit belongs to no key.
 */
export const repeatsKeyId = 'repeats';

/** Units and requests of one key on one dataset on one UTC day (YYYY-MM-DD). */
export type UsageRow = {
  readonly day: string;
  readonly keyId: string;
  readonly datasetId: string;
  readonly units: number;
  readonly requests: number;
};

/** Rows of days, of one period where `periodStart` is given. */
export const rowsOf = (days: readonly DaySums[], periodStart?: string): UsageRow[] =>
  days
    .filter((day) => periodStart === undefined || day.periodStart === periodStart)
    .flatMap(({ day, sums }) => sums.map(({ calls, ...sum }) => ({ day, ...sum, requests: calls })));

/** Units of one period. */
export const usedIn = (days: readonly DaySums[], periodStart: string): number =>
  rowsOf(days, periodStart).reduce((sum, { units }) => sum + units, 0);

/** Units of one period that were charged for repeats of a record, and are credited. */
export const repeatedIn = (days: readonly DaySums[], periodStart: string): number =>
  rowsOf(days, periodStart).reduce((sum, { keyId, units }) => (keyId === repeatsKeyId ? sum - units : sum), 0);

/** One group of a sum. */
export type UsageBucket = { readonly bucket: string; readonly units: number; readonly requests: number };

/** The app of a key, by its id. */
export type AppOf = (keyId: string) => string;

const bucketOf = {
  day: ({ day }: UsageRow) => day,
  key: ({ keyId }: UsageRow) => keyId,
  app: ({ keyId }: UsageRow, appOf: AppOf) => (keyId === repeatsKeyId ? repeatsKeyId : appOf(keyId)),
  dataset: ({ keyId, datasetId }: UsageRow) => (keyId === repeatsKeyId ? repeatsKeyId : datasetId),
};

/** The ways to group usage. */
export const groupings = ['day', 'key', 'dataset', 'app'] as const satisfies readonly (keyof typeof bucketOf)[];
/** A way to group usage. */
export type Grouping = (typeof groupings)[number];

/** The app of each of these keys; another key has the default app. A key never changes its app, so sums by app are sums over keys. */
export function appOfKeys(keys: readonly Pick<ApiKey, 'id' | 'app'>[]): AppOf {
  const apps = new Map(keys.map(({ id, app }) => [id, app]));
  return (keyId) => apps.get(keyId) ?? defaultAppId;
}

const inDefaultApp = appOfKeys([]);

/**
 * Sums rows by day, key, dataset or app, ordered by bucket. Days are net of credits for repeats. The others are gross, beside a bucket
 * `repeats` of negative units, so that all have the same total.
 */
export function groupUsage(rows: readonly UsageRow[], by: Grouping, appOf: AppOf = inDefaultApp): UsageBucket[] {
  const sums = new Map<string, UsageBucket>();
  for (const row of rows) {
    const bucket = bucketOf[by](row, appOf);
    const sum = sums.get(bucket) ?? { bucket, units: 0, requests: 0 };
    sums.set(bucket, { bucket, units: sum.units + row.units, requests: sum.requests + row.requests });
  }
  return [...sums.values()].toSorted((a, b) => a.bucket.localeCompare(b.bucket));
}

const dayMs = 86_400_000;

let latest = { number: 0, text: '1970-01-01' };

/** The UTC day of a moment, YYYY-MM-DD. The latest is remembered: each admission asks. */
export function dayOf(now: Date): string {
  const number = Math.floor(now.getTime() / dayMs);
  if (number !== latest.number) latest = { number, text: now.toISOString().slice(0, 10) };
  return latest.text;
}

/** The UTC day after the one of `now`, YYYY-MM-DD. */
export const tomorrowOf = (now: Date): string => dayOf(new Date(now.getTime() + dayMs));

/** Every day that a date can name. */
export const allDays = { from: '0000-01-01', to: '9999-12-31' };

/** The UTC days from the one of `start` to today. */
export const daysSince = (start: string, now: Date) => ({ from: start.slice(0, 10), to: tomorrowOf(now) });
