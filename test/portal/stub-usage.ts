/** Usage of stubbed organizations, in groups whose sums agree. */
import { totalOf } from '../../shared/domain/usage/grouped.ts';
import type { OwnUsageView, UsageGroupView, UsageView } from '../../shared/http/views.ts';

type Group = { readonly bucket: string; readonly and?: string; readonly units: number; readonly requests: number };

/** Groups with what was served and credited: `repeats` is what was credited. */
const sums = ({ units, requests, ...of }: Group): UsageGroupView =>
  of.bucket === 'repeats' || of.and === 'repeats'
    ? { ...of, units, requests, served: 0, credited: 0 - units, refused: 0 }
    : { ...of, units, requests, served: units, credited: 0, refused: 0 };

type Counted = Omit<UsageView, 'data'> & Pick<OwnUsageView, 'hasRead'>;

/** An answer of `GET /v1/usage` with these groups. */
export function usageWith(
  counted: Counted,
  groups: readonly Group[],
  more: readonly UsageGroupView[] = [],
): OwnUsageView {
  const data = [...groups.map(sums), ...more];
  const forecast = counted.periodEnd
    ? { at: counted.periodEnd, likely: 11_400, low: 9_800, high: 13_100, days: 7 }
    : null;
  return { ...counted, data, total: totalOf(data), refusedSince: more.length > 0 ? refusedSince : null, forecast };
}

const refusedSince = '2026-10-23T10:00:00.000Z';
const days = Array.from({ length: 18 }, (_, index) => ({
  bucket: `2026-11-${String(index + 5).padStart(2, '0')}`,
  units: (index * 137) % 900,
  requests: (index * 7) % 40,
}));

const refused = (bucket: string, count: number): UsageGroupView => ({
  ...{ bucket, units: 0, requests: 0 },
  ...{ served: 0, credited: 0, refused: count },
});

/** The usage of an organization in a period, by each grouping. */
export const someUsage = (counted: Counted) => ({
  app: usageWith(counted, [
    { bucket: 'default', units: 7_240, requests: 80 },
    { bucket: 'app_1', units: 1_000, requests: 14 },
  ]),
  day: usageWith(counted, days),
  key: usageWith(counted, [
    { bucket: 'key_1', units: 8_060, requests: 90 },
    { bucket: 'key_2', units: 240, requests: 4 },
    { bucket: 'repeats', units: -60, requests: 0 },
  ]),
  dataset: usageWith(counted, [
    { bucket: 'posts', units: 7_240, requests: 80 },
    { bucket: 'films', units: 1_000, requests: 14 },
  ]),
  status: usageWith(
    counted,
    [
      { bucket: 'repeats', units: -60, requests: 0 },
      { bucket: 'served', units: 8_300, requests: 94 },
    ],
    [refused('payment_required', 7), refused('rate_limited', 2)],
  ),
});
