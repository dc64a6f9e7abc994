import { useQuery } from '@tanstack/react-query';
import type { OwnUsageView, UsageView } from '../../../shared/http/views.ts';
import { get } from '../api/client.ts';

/** The breakdown of usage. */
export type UsageBy = 'day' | 'key' | 'dataset' | 'app';

const refreshMs = 15_000;

/** Usage of the current period by day, key, dataset or app; read again every 15 seconds, because the API's is not fresher. */
export const useUsage = (by: UsageBy) =>
  useQuery({
    queryKey: ['usage', by],
    queryFn: () => get<OwnUsageView>(`/v1/usage?by=${by}`),
    refetchInterval: refreshMs,
  });

const dayMs = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

/**
 * Every UTC day from the period's start to `now`, with zero for days without usage. It stops before the period's end (exclusive).
 * It includes every counted day, even if this browser's clock is behind.
 */
export function daysOf({ periodStart, periodEnd, data }: UsageView, now: Date): UsageView['data'] {
  if (!periodStart || !periodEnd) return data;
  const counted = new Map(data.map((each) => [each.bucket.slice(0, 10), each]));
  const first = Date.parse(dayOf(Date.parse(periodStart)));
  const reads = data.map(({ bucket }) => Date.parse(bucket));
  const last = Math.min(Math.max(now.getTime(), first, ...reads), Date.parse(periodEnd) - 1);
  const length = Math.floor((last - first) / dayMs) + 1;
  return Array.from({ length }, (_, index) => {
    const day = dayOf(first + index * dayMs);
    return counted.get(day) ?? { bucket: day, units: 0, requests: 0 };
  });
}
