import { creditPeriod } from '../../domain/billing/credit.ts';
import type { Entitlement } from '../../domain/billing/entitlement.ts';
import type { DaySums } from '../../domain/usage/merge.ts';
import { dayOf, daysSince, usedIn } from '../../domain/usage/usage.ts';
import type { LiveUsage } from '../../storage/usage/live-usage.ts';

type UsedOf = { readonly accountId: string; readonly entitlement: Entitlement; readonly now: Date };

/**
 * The usage of the present period and of the credit, the state of their counters, and the days of the period. Without a period: the last 30
 * days.
 */
export async function usedOf(liveUsage: LiveUsage, { accountId, entitlement, now }: UsedOf) {
  const { period, credit } = entitlement;
  const since = [period?.start, credit?.since].filter((start) => typeof start === 'string').toSorted()[0];
  const counterOf = (periodStart: string | null | undefined) =>
    periodStart ? liveUsage.counter({ accountId, periodStart }) : Promise.resolve(null);
  // The counters first: units reported between the two reads then show as used, and not as left.
  const [counter, creditCounter] = await Promise.all([
    counterOf(period?.start),
    counterOf(credit ? creditPeriod : null),
  ]);
  const days = since === undefined ? [] : await liveUsage.days(accountId, daysSince(since, now));
  return {
    counter,
    creditCounter,
    used: period ? usedIn(days, period.start) : 0,
    ofCredit: usedIn(days, creditPeriod),
    days: days.filter(isShown(period?.start, now)),
  };
}

const shownMs = 30 * 86_400_000;

function isShown(periodStart: string | undefined, now: Date): (day: DaySums) => boolean {
  const from = dayOf(new Date(now.getTime() - shownMs));
  return (day) =>
    periodStart === undefined
      ? day.day >= from
      : day.periodStart === periodStart || (day.periodStart === creditPeriod && day.day >= periodStart.slice(0, 10));
}
