import type { Catalog } from '../../shared/domain/catalog/catalog.ts';
import { laterDay, revenueIn } from '../../shared/domain/console/revenue.ts';
import { invalid } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import { knownParameters } from '../../shared/http/page.ts';
import type { OperatorRequest, OperatorRoute } from '../../shared/http/route.ts';
import type { RevenueView } from '../../shared/http/views.ts';
import type { Rollups } from '../../shared/storage/billing/revenue.ts';
import { dayIn } from './day-in.ts';
import type { AdminDeps } from './deps.ts';

const usualDays = 90;
const maxDays = 366;

/** GET /v1/admin/revenue?from&to: the bridge, churn, and what is at risk, from rollups alone. */
export const readRevenue =
  (deps: AdminDeps): OperatorRoute =>
  async (request) => {
    const range = rangeIn(request, deps.now());
    const data = (await rollupsOf(deps, range.from)).map((rollups) => revenueIn(rollups, range));
    return ok({ from: range.from, to: range.to, data: data.map(view) } satisfies RevenueView);
  };

/** Rollups of every currency that is sold in, and of which something was ever counted; of the first currency in any case. */
export async function rollupsOf({ revenue, catalog }: AdminDeps, from: string): Promise<readonly Rollups[]> {
  const all = await Promise.all(currenciesOf(catalog).map((currency) => revenue.since(currency, from)));
  return all.filter(({ now, days }, i) => i === 0 || Object.keys(now).length > 0 || days.size > 0);
}

const currenciesOf = ({ plans, badges }: Catalog): readonly string[] => {
  const prices = [...plans, ...badges].flatMap((sold) => sold.prices);
  return [...new Set(prices.flatMap(({ currency, currencies }) => [currency, ...Object.keys(currencies ?? {})]))];
};

/** A half-open range of UTC days, and the UTC day of now. */
export type DayRange = { readonly from: string; readonly to: string; readonly today: string };

/** So many days, today the last of them. */
export function rangeEndingAt(now: Date, days: number): DayRange {
  const today = now.toISOString().slice(0, 10);
  const to = laterDay(today, 1);
  return { from: laterDay(to, -days), to, today };
}

/** @throws AppError 400 for what is no day, and for a range that is empty or longer than a year */
function rangeIn(request: OperatorRequest, now: Date): DayRange {
  knownParameters(request, ['from', 'to']);
  const usual = rangeEndingAt(now, usualDays);
  const to = dayIn(request, 'to') ?? usual.to;
  const from = dayIn(request, 'from') ?? laterDay(to, -usualDays);
  if (from >= to || laterDay(from, maxDays) < to)
    throw invalid([{ field: 'from', message: `must be before to, by at most ${maxDays} days` }]);
  return { from, to, today: usual.today };
}

const view = ({ days, bySold, ...rest }: ReturnType<typeof revenueIn>): RevenueView['data'][number] => ({
  ...rest,
  days: [...days],
  bySold: [...bySold],
});
