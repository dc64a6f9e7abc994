import { describe, expect, it } from 'vitest';
import { appealed, decide, withProfile } from '../../../shared/domain/badges/review.ts';
import {
  ownSubscriptions,
  settlementChange,
  settlementOfLatePayments,
  settlementOfWithdrawal,
} from '../../../shared/domain/badges/settlement.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import { applied, approvedOnce, at, days, paidFor, policy, profile, verdict } from './applied.ts';

const actor = 'ada@example.com';
const refusedBy = (review = {}, more = {}) => decide(applied, verdict('refuse', more), paidFor(review))!.settlement;

describe('the settlement of a refusal', () => {
  it('a first application is refunded once the refusal is final, at once, or not, as the policy says', () => {
    expect(refusedBy()).toMatchObject({ what: 'refund', state: 'due', at: days(14), subscriptions: ['sub_1'] });
    expect(refusedBy({ refundWhenRefused: 'at_once' })).toMatchObject({ what: 'refund', at });
    expect(refusedBy({ refundWhenRefused: 'never' })).toMatchObject({ what: 'end', at: days(14) });
    expect(refusedBy({ refundWhenRefused: 'never' }, { refund: true })).toMatchObject({ what: 'refund', at: days(14) });
  });

  it('a badge that was shown once is not refunded: its subscription is not renewed, unless the operator refunds it', () => {
    const again = (refund: boolean) => decide(approvedOnce, verdict('refuse', { refund }), paidFor())!.settlement;
    expect([again(false), again(true)]).toMatchObject([
      { what: 'end', at: days(14) },
      { what: 'refund', at: days(14) },
    ]);
  });

  it('is none where no subscription pays for this badge alone', () => {
    expect(decide(applied, verdict('refuse'), { ...paidFor(), subscriptions: [] })!.settlement).toBeNull();
  });

  it('is taken back by an appeal, and due at once when that is refused', () => {
    const refused = decide(applied, verdict('refuse'), paidFor())!;
    const inReview = appealed(refused, { text: 'It is me.', at: days(1), actor }, policy)!;
    expect(inReview.settlement).toBeNull();
    const again = decide(inReview, verdict('refuse', { at: days(2) }), paidFor())!;
    expect(again.settlement).toMatchObject({ what: 'refund', at: days(2) });
  });

  it('an answer takes back a settlement that is not due, and none that is', () => {
    const answered = (review: Partial<typeof policy>) => {
      const refused = decide(applied, verdict('refuse'), paidFor(review))!;
      return withProfile(refused, { profile, answer: 'Look again.', at: days(1), actor }).settlement;
    };
    expect(answered({})).toBeNull();
    expect(answered({ refundWhenRefused: 'at_once' })).toMatchObject({ what: 'refund', state: 'due' });
  });
});

it('a revocation ends the subscription with its period at once, and refunds only where the operator says so', () => {
  const revokedWith = (refund: boolean) => {
    const shown = { ...approvedOnce, state: 'approved' } as const;
    return decide(shown, verdict('revoke', { refund }), paidFor())!.settlement;
  };
  expect([revokedWith(false), revokedWith(true)]).toMatchObject([
    { what: 'end', at },
    { what: 'refund', at },
  ]);
});

describe('a payment after a decision', () => {
  const shown = { ...approvedOnce, state: 'approved' } as const;
  const lookedAt = (application: typeof applied, subscriptions: readonly string[], now = days(1)) =>
    settlementOfLatePayments(application, { review: policy, subscriptions, at: now });

  it('is refunded beside the planned settlement, which does not change', () => {
    const revoked = decide(shown, verdict('revoke'), paidFor())!;
    expect(lookedAt(revoked, ['sub_1'])).toBeNull();
    const next = lookedAt(revoked, ['sub_1', 'sub_2'])!;
    expect(next).toEqual({ ...revoked.settlement, late: ['sub_2'] });
    expect(settlementChange(revoked.settlement, next)).toEqual({ planned: next, dropped: null });
    expect(lookedAt({ ...revoked, settlement: next }, ['sub_1', 'sub_2'])).toBeNull();
  });

  it('is refunded alone once that was begun or made, and earlier subscriptions are left alone', () => {
    const revoked = decide(shown, verdict('revoke'), paidFor())!;
    for (const state of ['begun', 'made'] as const) {
      const settlement = { ...revoked.settlement!, state };
      const next = lookedAt({ ...revoked, settlement }, ['sub_1', 'sub_2'])!;
      expect(next).toMatchObject({ what: 'refund', state: 'due', at: days(1), subscriptions: [], late: ['sub_2'] });
      expect(next.id).not.toBe(settlement.id);
      expect(lookedAt({ ...revoked, settlement: { ...next, state } }, ['sub_1', 'sub_2'])).toBeNull();
    }
  });

  it('after a refusal is refunded when that is final, unless it is answered', () => {
    const refused = decide(applied, verdict('refuse'), { ...paidFor(), subscriptions: [] })!;
    const settlement = lookedAt(refused, ['sub_1']);
    expect(settlement).toMatchObject({ what: 'refund', at: days(14), late: ['sub_1'] });
    expect(
      appealed({ ...refused, settlement }, { text: 'It is me.', at: days(2), actor }, policy)!.settlement,
    ).toBeNull();
    expect(lookedAt(refused, ['sub_1'], days(20))).toMatchObject({ at: days(20) });
  });

  it('is not touched while a badge is in review or approved', () => {
    for (const state of ['in_review', 'needs_more', 'approved'] as const)
      expect(lookedAt({ ...applied, state }, ['sub_9'])).toBeNull();
  });
});

describe('the settlement of a badge that is given up', () => {
  const ending = { review: policy, subscriptions: ['sub_1'], at };

  it('refunds a first application where the policy says so; a badge that was shown is not renewed', () => {
    expect(settlementOfWithdrawal(applied, ending)).toMatchObject({ what: 'refund', at });
    expect(settlementOfWithdrawal(approvedOnce, ending)).toMatchObject({ what: 'end', at });
    const never = { ...ending, review: { ...policy, refundWhenRefused: 'never' as const } };
    expect(settlementOfWithdrawal(applied, never)).toMatchObject({ what: 'end', at });
  });

  it('comes now where it was planned, and does not change once begun or made', () => {
    const refused = decide(applied, verdict('refuse'), paidFor())!;
    const now = settlementOfWithdrawal(refused, { ...ending, at: days(3) });
    expect(now).toEqual({ ...refused.settlement, at: days(3) });
    expect(settlementChange(refused.settlement, now)).toEqual({ planned: now, dropped: null });
  });
});

describe('the subscriptions that a badge alone is paid by', () => {
  const grant = (subscriptionId: string, kind: Grant['kind'], id: string) => ({ subscriptionId, kind, id }) as Grant;

  it('are those that buy it and nothing else', () => {
    const grants = [
      grant('sub_badge', 'badge', 'verified'),
      grant('sub_both', 'badge', 'verified'),
      grant('sub_both', 'plan', 'basic'),
      grant('sub_plan', 'plan', 'pro'),
      grant('sub_other', 'badge', 'verified_organization'),
    ];
    expect(ownSubscriptions(grants, 'verified')).toEqual(['sub_badge']);
  });
});
