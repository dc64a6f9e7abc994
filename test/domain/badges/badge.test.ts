import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applicationState,
  type BadgeApplication,
  type Decision,
  decide,
  publicStatus,
  type ReviewState,
  withProfile,
} from '../../../shared/domain/badges/badge.ts';
import { isHandle } from '../../../shared/domain/badges/handle.ts';

const at = '2026-11-24T12:00:00.000Z';
const applied: BadgeApplication = {
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
    ['refused', true, 'revoked'],
    ['refused', false, 'revoked'],
    ['revoked', true, 'revoked'],
    ['revoked', false, 'revoked'],
  ])('sees of one that is %s, paid %s: %s', (state, paid, status) => {
    expect(publicStatus({ ...approvedOnce, state }, paid)).toBe(status);
  });

  it.each<ReviewState>(['in_review', 'refused', 'approved', 'revoked'])(
    'sees nothing of one that is %s before a first approval',
    (state) => {
      expect([publicStatus({ ...applied, state }, true), publicStatus({ ...applied, state }, false)]).toEqual([
        null,
        null,
      ]);
    },
  );
});

describe('a decision', () => {
  const states: readonly ReviewState[] = ['in_review', 'approved', 'refused', 'revoked'];
  const becomes: Record<Decision, Partial<Record<ReviewState, ReviewState>>> = {
    approve: { in_review: 'approved' },
    refuse: { in_review: 'refused' },
    revoke: { approved: 'revoked' },
  };
  const cases = (['approve', 'refuse', 'revoke'] as const).flatMap((decision) =>
    states.map((state) => [decision, state, becomes[decision][state] ?? null] as const),
  );

  it.each(cases)('to %s one that is %s makes it %s', (decision, state, expected) => {
    const decided = decide({ ...applied, state }, { decision, reason: 'why', at });
    expect(decided?.state ?? null).toBe(expected);
    if (decided) expect(decided).toMatchObject({ reason: 'why', decidedAt: at, version: 2, handle: 'ada' });
  });

  it('to approve notes when it was first, and a later one keeps that', () => {
    const first = decide(applied, { decision: 'approve', reason: null, at })!;
    expect(first.firstApprovedAt).toBe(at);
    const again = withProfile(first, { displayName: 'Eve', url: applied.url, picture: null });
    expect(decide(again, { decision: 'approve', reason: null, at: '2027-01-01T00:00:00.000Z' })?.firstApprovedAt).toBe(
      at,
    );
  });

  it('to refuse a first application leaves it unseen', () => {
    const refused = decide(applied, { decision: 'refuse', reason: 'no', at })!;
    expect([refused.firstApprovedAt, publicStatus(refused, true)]).toEqual([null, null]);
  });
});

describe('another profile', () => {
  const profile = { displayName: 'Ada', url: 'https://example.com', picture: null };

  it.each<[string, ReviewState, Partial<typeof profile> | { picture: string }, ReviewState]>([
    ['name', 'approved', { displayName: 'Eve' }, 'in_review'],
    ['picture', 'approved', { picture: 'https://example.com/p.png' }, 'in_review'],
    ['site', 'approved', { url: 'https://example.org' }, 'approved'],
    ['nothing', 'approved', {}, 'approved'],
    ['name', 'in_review', { displayName: 'Eve' }, 'in_review'],
    ['name', 'refused', { displayName: 'Eve' }, 'in_review'],
    ['nothing', 'refused', {}, 'in_review'],
    ['name', 'revoked', { displayName: 'Eve' }, 'revoked'],
    ['nothing', 'revoked', {}, 'revoked'],
  ])('that changes the %s of one that is %s', (_, state, changes, expected) => {
    const next = withProfile({ ...approvedOnce, state }, { ...profile, ...changes });
    expect(next).toMatchObject({ ...profile, ...changes, state: expected, version: 2 });
    expect(next.firstApprovedAt).toBe(approvedOnce.firstApprovedAt);
  });
});

describe('whatever holder and operator do, in whatever order', () => {
  const step = fc.oneof(
    fc.record({ decision: fc.constantFrom<Decision>('approve', 'refuse', 'revoke') }),
    fc.record({
      displayName: fc.constantFrom('Ada', 'Eve'),
      url: fc.constantFrom('https://example.com', 'https://example.org'),
      picture: fc.constantFrom(null, 'https://example.com/p.png'),
    }),
  );

  it('verified shows only what was approved as it is, only while approved and paid', () => {
    const property = fc.property(fc.array(step, { maxLength: 12 }), fc.boolean(), (steps, paid) => {
      let application = applied;
      let vouched: string | null = null;
      const shown = () => JSON.stringify([application.displayName, application.picture]);
      for (const each of steps) {
        if ('decision' in each) {
          const decided = decide(application, { decision: each.decision, reason: null, at });
          application = decided ?? application;
          if (decided) vouched = each.decision === 'approve' ? shown() : null;
        } else {
          application = withProfile(application, each);
          if (shown() !== vouched) vouched = null;
        }
        expect(publicStatus(application, paid) === 'verified').toBe(paid && vouched !== null);
        expect(publicStatus(application, paid) === 'verified').toBe(paid && application.state === 'approved');
      }
    });
    fc.assert(property, { seed: 25, numRuns: 2_000 });
  });

  it('every change is another version, and a badge once revoked stays so', () => {
    const property = fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let application: BadgeApplication = applied;
      for (const each of steps) {
        const before = application;
        application =
          'decision' in each
            ? (decide(before, { decision: each.decision, reason: null, at }) ?? before)
            : withProfile(before, each);
        if (application !== before) expect(application.version).toBe(before.version + 1);
        if (before.state === 'revoked') expect(application.state).toBe('revoked');
      }
    });
    fc.assert(property, { seed: 26, numRuns: 500 });
  });
});

it('an application waits for payment only while it would be reviewed', () => {
  const states = ['in_review', 'approved', 'refused', 'revoked'] as const;
  const shown = (paid: boolean) => states.map((state) => applicationState({ ...applied, state }, paid));
  expect(shown(true)).toEqual(states);
  expect(shown(false)).toEqual(['awaiting_payment', 'approved', 'refused', 'revoked']);
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
  ])('may not be "%s"', (text) => {
    expect(isHandle(text)).toBe(false);
  });

  it('is safe in an address and in markup, whatever was typed', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 31 }), fc.stringMatching(/^[a-z0-9_<&" ]{0,31}$/));
    const property = fc.property(text, (any) => {
      if (isHandle(any)) expect(encodeURIComponent(any).replace(/[<>&"']/g, '?')).toBe(any);
    });
    fc.assert(property, { seed: 27, numRuns: 2_000 });
  });
});
