import { describe, expect, it } from 'vitest';
import { dueAgainAt, maxAttempts, retryAfterOf } from '../../../shared/domain/webhooks/retries.ts';

const at = new Date('2026-11-24T12:00:00.000Z');
const delayOf = (attempts: number, over: { random?: number; retryAfterSeconds?: number } = {}) =>
  (Date.parse(dueAgainAt({ attempts, at, random: 0, ...over })) - at.getTime()) / 1000;

describe('a delivery that failed', () => {
  it('is tried ten times in 75 hours and 35 minutes, as Standard Webhooks proposes', () => {
    const delays = Array.from({ length: maxAttempts - 1 }, (_, i) => delayOf(i + 1));
    expect(delays).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]);
    expect(delays.reduce((sum, each) => sum + each, 0)).toBe(75 * 3_600 + 35 * 60 + 5);
  });

  it('is tried up to a tenth later, and never earlier', () => {
    for (const random of [0, 0.3, 0.999]) {
      const delay = delayOf(3, { random });
      expect(delay).toBeGreaterThanOrEqual(1_800);
      expect(delay).toBeLessThanOrEqual(1_980);
    }
  });

  it('waits as long as the receiver asks, a day at most', () => {
    expect(delayOf(1, { retryAfterSeconds: 120 })).toBe(120);
    expect(delayOf(3, { retryAfterSeconds: 120 })).toBe(1_800);
    expect(delayOf(1, { retryAfterSeconds: 10 ** 9 })).toBe(86_400);
  });

  it.each([
    [undefined, 0],
    ['', 0],
    ['soon', 0],
    ['-5', 0],
    ['120', 120],
    ['Tue, 24 Nov 2026 12:02:00 GMT', 120],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
  ])('reads Retry-After: %s as %d seconds', (header, seconds) => {
    expect(retryAfterOf(header, at)).toBe(seconds);
  });
});
