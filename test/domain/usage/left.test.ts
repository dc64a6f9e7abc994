import { expect, test } from 'vitest';
import { quotaLeft } from '../../../shared/domain/usage/left.ts';

const counter = { limit: 10_000, free: 400, unusable: 0, refusedOf: 10_000, untold: 0 };

test('used, left, held and unusable units add up to the units bought, and none is below 0', () => {
  for (const used of [0, 9_000, 9_990, 10_000, 10_020])
    for (const free of [-5, 0, 1, 900])
      for (const unusable of [0, 7, 60]) {
        const left = quotaLeft(10_000, used, { ...counter, free, unusable });
        expect(Math.min(used, 10_000) + left.remaining + left.held + left.unusable).toBe(10_000);
        expect(Math.min(left.remaining, left.held, left.unusable)).toBe(0);
      }
});

test('where nothing is free nothing is left, as the refused caller is told, and what copies hold is said beside it', () => {
  expect(quotaLeft(10_000, 9_137, { ...counter, free: 0 })).toEqual({
    remaining: 0,
    held: 863,
    unusable: 0,
    untold: 0,
  });
  expect(quotaLeft(10_000, 9_937, { ...counter, free: 0, unusable: 63 })).toEqual({
    remaining: 0,
    held: 0,
    unusable: 63,
    untold: 0,
  });
});

test('where nobody was refused what copies hold is left, since their calls are served', () => {
  expect(quotaLeft(10_000, 9_137, { ...counter, free: 0, refusedOf: 0 })).toMatchObject({ remaining: 863, held: 0 });
});

test('before the first call all is left, and of a limit that was just raised what it has more', () => {
  expect(quotaLeft(10_000, 0, null)).toEqual({ remaining: 10_000, held: 0, unusable: 0, untold: 0 });
  expect(quotaLeft(20_000, 10_000, { ...counter, free: 0 })).toMatchObject({ remaining: 10_000, held: 0 });
});
