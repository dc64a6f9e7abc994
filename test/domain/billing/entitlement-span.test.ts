import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entitlementAt } from '../../../shared/domain/billing/entitlement.ts';
import { entitlementHoldsUntil } from '../../../shared/domain/billing/entitlement-span.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import catalog from '../../../tollgate.config.ts';

const startMs = Date.parse('2026-11-24T12:00:00.000Z');
const hourMs = 3_600_000;
const time = fc.integer({ min: -60, max: 60 }).map((hours) => new Date(startMs + hours * hourMs).toISOString());

const grant = fc.record<Grant>(
  {
    subscriptionId: fc.constantFrom('sub_1', 'sub_2'),
    kind: fc.constantFrom('plan', 'badge'),
    id: fc.constantFrom('basic', 'pro', 'free', 'verified', 'gone'),
    status: fc.constant('active'),
    periodStart: time,
    periodEnd: time,
    interval: fc.constantFrom('day', 'week', 'month'),
    paidUntil: time,
    fullUntil: time,
    graceUntil: time,
    overdueGrace: fc.record({ from: time, until: time }),
  },
  {
    requiredKeys: [
      'subscriptionId',
      'kind',
      'id',
      'status',
      'periodStart',
      'periodEnd',
      'interval',
      'paidUntil',
      'fullUntil',
      'graceUntil',
    ],
  },
);

test('an entitlement is the same from one moment until the one that is named', () => {
  fc.assert(
    fc.property(
      fc.array(grant, { maxLength: 3 }),
      fc.integer({ min: -70 * hourMs, max: 70 * hourMs }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (grants, atMs, share) => {
        const now = startMs + atMs;
        const until = entitlementHoldsUntil(grants, new Date(now));
        const last = Math.min(until - 1, now + 400 * 24 * hourMs);
        const then = now + Math.floor((last - now) * share);
        const said = entitlementAt(catalog, grants, new Date(now));
        expect(until).toBeGreaterThan(now);
        expect(entitlementAt(catalog, grants, new Date(then))).toEqual(said);
        expect(entitlementAt(catalog, grants, new Date(last))).toEqual(said);
      },
    ),
    { numRuns: 500, seed: 20261125 },
  );
});

test('the entitlement of no grants never changes', () => {
  expect(entitlementHoldsUntil([], new Date(startMs))).toBe(Number.POSITIVE_INFINITY);
});
