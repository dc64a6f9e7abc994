/** Usage of stubbed organizations, in groups whose sums agree. */
import { totalOf } from '../../shared/domain/usage/grouped.ts';
import type { OwnUsageView, UsageGroupView, UsageView } from '../../shared/http/views.ts';
import { ok, type Route } from './stub-answers.ts';
import type { World } from './stub-state.ts';

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

const figures = ['units', 'requests', 'served', 'credited', 'refused'] as const;

/** A group of a period in equal parts on each of these days, with the rest on the last. */
function spread({ bucket: and, ...sums }: UsageGroupView, onto: readonly string[]): UsageGroupView[] {
  const part = (figure: (typeof figures)[number], at: number) => {
    const each = Math.trunc(sums[figure] / onto.length);
    return at < onto.length - 1 ? each : sums[figure] - each * at;
  };
  return onto.map((bucket, at) => {
    const of = (figure: (typeof figures)[number]) => part(figure, at);
    const counted = { units: of('units'), requests: of('requests'), served: of('served'), credited: of('credited') };
    return { bucket, and, ...counted, refused: of('refused') };
  });
}

/** By one grouping as the world has it; by day and another, each group of the other is spread onto the days of the world. */
function answered({ usage }: World, query: URLSearchParams): OwnUsageView {
  const [first = 'day', second] = (query.get('by') ?? 'day').split(',') as (keyof World['usage'])[];
  const asked = usage[second ?? first];
  const onto = usage.day.data.map(({ bucket }) => bucket);
  const [from, to] = [query.get('from') ?? '', query.get('to') ?? '9'];
  const data = (second ? asked.data.flatMap((group) => spread(group, onto)) : asked.data).filter(
    ({ bucket, and }) =>
      (!onto.includes(bucket) || (bucket >= from && bucket < to)) &&
      (second !== 'key' || (query.get('key') ?? and) === and),
  );
  return { ...asked, data, total: totalOf(data) };
}

/** Usage as the API answers it. */
export const usageRoutes: Record<string, Route> = {
  'GET /v1/usage': (world, { query, headers }) => {
    const usage = answered(world, query);
    if (headers.accept !== 'text/csv') return ok<OwnUsageView>(usage);
    const rows = usage.data.map(({ bucket, and, units }) => [bucket, and, units].join());
    return { status: 200, text: [`${query.get('by')},units`, ...rows, ''].join('\r\n') };
  },
};
