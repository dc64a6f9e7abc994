import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endingsOf, mayEnd, type SubscriptionPayment } from '../../../shared/domain/billing/returned.ts';
import type { Catalog, Settings } from '../../../shared/domain/catalog/catalog.ts';
import tollgate from '../../../tollgate.config.ts';
import { buying, day, item, subscription } from './subscriptions.ts';

type Policy = Partial<Pick<Settings, 'onFullRefund' | 'onDispute'>>;

const selling = (policy: Policy): Catalog => ({ ...tollgate, settings: { ...tollgate.settings, ...policy } });

/** November of Basic, $100, paid on the first. */
const paid = (changes: Partial<SubscriptionPayment> = {}): SubscriptionPayment => ({
  subscriptionId: 'sub_1',
  invoicedAt: day(1),
  paysUntil: day(31),
  paidMinor: 100_00,
  refundedMinor: 0,
  refundedAt: null,
  dispute: null,
  ...changes,
});
const back = (at: string) => ({ refundedMinor: 100_00, refundedAt: at });
const refunded = (at: string) => paid(back(at));
const october = (changes: Partial<SubscriptionPayment> = {}) =>
  paid({ invoicedAt: day(-30), paysUntil: day(1), ...changes });
const upgrade = (changes: Partial<SubscriptionPayment> = {}) =>
  paid({ invoicedAt: day(10), paidMinor: 2_000_00, ...changes });
const december = (changes: Partial<SubscriptionPayment> = {}) =>
  paid({ invoicedAt: day(31), paysUntil: day(62), ...changes });

const because = (payments: readonly SubscriptionPayment[], policy: Policy = {}) =>
  endingsOf(selling(policy), [subscription()], payments)[0]?.because ?? 'goes on';

type Row = readonly [
  what: string,
  payments: readonly SubscriptionPayment[],
  because: 'refunded' | 'disputed' | 'goes on',
];

const refunds: readonly Row[] = [
  ['nothing was refunded', [paid()], 'goes on'],
  ['all of the period was refunded', [refunded(day(5))], 'refunded'],
  ['all but a cent was refunded', [paid({ refundedMinor: 99_99, refundedAt: day(5) })], 'goes on'],
  ['an older period was refunded, this one is paid', [october(back(day(5))), paid()], 'goes on'],
  ['an older period was refunded, this one is not paid yet', [october(back(day(1)))], 'goes on'],
  ['the period and the one before were refunded', [october(back(day(5))), refunded(day(5))], 'refunded'],
  [
    'an upgrade was refunded, the period itself not',
    [paid(), upgrade({ refundedMinor: 2_000_00, refundedAt: day(12) })],
    'goes on',
  ],
  ['the period was refunded, an upgrade in it not', [refunded(day(12)), upgrade()], 'goes on'],
  [
    'the period and the upgrade in it were refunded',
    [refunded(day(12)), upgrade({ refundedMinor: 2_000_00, refundedAt: day(13) })],
    'refunded',
  ],
  [
    'it was refunded in time, and the next period is not paid',
    [refunded(day(30)), december({ paidMinor: 0 })],
    'refunded',
  ],
  ['it was refunded in time, and found only when the next was paid', [refunded(day(30)), december()], 'goes on'],
  [
    'it was refunded as it ended, and the next period is not paid',
    [refunded(day(31)), december({ paidMinor: 0 })],
    'goes on',
  ],
  ['nothing was ever paid', [paid({ paidMinor: 0 })], 'goes on'],
];

const disputes: readonly Row[] = [
  ['a dispute is open', [paid({ dispute: 'open' })], 'goes on'],
  ['a dispute was lost', [paid({ dispute: 'lost' })], 'disputed'],
  ['a dispute over an older period was lost', [october({ dispute: 'lost' }), paid()], 'disputed'],
  ['one dispute was lost and another is open', [october({ dispute: 'open' }), paid({ dispute: 'lost' })], 'disputed'],
  ['a dispute was lost and the period refunded', [refunded(day(5)), october({ dispute: 'lost' })], 'disputed'],
];

describe('the subscription that the policy on refunds and disputes ends', () => {
  it.each([...refunds, ...disputes])('where %s', (_, payments, reason) => {
    expect(because(payments)).toBe(reason);
  });

  it.each<[Policy['onDispute'], string, string]>([
    ['end_when_opened', 'disputed', 'disputed'],
    ['end_when_lost', 'goes on', 'disputed'],
    ['keep', 'goes on', 'goes on'],
  ])('with onDispute: %s, an open dispute: %s, a lost one: %s', (onDispute, open, lost) => {
    expect([
      because([paid({ dispute: 'open' })], { onDispute }),
      because([paid({ dispute: 'lost' })], { onDispute }),
    ]).toEqual([open, lost]);
  });

  it('is none for a refund where the operator keeps refunded ones', () => {
    expect(because([refunded(day(5))], { onFullRefund: 'keep' })).toBe('goes on');
  });

  it('has to be searched for unless both policies keep it', () => {
    const settings: readonly Policy[] = [{}, { onFullRefund: 'keep' }, { onDispute: 'keep' }];
    expect(settings.map((policy) => mayEnd(selling(policy)))).toEqual([true, true, true]);
    expect(mayEnd(selling({ onFullRefund: 'keep', onDispute: 'keep' }))).toBe(false);
  });

  it('is the one whose payment was refunded, and not the other', () => {
    const badge = buying('verified_monthly');
    const payments = [refunded(day(5)), paid({ subscriptionId: badge.id, dispute: 'open' })];
    expect(endingsOf(tollgate, [subscription(), badge], payments)).toEqual([
      { subscriptionId: 'sub_1', because: 'refunded' },
    ]);
  });

  it('is none that has ended, waits for its first payment, or is not the catalogue’s', () => {
    const others = [
      ...['canceled', 'incomplete', 'incomplete_expired'].map((status) => subscription({ status })),
      subscription({ items: [item({ lookupKey: null })] }),
    ];
    for (const one of others) expect(endingsOf(tollgate, [one], [refunded(day(5))])).toEqual([]);
  });

  it('is never one with a kept payment, and does not depend on the order of payments', () => {
    const time = fc.integer({ min: 1, max: 90 }).map((number) => day(number));
    const payment = fc.record({
      from: fc.integer({ min: 1, max: 60 }),
      paidMinor: fc.integer({ min: 0, max: 3 }),
      back: fc.integer({ min: 0, max: 3 }),
      at: time,
    });
    const property = fc.property(fc.array(payment, { maxLength: 5 }), fc.infiniteStream(fc.nat()), (drawn, order) => {
      const payments = drawn.map(({ from, paidMinor, back, at }) => {
        const refundedMinor = Math.min(back, paidMinor);
        const refundedAt = refundedMinor > 0 ? at : null;
        return paid({ invoicedAt: day(from), paysUntil: day(from + 30), paidMinor, refundedMinor, refundedAt });
      });
      const latest = Math.max(
        ...payments.filter(({ paidMinor }) => paidMinor > 0).map((each) => Date.parse(each.paysUntil)),
      );
      const keepsLatest = payments.some(
        (each) => Date.parse(each.paysUntil) === latest && each.refundedMinor < each.paidMinor,
      );
      if (keepsLatest) expect(because(payments)).toBe('goes on');
      const keyed = payments.map((each) => ({ each, key: order.next().value }));
      const shuffled = keyed.toSorted((a, b) => a.key - b.key).map(({ each }) => each);
      expect(because(shuffled)).toBe(because(payments));
    });
    fc.assert(property, { seed: 14, numRuns: 2_000 });
  });
});
