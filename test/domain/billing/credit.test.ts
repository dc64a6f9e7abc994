import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { grantsOfAll, heldCredit, type TopUp } from '../../../shared/domain/billing/credit.ts';
import { entitlementAt } from '../../../shared/domain/billing/entitlement.ts';
import { entitlementHoldsUntil } from '../../../shared/domain/billing/entitlement-span.ts';
import type { Catalog } from '../../../shared/domain/catalog/catalog.ts';
import catalog from '../../../tollgate.config.ts';
import { basic } from '../../functions/admission/callers-world.ts';

const at = '2026-11-24T12:00:00.000Z';
const topUp = (over: Partial<TopUp> = {}): TopUp => ({
  id: 'ch_1',
  units: 2_000,
  paidMinor: 10_00,
  refundedMinor: 0,
  dispute: null,
  at,
  ...over,
});
const later = { id: 'ch_2', units: 4_000, paidMinor: 20_00, at: '2026-11-25T12:00:00.000Z' };
const held = (...topUps: TopUp[]) => heldCredit(catalog, topUps);
const policy = (onDispute: Catalog['settings']['onDispute']) => ({ settings: { ...catalog.settings, onDispute } });

describe('credit that was bought', () => {
  test('adds up, and the latest purchase is known', () => {
    expect(held()).toBeNull();
    expect(held(topUp(), topUp(later))).toEqual({ units: 6_000, lastUnits: 4_000, since: at });
  });

  test('loses the share of a purchase that was refunded, rounded against the buyer by less than a unit', () => {
    expect(held(topUp({ refundedMinor: 2_50 }))?.units).toBe(1_500);
    expect(held(topUp({ refundedMinor: 1 }))?.units).toBe(1_998);
    expect(held(topUp({ refundedMinor: 10_00 }), topUp(later))).toEqual({ units: 4_000, lastUnits: 4_000, since: at });
    expect(held(topUp({ units: 3, refundedMinor: 1 }))?.units).toBe(2);
  });

  test('loses a purchase whose dispute was lost, and where the operator says so one that is disputed or none at all', () => {
    const [lost, open] = [topUp({ dispute: 'lost' }), topUp({ dispute: 'open' })];
    expect([held(lost)?.units, held(open)?.units]).toEqual([0, 2_000]);
    expect(heldCredit(policy('end_when_opened'), [open])?.units).toBe(0);
    expect(heldCredit(policy('keep'), [lost])?.units).toBe(2_000);
  });

  test('is the same in any order of events, and never below 0', () => {
    const money = fc.integer({ min: 1, max: 100_000 });
    const topUps = fc.array(
      fc.record({
        id: fc.uuid(),
        units: money,
        paidMinor: money,
        refundedMinor: fc.nat(100_000),
        dispute: fc.constantFrom('open' as const, 'lost' as const, null),
        at: fc.constantFrom(at, later.at),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(topUps, (all) => {
        const [one, other] = [heldCredit(catalog, all), heldCredit(catalog, all.toReversed())];
        expect(one).toEqual(other);
        expect(one?.units).toBeGreaterThanOrEqual(0);
        expect(one?.units).toBeLessThanOrEqual(all.reduce((sum, { units }) => sum + units, 0));
      }),
      { seed: 20_261_126 },
    );
  });
});

describe('an entitlement with credit', () => {
  const now = new Date('2026-11-26T00:00:00.000Z');
  const entitled = (subscriptions: Parameters<typeof grantsOfAll>[1]['subscriptions'], ...topUps: TopUp[]) =>
    entitlementAt(catalog, grantsOfAll(catalog, { subscriptions, credit: held(...topUps) }), now);

  test('alone reaches what its plan reaches, has no period and no end', () => {
    expect(entitled([], topUp())).toMatchObject({
      access: 'full',
      accessUntil: null,
      plans: ['pay_per_use'],
      datasets: ['posts', 'films', 'gateway:trends', 'gateway:reach'],
      allowance: 0,
      period: null,
      credit: { units: 2_000 },
    });
    const grants = grantsOfAll(catalog, { subscriptions: [], credit: held(topUp()) });
    expect(entitlementHoldsUntil(grants, now)).toBeGreaterThan(Date.parse('9999-01-01T00:00:00.000Z'));
  });

  test('beside a subscription leaves its period and allowance as they are', () => {
    expect(entitled([basic], topUp())).toMatchObject({
      plans: ['basic', 'pay_per_use'],
      allowance: 10_000,
      unit: 'record',
      period: { start: basic.items[0]?.periodStart },
      credit: { units: 2_000 },
    });
  });

  test('that was taken back whole allows nothing', () => {
    expect(entitled([], topUp({ refundedMinor: 10_00 }))).toMatchObject({ access: 'none', plans: [] });
    expect(entitled([basic], topUp({ dispute: 'lost' }))).toMatchObject({ plans: ['basic'] });
  });
});
