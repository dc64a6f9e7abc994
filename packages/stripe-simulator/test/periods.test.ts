import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundary, nextBoundary } from '../src/billing/periods.ts';

const at = (time: string) => Date.parse(time) / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString();
const month = { interval: 'month', interval_count: 1 } as const;

describe('billing periods', () => {
  it('that begin on the 31st end on the last day of a shorter month and come back to the 31st', () => {
    const anchor = at('2027-01-31T10:30:15Z');
    const ends = Array.from({ length: 14 }, (_, n) => iso(boundary(anchor, month, n + 1)).slice(0, 10));
    expect(ends).toEqual([
      '2027-02-28',
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
      '2027-06-30',
      '2027-07-31',
      '2027-08-31',
      '2027-09-30',
      '2027-10-31',
      '2027-11-30',
      '2027-12-31',
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
    ]);
    expect(iso(boundary(anchor, month, 1))).toBe('2027-02-28T10:30:15.000Z');
  });

  it('that begin on 29 February end on the 28th in other years', () => {
    const year = { interval: 'year', interval_count: 1 } as const;
    const ends = [1, 2, 3, 4].map((n) => iso(boundary(at('2028-02-29T00:00:00Z'), year, n)).slice(0, 10));
    expect(ends).toEqual(['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']);
  });

  it('tile time: the next boundary is the first after the instant, whatever the anchor and interval', () => {
    const interval = fc.record({
      interval: fc.constantFrom('day', 'week', 'month', 'year'),
      interval_count: fc.integer({ min: 1, max: 12 }),
    });
    const instant = fc.integer({ min: at('2020-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    fc.assert(
      fc.property(interval, instant, fc.integer({ min: 0, max: 400_000_000 }), (every, anchor, elapsed) => {
        const now = anchor + elapsed;
        const next = nextBoundary(anchor, every, now);
        let n = 0;
        while (boundary(anchor, every, n) <= now) n += 1;
        expect(next).toBe(boundary(anchor, every, n));
        expect(boundary(anchor, every, n - 1)).toBeLessThanOrEqual(now);
      }),
    );
  });
});
