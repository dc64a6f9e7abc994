import { describe, expect, it } from 'vitest';
import { appealed, decide, withProfile } from '../../../shared/domain/badges/review.ts';
import {
  ownSubscriptions,
  settlementChange,
  settlementOfWithdrawal,
} from '../../../shared/domain/badges/settlement.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import { applied, approvedOnce, at, days, paidFor, policy, profile, verdict } from './applied.ts';

const actor = 'ada@example.com';
const refusedBy = (review = {}, more = {}) => decide(applied, verdict('refuse', more), paidFor(review))!.settlement;

describe('what a refusal plans of the payment', () => {
  it('a first application is refunded once the refusal is final, at once, or not, as the policy says', () => {
    expect(refusedBy()).toMatchObject({ what: 'refund', state: 'due', at: days(14), subscriptions: ['sub_1'] });
    expect(refusedBy({ refundWhenRefused: 'at_once' })).toMatchObject({ what: 'refund', at });
    expect(refusedBy({ refundWhenRefused: 'never' })).toMatchObject({ what: 'end', at: days(14) });
    expect(refusedBy({ refundWhenRefused: 'never' }, { refund: true })).toMatchObject({ what: 'refund', at: days(14) });
  });

  it('what was shown once is not refunded: its subscription is not renewed, unless the operator gives it back', () => {
    const again = (refund: boolean) => decide(approvedOnce, verdict('refuse', { refund }), paidFor())!.settlement;
    expect([again(false), again(true)]).toMatchObject([
      { what: 'end', at: days(14) },
      { what: 'refund', at: days(14) },
    ]);
  });

  it('nothing is planned where nothing pays for this badge alone', () => {
    expect(decide(applied, verdict('refuse'), { ...paidFor(), subscriptions: [] })!.settlement).toBeNull();
  });

  it('an appeal takes it back, and its refusal makes it due at once', () => {
    const refused = decide(applied, verdict('refuse'), paidFor())!;
    const inReview = appealed(refused, { text: 'It is me.', at: days(1), actor }, policy)!;
    expect(inReview.settlement).toBeNull();
    const again = decide(inReview, verdict('refuse', { at: days(2) }), paidFor())!;
    expect(again.settlement).toMatchObject({ what: 'refund', at: days(2) });
  });

  it('an answer takes back what is not due, and nothing takes back what is', () => {
    const answered = (review: Partial<typeof policy>) => {
      const refused = decide(applied, verdict('refuse'), paidFor(review))!;
      return withProfile(refused, { profile, answer: 'Look again.', at: days(1), actor }).settlement;
    };
    expect(answered({})).toBeNull();
    expect(answered({ refundWhenRefused: 'at_once' })).toMatchObject({ what: 'refund', state: 'due' });
  });
});

it('a revocation ends the subscription with its period at once, and gives back only what the operator says', () => {
  const revokedWith = (refund: boolean) => {
    const shown = { ...approvedOnce, state: 'approved' } as const;
    return decide(shown, verdict('revoke', { refund }), paidFor())!.settlement;
  };
  expect([revokedWith(false), revokedWith(true)]).toMatchObject([
    { what: 'end', at },
    { what: 'refund', at },
  ]);
});

describe('what is planned when a badge is given up', () => {
  const ending = { review: policy, subscriptions: ['sub_1'], at };

  it('a first application is refunded where the policy says so; what was shown is not renewed', () => {
    expect(settlementOfWithdrawal(applied, ending)).toMatchObject({ what: 'refund', at });
    expect(settlementOfWithdrawal(approvedOnce, ending)).toMatchObject({ what: 'end', at });
    const never = { ...ending, review: { ...policy, refundWhenRefused: 'never' as const } };
    expect(settlementOfWithdrawal(applied, never)).toMatchObject({ what: 'end', at });
  });

  it('what was planned comes now, and what was begun or made stays as it is', () => {
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
