/** Revenue over a range of days, as the console shows it: everything is a sum of rollups. Days are UTC days, ranges half-open. */
import { type RiskCause, riskCauses } from '../billing/recurring.ts';
import { type Movement, movements, type Sums } from '../billing/revenue-change.ts';

/** The rollups of a currency, from the first day of the range on. */
export type RevenueRollups = {
  readonly currency: string;
  readonly now: Sums;
  readonly days: ReadonlyMap<string, Sums>;
};

/** An amount in minor units, and of how many organizations or subscriptions it is. */
export type CountedMoney = { readonly amountMinor: number; readonly count: number };

/** One day of the bridge. `endMinor`: what was paid a month at its end. */
export type RevenueDay = { readonly day: string; readonly endMinor: number; readonly refunds: CountedMoney } & Readonly<
  Record<Movement, CountedMoney>
>;

/** The monthly revenue of a plan or badge. */
export type SoldRevenue = { readonly sold: string; readonly amountMinor: number; readonly subscriptions: number };

/** Revenue of one currency. */
export type RevenueOfCurrency = {
  readonly currency: string;
  /** Paid a month now, and by how many organizations. */
  readonly monthly: CountedMoney;
  readonly startMinor: number;
  readonly endMinor: number;
  readonly bridge: Readonly<Record<Movement, CountedMoney>>;
  /** The share of the start that was lost or shrank, in hundredths of a percent; null where nothing was paid at the start. */
  readonly churnBasisPoints: number | null;
  readonly days: readonly RevenueDay[];
  readonly bySold: readonly SoldRevenue[];
  /** Lost in the next seven days unless somebody does something. */
  readonly atRisk: Readonly<Record<RiskCause, CountedMoney>>;
  readonly failing: CountedMoney;
  /** Made in the range, but for those whose money came back. They change nothing that is paid a month. */
  readonly refunds: CountedMoney;
};

const dayMs = 86_400_000;
/** The UTC day so many days after another. */
export const laterDay = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10);

/** Revenue in the half-open range. Ends are what is paid now, less what changed since. `today`: the UTC day of now. */
export function revenueIn(
  { currency, now, days }: RevenueRollups,
  { from, to, today }: { readonly from: string; readonly to: string; readonly today: string },
): RevenueOfCurrency {
  const total = now.total ?? 0;
  const past = [...days].filter(([day]) => day <= today);
  const netAfter = (day: string) =>
    past.filter(([each]) => each >= day).reduce((sum, [, sums]) => sum + netOf(sums), 0);
  const within = past.filter(([day]) => day >= from && day < to).map(([, sums]) => sums);
  const [startMinor, endMinor] = [total - netAfter(from), total - netAfter(to)];
  const bridge = movementsIn(within);
  return {
    currency,
    monthly: { amountMinor: total, count: now.organizations ?? 0 },
    startMinor,
    endMinor,
    bridge,
    churnBasisPoints:
      startMinor > 0 ? Math.round(((bridge.lost.amountMinor + bridge.shrunk.amountMinor) * 10_000) / startMinor) : null,
    days: daysOf(days, { from, to: to > laterDay(today, 1) ? laterDay(today, 1) : to, startMinor }),
    bySold: bySoldIn(now),
    atRisk: risksIn([...days].filter(([day]) => day >= today && day <= laterDay(today, 7)).map(([, sums]) => sums)),
    failing: { amountMinor: now.failingMinor ?? 0, count: now.failing ?? 0 },
    refunds: refundsIn(within),
  };
}

const netOf = (sums: Sums): number => (sums.new ?? 0) + (sums.grown ?? 0) - (sums.shrunk ?? 0) - (sums.lost ?? 0);

function daysOf(
  days: ReadonlyMap<string, Sums>,
  { from, to, startMinor }: { readonly from: string; readonly to: string; readonly startMinor: number },
): RevenueDay[] {
  const shown: RevenueDay[] = [];
  let endMinor = startMinor;
  for (let day = from; day < to; day = laterDay(day, 1)) {
    const sums = days.get(day) ?? {};
    endMinor += netOf(sums);
    shown.push({ day, endMinor, ...movementsIn([sums]), refunds: refundsIn([sums]) });
  }
  return shown;
}

const sumOf = (all: readonly Sums[], name: string): number => all.reduce((sum, each) => sum + (each[name] ?? 0), 0);

const movementsIn = (all: readonly Sums[]) =>
  Object.fromEntries(
    movements.map((kind) => [kind, { amountMinor: sumOf(all, kind), count: sumOf(all, `${kind}Count`) }]),
  ) as Record<Movement, CountedMoney>;

const refundsIn = (all: readonly Sums[]): CountedMoney => ({
  amountMinor: sumOf(all, 'refunded'),
  count: sumOf(all, 'refundedCount'),
});

const risksIn = (all: readonly Sums[]) =>
  Object.fromEntries(
    riskCauses.map((cause) => [
      cause,
      { amountMinor: sumOf(all, `risk:${cause}`), count: sumOf(all, `riskCount:${cause}`) },
    ]),
  ) as Record<RiskCause, CountedMoney>;

const bySoldIn = (now: Sums): SoldRevenue[] =>
  Object.entries(now)
    .filter(([name, amountMinor]) => name.startsWith('m:') && amountMinor !== 0)
    .map(([name, amountMinor]) => ({ sold: name.slice(2), amountMinor, subscriptions: now[`n:${name.slice(2)}`] ?? 0 }))
    .toSorted((a, b) => b.amountMinor - a.amountMinor);
