import { describe, expect, it } from 'vitest';
import { type BadgeApplication, publicStatus, type ReviewState } from '../../../shared/domain/badges/badge.ts';
import {
  appealEndsAt,
  appealed,
  type Decision,
  decide,
  isFinal,
  type Profile,
  withProfile,
} from '../../../shared/domain/badges/review.ts';
import { applied, approvedOnce, at, days, paidFor, policy, profile, verdict } from './applied.ts';

const actor = 'ada@example.com';
const changed = (application: BadgeApplication, changes: Partial<Profile>, answer: string | null = null) =>
  withProfile(application, { profile: { ...profile, ...changes }, answer, at, actor });
const refused = decide(applied, verdict('refuse'), paidFor())!;

describe('a decision', () => {
  const states: readonly ReviewState[] = ['in_review', 'needs_more', 'approved', 'refused', 'revoked'];
  const becomes: Record<Decision, Partial<Record<ReviewState, ReviewState>>> = {
    approve: { in_review: 'approved', needs_more: 'approved' },
    refuse: { in_review: 'refused', needs_more: 'refused' },
    revoke: { approved: 'revoked' },
    ask: { in_review: 'needs_more' },
  };
  const cases = (['approve', 'refuse', 'revoke', 'ask'] as const).flatMap((decision) =>
    states.map((state) => [decision, state, becomes[decision][state] ?? null] as const),
  );

  it.each(cases)('to %s one that is %s makes it %s', (decision, state, expected) => {
    const decided = decide({ ...applied, state }, verdict(decision), paidFor());
    expect(decided?.state ?? null).toBe(expected);
    if (decided)
      expect(decided).toMatchObject({
        version: 2,
        handle: 'ada',
        history: [{ at, reason: decided.history[0]?.reason }],
      });
  });

  it('to approve notes when it was first, and a later one keeps that', () => {
    const first = decide(applied, verdict('approve'), paidFor())!;
    expect(first).toMatchObject({ firstApprovedAt: at, awaitsFirstPayment: false, decidedAt: at });
    const again = changed(first, { displayName: 'Eve' });
    const later = decide(again, verdict('approve', { at: days(40) }), paidFor())!;
    expect(later).toMatchObject({ firstApprovedAt: at, decidedAt: days(40) });
  });

  it('to approve an unpaid badge leaves it hidden until it is paid for, and its date stays', () => {
    const unpaid = { ...paidFor({ order: 'review_first' }), paid: false, subscriptions: [] };
    const approved = decide(applied, verdict('approve'), unpaid)!;
    expect(approved).toMatchObject({ firstApprovedAt: at, awaitsFirstPayment: true });
    expect([publicStatus(approved, false), publicStatus(approved, true)]).toEqual([null, 'verified']);
  });

  it('to refuse a first application leaves it unseen', () => {
    expect([refused.firstApprovedAt, publicStatus(refused, true)]).toEqual([null, null]);
  });

  it('to revoke may come while a badge that was shown is reviewed again', () => {
    const revoked = decide(approvedOnce, verdict('revoke', { isPublic: true }), paidFor());
    expect(revoked).toMatchObject({ state: 'revoked', reason: 'why', reasonIsPublic: true });
  });

  it('to ask names the request, and every change or answer of the holder brings the application back', () => {
    const asked = decide(applied, verdict('ask', { reason: 'Which Ada?' }), paidFor())!;
    expect(asked).toMatchObject({ state: 'needs_more', request: 'Which Ada?', reason: null, decidedAt: null });
    expect(changed(asked, {}, 'Lovelace.')).toMatchObject({ state: 'in_review', answer: 'Lovelace.' });
    expect(changed(asked, { url: 'https://example.com/ada' })).toMatchObject({ state: 'in_review', answer: null });
  });
});

describe('another profile', () => {
  it.each<[string, ReviewState, Partial<Profile>, ReviewState]>([
    ['name', 'approved', { displayName: 'Eve' }, 'in_review'],
    ['handle', 'approved', { handle: 'eve' }, 'in_review'],
    ['picture', 'approved', { picture: 'https://example.com/p.png' }, 'in_review'],
    ['picture’s bytes', 'approved', { pictureSha256: 'abc' }, 'in_review'],
    ['site’s domain', 'approved', { url: 'https://example.org' }, 'in_review'],
    ['site’s page', 'approved', { url: 'https://www.example.com/ada' }, 'approved'],
    ['nothing', 'approved', {}, 'approved'],
    ['name', 'in_review', { displayName: 'Eve' }, 'in_review'],
    ['nothing', 'needs_more', {}, 'in_review'],
    ['name', 'refused', { displayName: 'Eve' }, 'in_review'],
    ['nothing', 'refused', {}, 'in_review'],
    ['name', 'revoked', { displayName: 'Eve' }, 'revoked'],
    ['nothing', 'revoked', {}, 'revoked'],
  ])('that changes the %s of one that is %s', (_, state, changes, expected) => {
    const next = changed({ ...approvedOnce, state }, changes);
    expect(next).toMatchObject({ ...profile, ...changes, state: expected, version: 2 });
    expect(next.firstApprovedAt).toBe(approvedOnce.firstApprovedAt);
  });

  it('with the same bytes at another address is not another picture: the copy counts', () => {
    const withCopy = {
      ...approvedOnce,
      state: 'approved',
      picture: 'https://a.example/p.png',
      pictureSha256: 'abc',
    } as const;
    const moved = changed(withCopy, { picture: 'https://b.example/p.png', pictureSha256: 'abc' });
    expect(moved.state).toBe('approved');
  });

  it('on another domain has none proven', () => {
    const proven = { ...approvedOnce, provenDomain: 'example.com' };
    expect(changed(proven, { url: 'https://example.com/about' }).provenDomain).toBe('example.com');
    expect(changed(proven, { url: 'https://example.org' }).provenDomain).toBeNull();
  });
});

describe('an appeal', () => {
  const against = (application: BadgeApplication, when = at) =>
    appealed(application, { text: 'It is me.', at: when, actor }, policy);

  it('brings a refusal into review again until its days are over, once', () => {
    expect(appealEndsAt(refused, policy)).toBe(days(14));
    const inTime = against(refused, days(13.9))!;
    expect(inTime).toMatchObject({ state: 'in_review', appeal: { text: 'It is me.' }, settlement: null });
    expect(against(refused, days(14))).toBeNull();
    const again = decide(inTime, verdict('refuse', { at: days(15) }), paidFor())!;
    expect(again.history.map(({ action }) => action)).toEqual(['appeal_refused', 'appealed', 'refused']);
    expect([against(again, days(15)), isFinal(again, policy, days(15)), appealEndsAt(again, policy)]).toEqual([
      null,
      true,
      null,
    ]);
  });

  it('that is upheld is an approval, and a refusal after it may be appealed against anew', () => {
    const upheld = decide(against(refused)!, verdict('approve'), paidFor())!;
    expect(upheld).toMatchObject({ state: 'approved', appeal: null, history: [{ action: 'appeal_upheld' }, {}, {}] });
    const refusedLater = decide(changed(upheld, { displayName: 'Eve' }), verdict('refuse'), paidFor())!;
    expect(against(refusedLater)?.state).toBe('in_review');
  });

  it('goes against refusals only', () => {
    for (const state of ['in_review', 'needs_more', 'approved', 'revoked'] as const)
      expect(against({ ...applied, state })).toBeNull();
  });
});

it('a refusal is final once the time to appeal or answer has passed', () => {
  expect([isFinal(refused, policy, days(13.9)), isFinal(refused, policy, days(14))]).toEqual([false, true]);
  expect(isFinal(applied, policy, days(99))).toBe(false);
});

it('the history keeps the last twenty events, the newest first', () => {
  let application = applied;
  for (let i = 0; i < 25; i++) application = changed(application, { displayName: `Ada ${i}` });
  expect(application.history).toHaveLength(20);
  expect(application.version).toBe(26);
});
