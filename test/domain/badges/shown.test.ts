/** The part of applications and grants that functions for the public may read. */
import { describe, expect, it, test } from 'vitest';
import { type BadgeApplication, undecided } from '../../../shared/domain/badges/badge.ts';
import { shownApplication, shownGrant } from '../../../shared/domain/badges/shown.ts';
import { badgesAt, entitlementAt } from '../../../shared/domain/billing/entitlement.ts';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import catalog from '../../../tollgate.config.ts';

const at = '2026-12-01T00:00:00.000Z';
const later = '2027-01-01T00:00:00.000Z';
const approved: BadgeApplication = {
  ...undecided,
  ...{ handle: 'ada', accountId: 'acc_1', email: 'ada@holder.example', badge: 'verified', kind: 'person' },
  ...{ displayName: 'Ada', url: 'https://ada.example/', picture: 'https://ada.example/me.png', state: 'approved' },
  ...{ reason: 'A note for us.', appliedAt: at, decidedAt: at, firstApprovedAt: at, version: 3 },
  ...{ request: 'Who are you?', answer: 'Ada.', appeal: { text: 'It is me.', at }, pictureSha256: 'hash' },
  checks: [{ rule: 'a rule', outcome: 'noted', detail: 'a detail' }],
  history: [{ at, action: 'approved', actor: 'operator@example.com', reason: 'A note for us.' }],
  provenDomain: 'ada.example',
};

describe('the shown part of an application', () => {
  it('is none until the first approval', () => {
    expect(shownApplication({ ...approved, state: 'in_review', firstApprovedAt: null })).toBeNull();
  });

  it('has no address, reason, question, answer, appeal, check, history or address of a picture', () => {
    const text = JSON.stringify(shownApplication(approved));
    for (const hidden of ['holder.example', 'note', 'Who', 'Ada."', 'It is me', 'a rule', 'operator@', 'me.png'])
      expect(text).not.toContain(hidden);
    expect(shownApplication(approved)).toMatchObject({ displayName: 'Ada', url: 'https://ada.example/' });
  });

  it.each(['in_review', 'needs_more', 'refused', 'revoked'] as const)(
    'has neither site, picture nor domain of a profile that is %s',
    (state) => {
      expect(shownApplication({ ...approved, state })).toMatchObject({
        url: '',
        pictureSha256: null,
        provenDomain: null,
      });
    },
  );

  it.each([
    [true, 'Impersonation.'],
    [false, null],
  ])('has the reason of a revoked badge where that is public: %s', (reasonIsPublic, reason) => {
    const revoked = { ...approved, state: 'revoked', reason: 'Impersonation.', reasonIsPublic } as const;
    expect(shownApplication(revoked)).toMatchObject({ state: 'revoked', reason, reasonIsPublic });
  });
});

test('the shown part of a grant pays for the same badges, and names no subscription and no credit', () => {
  const grant: Grant = {
    ...{ subscriptionId: 'sub_secret', kind: 'badge', id: 'verified', status: 'active', interval: 'month' },
    ...{ periodStart: at, periodEnd: later, paidUntil: later, fullUntil: later, graceUntil: later, affiliates: 2 },
    credit: { units: 7, lastUnits: 0, since: at },
  };
  const shown = shownGrant(grant);
  expect(shown).toStrictEqual({
    ...{ kind: 'badge', id: 'verified', paidUntil: later, fullUntil: later, graceUntil: later, affiliates: 2 },
  });
  for (const now of [new Date(at), new Date(later)])
    expect(badgesAt(catalog, [shown], now)).toEqual(entitlementAt(catalog, [grant], now).badges);
});
