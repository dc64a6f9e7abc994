import { expect, test } from 'vitest';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import { nextEnd } from '../../../shared/domain/billing/next-end.ts';
import { never } from '../../../shared/domain/billing/period.ts';

const day = (date: number) => `2026-11-${String(date).padStart(2, '0')}T00:00:00.000Z`;
const grant = (change: Partial<Grant> = {}): Grant => ({
  ...{ subscriptionId: 'sub_1', kind: 'badge', id: 'verified', status: 'active', interval: 'month' },
  ...{ periodStart: day(1), periodEnd: day(10), paidUntil: day(10), fullUntil: day(11), graceUntil: day(18) },
  ...change,
});
const next = (at: number, ...grants: Grant[]) => nextEnd(grants, new Date(day(at)))?.toISOString() ?? null;

test('a check at each end leads to the next: paid, unconfirmed, grace, nothing', () => {
  expect([5, 10, 11, 18].map((at) => next(at, grant()))).toEqual([day(10), day(11), day(18), null]);
});

test('the first end of several grants comes first, also where grace is still to begin', () => {
  expect(next(5, grant({ paidUntil: day(20) }), grant())).toBe(day(10));
  expect(next(19, grant({ overdueGrace: { from: day(22), until: day(25) } }))).toBe(day(22));
});

test('a grant that never ends has no next end', () => {
  expect(next(5, grant({ paidUntil: never, fullUntil: never, graceUntil: never }))).toBeNull();
});
