import { defaultAppId } from '../apps/app.ts';

/** A counter by the period that it counts, and by the app if it holds the app's share of it. */
export type CountedPart = {
  /** ISO-8601 UTC, or `CREDIT`. */
  readonly periodStart: string;
  /** Null: the counter of the whole organization. */
  readonly appId: string | null;
};

/** The name of the counter of an app's share, which stands where other counters have the period's start. "#" is in neither part. */
export const shareCounterOf = (periodStart: string, appId = defaultAppId): string => `${periodStart}#${appId}`;

/** The part that a counter counts, by its name. */
export function countedPartOf(counterName: string): CountedPart {
  const [periodStart = '', appId = null] = counterName.split('#', 2);
  return { periodStart, appId };
}
