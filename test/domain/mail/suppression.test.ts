import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  afterRelease,
  afterReport,
  isSuppressed,
  notSuppressed,
  type Report,
  suppressionOf,
} from '../../../shared/domain/mail/suppression.ts';

const address = 'ada@buyer.example';
const at = (minute: number) => new Date(Date.UTC(2026, 10, 25, 12, minute)).toISOString();
const report = (kind: Report['kind'], minute: number): Report => ({
  address,
  kind,
  at: at(minute),
  detail: `${kind} of ${minute}`,
});
const standingAfter = (reports: readonly Report[]) => reports.reduce(afterReport, notSuppressed(address));

test('an address of which nothing was reported is not suppressed', () => {
  expect(suppressionOf(notSuppressed(address))).toBeNull();
});

test('the latest of several reports of one kind counts', () => {
  const standing = standingAfter([report('bounce', 3), report('bounce', 7), report('bounce', 5)]);
  expect(suppressionOf(standing)).toEqual({ address, reason: 'bounce', at: at(7), detail: 'bounce of 7' });
});

test('a bounce counts before a complaint, whichever came later', () => {
  expect(suppressionOf(standingAfter([report('bounce', 1), report('complaint', 2)]))?.reason).toBe('bounce');
  expect(suppressionOf(standingAfter([report('complaint', 1), report('bounce', 2)]))?.reason).toBe('bounce');
});

test.each([
  ['bounce', 'requested', true],
  ['bounce', 'notification', true],
  ['complaint', 'requested', false],
  ['complaint', 'notification', true],
] as const)('after a %s, mail that is %s is suppressed: %s', (reason, kind, held) => {
  expect(isSuppressed({ address, reason, at: at(0), detail: '' }, kind)).toBe(held);
});

test('a release lifts every report', () => {
  const standing = standingAfter([report('bounce', 1), report('complaint', 2)]);
  expect(suppressionOf(afterRelease(standing, at(3)))).toBeNull();
});

test('a report from before the release suppresses nothing, one after it does', () => {
  const released = afterRelease(standingAfter([report('complaint', 1)]), at(10));
  expect(suppressionOf(afterReport(released, report('complaint', 9)))).toBeNull();
  expect(suppressionOf(afterReport(released, report('complaint', 11)))?.at).toBe(at(11));
});

test('a release lifts known reports even where the mail service’s clock is ahead, also when they come again', () => {
  const early = report('bounce', 20);
  const released = afterRelease(standingAfter([early]), at(10));
  expect(suppressionOf(released)).toBeNull();
  expect(suppressionOf(afterReport(released, early))).toBeNull();
});

test('reports in any order, repeated, before the release they precede or after it, give one state', () => {
  const reports = fc.array(
    fc.record({
      kind: fc.constantFrom('bounce' as const, 'complaint' as const),
      minute: fc.integer({ max: 50, min: 0 }),
    }),
    { maxLength: 8 },
  );
  const release = 25;
  fc.assert(
    fc.property(reports, fc.infiniteStream(fc.nat()), (drawn, keys) => {
      const all = drawn.map(({ kind, minute }) => report(kind, minute));
      const before = all.filter((each) => each.at <= at(release));
      const after = all.filter((each) => each.at > at(release));
      const expected = after.reduce(
        afterReport,
        afterRelease(before.reduce(afterReport, notSuppressed(address)), at(release)),
      );
      const shuffled = [...all, ...all].map((each) => ({ each, key: keys.next().value ?? 0 }));
      const order = shuffled.toSorted((a, b) => a.key - b.key).map(({ each }) => each);
      const early = order.filter((each, i) => each.at <= at(release) && i % 2 === 0);
      const late = order.filter((each) => !early.includes(each) || each.at > at(release));
      const released = afterRelease(early.reduce(afterReport, notSuppressed(address)), at(release));
      expect(late.reduce(afterReport, released)).toEqual(expected);
    }),
    { seed: 20261125 },
  );
});
