import { accessAt } from './entitlement.ts';
import type { Grant } from './grant.ts';
import { periodAt } from './period.ts';

/**
 * Until when (epoch milliseconds, exclusive; Infinity: for good) `entitlementAt` says of these grants what it says at `now`. What the
 * clock changes is read off the grants' times; nothing here depends on the catalogue.
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
