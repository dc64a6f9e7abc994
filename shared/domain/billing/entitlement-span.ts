import { accessAt } from './entitlement.ts';
import type { Grant } from './grant.ts';
import { periodAt } from './period.ts';

/**
 * Until when the result of `entitlementAt` at `now` stays the same: epoch milliseconds, exclusive; Infinity: for good. Only the times of
 * the grants change it, not the catalogue.
 */
export function entitlementHoldsUntil(grants: readonly Grant[], now: Date): number {
  const times = grants.flatMap((grant) => timesOf(grant, now)).map((time) => Date.parse(time));
  return times.filter((time) => time > now.getTime()).reduce((first, time) => Math.min(first, time), Infinity);
}

function timesOf(grant: Grant, now: Date): string[] {
  const { paidUntil, fullUntil, graceUntil, overdueGrace, periodEnd } = grant;
  const grace = overdueGrace ? [overdueGrace.from, overdueGrace.until] : [];
  const period = accessAt(grant, now).access === 'none' ? [] : [periodAt(grant, now).end];
  return [paidUntil, fullUntil, graceUntil, periodEnd, ...grace, ...period];
}
