import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextLease } from '../../../shared/domain/usage/lease.ts';

const size = (facts: Partial<Parameters<typeof nextLease>[0]>) => nextLease({ free: 1_000_000, wanted: 1, ...facts });

test('a first block is a 200th of what is free, at least 32, and at most a 32nd', () => {
  expect(size({})).toBe(5_000);
  expect(size({ free: 4_000 })).toBe(32);
  expect(size({ free: 640 })).toBe(20);
  expect(size({ free: 39 })).toBe(1);
});

test('a block spent within a minute is followed by one of twice its size, one that lasted over ten by half of it', () => {
  expect(size({ last: { units: 1_000, lastedMs: 59_999 } })).toBe(2_000);
  expect(size({ last: { units: 1_000, lastedMs: 60_000 } })).toBe(1_000);
  expect(size({ last: { units: 1_000, lastedMs: 600_001 } })).toBe(500);
  expect(size({ last: { units: 40, lastedMs: 600_001 } })).toBe(32);
  expect(size({ last: { units: 12_000, lastedMs: 1 } })).toBe(24_000);
});

test('where the limit lies far off, blocks are measured by the allowance', () => {
  expect(size({ free: 1e12, measure: 1_000_000 })).toBe(5_000);
  expect(size({ free: 1e12, measure: 0 })).toBe(32);
});

test('a lease covers the units that calls wait for, as far as they are free, and is 0 if nothing is', () => {
  expect(size({ free: 640, wanted: 100 })).toBe(100);
  expect(size({ free: 7, wanted: 100 })).toBe(7);
  expect([size({ free: 0 }), size({ free: -5 })]).toEqual([0, 0]);
});

test('a block is a whole number, at least 1 and at most what is free', () => {
  const whole = fc.integer({ min: 1, max: 2e12 });
  fc.assert(
    fc.property(
      whole,
      fc.integer({ min: 0, max: 1e6 }),
      fc.option(fc.integer({ min: 1, max: 1e9 })),
      (free, wanted, units) => {
        const block = nextLease({ free, wanted, ...(units && { last: { units, lastedMs: 30_000 } }) });
        expect(Number.isInteger(block) && block >= 1 && block <= free).toBe(true);
      },
    ),
  );
});
