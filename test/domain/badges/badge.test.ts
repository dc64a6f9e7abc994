import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applicationState,
  type BadgeApplication,
  type Check,
  publicReason,
  publicStatus,
  type ReviewState,
  undecided,
} from '../../../shared/domain/badges/badge.ts';
import { isHandle } from '../../../shared/domain/badges/handle.ts';

const applied: BadgeApplication = {
  ...undecided,
  handle: 'ada',
  accountId: 'acc_1',
  email: 'ada@example.com',
  badge: 'verified',
  kind: 'person',
  displayName: 'Ada',
  url: 'https://example.com',
  picture: null,
  state: 'in_review',
  reason: null,
  appliedAt: '2026-11-01T00:00:00.000Z',
  decidedAt: null,
  firstApprovedAt: null,
  version: 1,
};
const approvedOnce = { ...applied, firstApprovedAt: '2026-11-02T00:00:00.000Z' };

describe('the public', () => {
  it.each<[ReviewState, boolean, string]>([
    ['approved', true, 'verified'],
    ['approved', false, 'expired'],
    ['in_review', true, 'suspended'],
    ['in_review', false, 'expired'],
    ['needs_more', true, 'suspended'],
    ['needs_more', false, 'expired'],
    ['refused', true, 'revoked'],
    ['refused', false, 'revoked'],
    ['revoked', true, 'revoked'],
    ['revoked', false, 'revoked'],
  ])('sees of one that is %s, paid %s: %s', (state, paid, status) => {
    expect(publicStatus({ ...approvedOnce, state }, paid)).toBe(status);
  });

  it.each<ReviewState>(['in_review', 'needs_more', 'refused', 'approved', 'revoked'])(
    'sees nothing of one that is %s before a first approval',
    (state) => {
      expect([publicStatus({ ...applied, state }, true), publicStatus({ ...applied, state }, false)]).toEqual([
        null,
        null,
      ]);
    },
  );
});

describe('the state that holder and operator see', () => {
  const states = ['in_review', 'needs_more', 'approved', 'refused', 'revoked'] as const;
  const shown = (order: 'payment_first' | 'review_first', paid: boolean) =>
    states.map((state) => applicationState({ ...applied, state }, paid, order));

  it('an application waits for payment only while it would be reviewed, and only where payment comes first', () => {
    expect(shown('payment_first', true)).toEqual(states);
    expect(shown('payment_first', false)).toEqual(['awaiting_payment', 'needs_more', 'approved', 'refused', 'revoked']);
    expect([shown('review_first', true), shown('review_first', false)]).toEqual([states, states]);
  });

  it('a check that fails keeps it from the queue, one that is noted does not', () => {
    const check = (outcome: Check['outcome']) => ({ rule: 'handle', outcome, detail: '' });
    const stateWith = (...checks: Check[]) => applicationState({ ...applied, checks }, true, 'payment_first');
    expect(stateWith(check('passed'), check('noted'))).toBe('in_review');
    expect(stateWith(check('passed'), check('failed'))).toBe('checks_failed');
  });

  it('where the review comes first, an approved badge awaits its payment, hidden until then', () => {
    const approved: BadgeApplication = { ...approvedOnce, state: 'approved', awaitsFirstPayment: true };
    expect(applicationState(approved, false, 'review_first')).toBe('awaiting_payment');
    expect(publicStatus(approved, false)).toBeNull();
    expect(applicationState(approved, true, 'review_first')).toBe('approved');
    expect(publicStatus(approved, true)).toBe('verified');
  });
});

it('the reason of a refusal or revocation is public only where the operator says so', () => {
  const why = { ...approvedOnce, state: 'revoked', reason: 'Impersonation.' } as const;
  expect(publicReason(why)).toBeNull();
  expect(publicReason({ ...why, reasonIsPublic: true })).toBe('Impersonation.');
  expect(publicReason({ ...why, reasonIsPublic: true, state: 'approved' })).toBeNull();
});

describe('a handle', () => {
  it.each(['a', 'ada', 'ada_lovelace', '_', '007', 'x'.repeat(30)])('may be "%s"', (text) => {
    expect(isHandle(text)).toBe(true);
  });

  it.each([
    '',
    'x'.repeat(31),
    'Ada',
    'a b',
    'a-b',
    'a.b',
    'a/b',
    'ada\n',
    '<b>',
    'a"',
    'аda',
    'ádа',
    '..',
    'ada.json',
    '%61',
    'check',
    'status',
  ])('may not be "%s"', (text) => {
    expect(isHandle(text)).toBe(false);
  });

  it('is safe in an address and in markup, for any text typed', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 31 }), fc.stringMatching(/^[a-z0-9_<&" ]{0,31}$/));
    const property = fc.property(text, (any) => {
      if (isHandle(any)) expect(encodeURIComponent(any).replace(/[<>&"']/g, '?')).toBe(any);
    });
    fc.assert(property, { seed: 27, numRuns: 2_000 });
  });
});
