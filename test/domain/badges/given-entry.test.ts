import { expect, test } from 'vitest';
import { type BadgeApplication, type PublicStatus, undecided } from '../../../shared/domain/badges/badge.ts';
import { entryNameOf, entryState, isFor } from '../../../shared/domain/badges/given-entry.ts';

const at = '2026-11-26T08:00:00.000Z';
const application: BadgeApplication = {
  ...undecided,
  ...{ handle: 'ada', accountId: 'acc_ada', email: 'ada@holder.example', badge: 'verified', kind: 'person' },
  ...{ displayName: 'Ada', url: 'https://ada.example/', picture: null, state: 'approved', reason: null },
  ...{ appliedAt: at, decidedAt: at, firstApprovedAt: at, version: 1 },
};
const entry = { ...entryNameOf(application), list: 0, index: 5 };
const state = (status: PublicStatus | null, change: Partial<BadgeApplication> = {}) =>
  entryState(entry, [{ application: { ...application, ...change }, status }]);

test('an entry says what its badge is: nothing while it is verified, suspended while it may come back, revoked for good', () => {
  expect(state('verified')).toEqual({ revoked: false, suspended: false });
  for (const status of ['suspended', 'expired', null] as const)
    expect(state(status)).toEqual({ revoked: false, suspended: true });
  expect(state('revoked')).toEqual({ revoked: true, suspended: false });
});

test.each([
  { displayName: 'Eve' },
  { handle: 'eve' },
  { url: 'https://eve.example/' },
  { provenDomain: 'ada.example' },
  { parent: 'initech' },
  { kind: 'organization' as const },
])(
  'credentials that say otherwise than %j are suspended while that is reviewed, and revoked once it is shown',
  (change) => {
    expect(state('suspended', change)).toEqual({ revoked: false, suspended: true });
    expect(state('verified', change)).toEqual({ revoked: true, suspended: false });
  },
);

test('another picture of the same holder changes nothing in the credential', () => {
  expect(isFor(entry, { ...application, pictureSha256: 'another' })).toBe(true);
});

test('an application that was withdrawn, or made anew afterwards, leaves the old credentials revoked', () => {
  expect(entryState(entry, [])).toEqual({ revoked: true, suspended: false });
  expect(state('verified', { appliedAt: '2026-11-27T08:00:00.000Z' })).toEqual({ revoked: true, suspended: false });
  expect(state('verified', { badge: 'verified_organization' })).toEqual({ revoked: true, suspended: false });
});
