import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodAt } from '../../../shared/domain/billing/period.ts';

type Interval = Parameters<typeof periodAt>[0]['interval'];

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** The nth start counted from an anchor, as Stripe says: the anchor's day and time, or the month's last day. */
function startOf(anchor: Date, interval: Interval, n: number): string {
  if (interval === 'day' || interval === 'week') {
    return new Date(anchor.getTime() + n * (interval === 'day' ? 1 : 7) * 24 * 3_600_000).toISOString();
  }
  const months = anchor.getUTCFullYear() * 12 + anchor.getUTCMonth() + n * (interval === 'year' ? 12 : 1);
  const [year, month] = [Math.floor(months / 12), months % 12];
  const length = month === 1 && isLeap(year) ? 29 : monthLengths[month]!;
  const two = (value: number) => String(value).padStart(2, '0');
  const days = two(Math.min(anchor.getUTCDate(), length));
  return `${year}-${two(month + 1)}-${days}T${anchor.toISOString().slice(11)}`;
}

const anchor = fc
  .record({
    month: fc.integer({ min: 24_000, max: 24_600 }),
    day: fc.oneof(fc.constantFrom(28, 29, 30, 31), fc.integer({ min: 1, max: 31 })),
    ms: fc.integer({ min: 0, max: 86_399_999 }),
  })
  .map(({ month, day, ms }) => {
    const [year, index] = [Math.floor(month / 12), month % 12];
    const length = index === 1 && isLeap(year) ? 29 : monthLengths[index]!;
    return new Date(Date.UTC(year, index, Math.min(day, length)) + ms);
  });

/** For a yearly anchor on 29 February only a period that touches one shows the day. */
const showsAnchor = (from: Date, interval: Interval, n: number): boolean =>
  interval !== 'year' ||
  startOf(from, 'year', 0).slice(5, 10) !== '02-29' ||
  [n, n + 1].some((each) => startOf(from, 'year', each).slice(5, 10) === '02-29');

describe('the period of a moment', () => {
  it.each(['day', 'week', 'month', 'year'] as const)('is what Stripe makes of the anchor, every %s', (interval) => {
    const property = fc.property(
      anchor,
      fc.nat(30),
      fc.nat(40),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (from, n, later, part) => {
        fc.pre(showsAnchor(from, interval, n));
        const known = { periodStart: startOf(from, interval, n), periodEnd: startOf(from, interval, n + 1), interval };
        const [start, end] = [startOf(from, interval, n + later), startOf(from, interval, n + later + 1)];
        const now = new Date(Date.parse(start) + Math.floor(part * (Date.parse(end) - Date.parse(start))));
        expect(periodAt(known, now)).toEqual({ start, end });
      },
    );
    fc.assert(property, { seed: 5, numRuns: 1_000 });
  });

  it('follows another without gap or overlap', () => {
    const interval = fc.constantFrom('day', 'week', 'month', 'year');
    const property = fc.property(anchor, interval, fc.integer({ min: 1, max: 400 }), (from, every, lengthDays) => {
      const end = new Date(from.getTime() + lengthDays * 86_400_000).toISOString();
      const known = { periodStart: from.toISOString(), periodEnd: end, interval: every };
      let period = periodAt(known, from);
      for (let i = 0; i < 50; i++) {
        const last = new Date(Date.parse(period.end) - 1);
        expect(periodAt(known, last)).toEqual(period);
        const next = periodAt(known, new Date(period.end));
        expect(next.start).toBe(period.end);
        expect(Date.parse(next.end)).toBeGreaterThan(Date.parse(next.start));
        period = next;
      }
    });
    fc.assert(property, { seed: 6, numRuns: 60 });
  });

  it.each([
    ['31 January, seen in February', '2027-01-31', '2027-02-28', '2027-03-31'],
    ['31 January, seen in March', '2027-02-28', '2027-03-31', '2027-04-30'],
    ['28 February, seen in February', '2027-02-28', '2027-03-28', '2027-04-28'],
    ['30 April', '2027-04-30', '2027-05-30', '2027-06-30'],
    ['29 January in a leap year', '2028-01-29', '2028-02-29', '2028-03-29'],
    ['a trial of 14 days from the 10th', '2027-01-10', '2027-01-24', '2027-02-24'],
    ['a first part of a month up to the 1st', '2027-01-10', '2027-02-01', '2027-03-01'],
  ])('after %s', (_, periodStart, periodEnd, next) => {
    const iso = (date: string) => new Date(date).toISOString();
    const known = { periodStart: iso(periodStart), periodEnd: iso(periodEnd), interval: 'month' as const };
    expect(periodAt(known, new Date(periodEnd))).toEqual({ start: iso(periodEnd), end: iso(next) });
  });

  it('is the known one for a moment before it', () => {
    const known = { periodStart: '2026-11-01T00:00:00.000Z', periodEnd: '2026-12-01T00:00:00.000Z', interval: 'month' };
    expect(periodAt(known as Parameters<typeof periodAt>[0], new Date('2026-10-01'))).toEqual({
      start: known.periodStart,
      end: known.periodEnd,
    });
  });
});
