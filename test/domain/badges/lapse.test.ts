import { describe, expect, it } from 'vitest';
import { afterCheck, hasLapsed } from '../../../shared/domain/badges/lapse.ts';
import { applied, approvedOnce, at, days, policy } from './applied.ts';

const approved = { ...approvedOnce, state: 'approved' } as const;
const look = (paid: boolean, when = at) => ({ paid, at: when, review: policy });
const ended = afterCheck(approved, look(false))!;

describe('a check of a badge’s payment', () => {
  it('notes since when an approved one is not paid for, once', () => {
    expect(ended).toMatchObject({ state: 'approved', unpaidSince: at, version: 2 });
    expect(afterCheck(ended, look(false, days(3)))).toBeNull();
    expect(afterCheck(approved, look(true))).toBeNull();
  });

  it('keeps the review of a badge that is paid for again in time', () => {
    expect(afterCheck(ended, look(true, days(30)))).toMatchObject({ state: 'approved', unpaidSince: null });
    expect(hasLapsed(ended, policy, days(30))).toBe(false);
  });

  it('has one that is paid for again too late reviewed again', () => {
    expect(hasLapsed(ended, policy, days(30.1))).toBe(true);
    expect(afterCheck(ended, look(true, days(30.1)))).toMatchObject({
      ...{ state: 'in_review', unpaidSince: null },
      history: [{ action: 'lapsed', actor: 'tollgate' }],
    });
  });

  it('notes the first payment of a badge that was approved unpaid', () => {
    const waiting = { ...approved, awaitsFirstPayment: true };
    expect(afterCheck(waiting, look(false))).toBeNull();
    expect(afterCheck(waiting, look(true))).toMatchObject({ awaitsFirstPayment: false, state: 'approved' });
  });

  it('notes nothing for a badge that is not approved, nor for an affiliate’s, which follows its organization', () => {
    for (const state of ['in_review', 'needs_more', 'refused', 'revoked'] as const)
      expect([afterCheck({ ...applied, state }, look(false)), afterCheck({ ...applied, state }, look(true))]).toEqual([
        null,
        null,
      ]);
    expect(hasLapsed({ ...ended, parent: 'acme' }, policy, days(99))).toBe(false);
  });
});
