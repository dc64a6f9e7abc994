import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { problemOf } from '../../shared/http/problem.ts';
import { callLimitStates, type LimitState, limitStates, rateLimitHeaders } from '../../shared/http/rate-limit.ts';
import { parseItem, parseList } from '../support/structured-fields.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const period = { start: '2026-11-01T00:00:00.000Z', end: '2026-12-01T00:00:00.000Z' };
const rate = (requests: number, windowSeconds: number, remaining: number) => ({
  limit: { requests, windowSeconds },
  remaining,
  resetMs: windowSeconds * 500,
});
const standings = limitStates({
  entitlement: { period, unit: 'record' },
  units: { limit: 10_000, remaining: 9_000 },
  calls: callLimitStates(
    { maxInFlight: 4, ofApp: null, ofKey: null },
    {
      rates: [rate(10, 1, 5), rate(100, 60, 80), rate(1_000, 900, 700), rate(7, 30, 7)],
      inFlight: 1,
      ofApp: null,
      ofKey: null,
    },
  ),
  now,
});

describe('RateLimit-Policy', () => {
  it('names every limit with its quota, unit and window, as structured fields', () => {
    expect(parseList(rateLimitHeaders(standings)['ratelimit-policy']!)).toEqual([
      { value: 'allowance', parameters: { q: 10_000, qu: 'records', w: 2_592_000 } },
      { value: 'second', parameters: { q: 10, w: 1 } },
      { value: 'minute', parameters: { q: 100, w: 60 } },
      { value: 'quarter-hour', parameters: { q: 1_000, w: 900 } },
      { value: '30-seconds', parameters: { q: 7, w: 30 } },
      { value: 'in-flight', parameters: { q: 4, qu: 'concurrent-requests' } },
    ]);
  });

  it('names credit without a window, since it has no end', () => {
    const bought = { entitlement: { period: null, unit: null }, units: { limit: 2_000, remaining: 500 } };
    const headers = rateLimitHeaders(limitStates({ ...bought, calls: [], now }));
    expect(parseList(headers['ratelimit-policy']!)).toEqual([
      { value: 'credit', parameters: { q: 2_000, qu: 'records' } },
    ]);
    expect(parseItem(headers.ratelimit!)).toEqual({ value: 'credit', parameters: { r: 500 } });
  });

  it('names what an app and a key may by themselves apart from what their account may', () => {
    const calls = callLimitStates(
      { maxInFlight: null, ofApp: { rateLimits: [], maxInFlight: 5 }, ofKey: { rateLimits: [], maxInFlight: 2 } },
      {
        rates: [rate(100, 60, 80)],
        inFlight: 3,
        ofApp: { rates: [rate(20, 60, 9)], inFlight: 2 },
        ofKey: { rates: [rate(10, 60, 1)], inFlight: 1 },
      },
    );
    expect(calls.map(({ name, quota, remaining }) => [name, quota, remaining])).toEqual([
      ['minute', 100, 80],
      ['app-minute', 20, 9],
      ['app-in-flight', 5, 3],
      ['key-minute', 10, 1],
      ['key-in-flight', 2, 1],
    ]);
  });

  it('and RateLimit are left out where there is no limit', () => {
    expect(rateLimitHeaders([])).toEqual({});
    const none = { entitlement: { period: null, unit: null }, units: null, calls: [], now };
    expect(limitStates(none)).toEqual([]);
  });
});

describe('RateLimit', () => {
  const shown = (changes: readonly LimitState[]) => parseItem(rateLimitHeaders(changes).ratelimit!);

  it('shows the one limit of which the least share is left, and the time that it is for', () => {
    expect(shown(standings)).toEqual({ value: 'second', parameters: { r: 5, t: 1 } });
  });

  it('shows of two that are as near the one that lasts longer, and of calls under way no time', () => {
    const full = standings.map((each) => ({ ...each, remaining: 0 }));
    expect(shown(full)).toEqual({ value: 'allowance', parameters: { r: 0, t: 561_600 } });
    expect(shown(full.slice(-1))).toEqual({ value: 'in-flight', parameters: { r: 0 } });
  });

  it('shows what cannot be below nothing as nothing', () => {
    const passed = standings.map((each) => ({ ...each, remaining: -3 }));
    expect(shown(passed).parameters.r).toBe(0);
  });
});

describe('Retry-After', () => {
  const headersOf = (error: AppError) =>
    problemOf(error, { requestId: 'r', origin: 'https://x', language: 'en' }).headers ?? {};

  it.each([
    [new AppError('rate_limited', 'Wait.', { retryAfterSeconds: 0 }), '1'],
    [new AppError('rate_limited', 'Wait.', { retryAfterSeconds: 0.2 }), '1'],
    [new AppError('quota_exhausted', 'Wait.', { retryAfterSeconds: -5 }), '1'],
    [new AppError('too_many_in_flight', 'Wait.'), '1'],
    [new AppError('metering_unavailable', 'Wait.', { retryAfterSeconds: 7.01 }), '8'],
    [new AppError('unavailable', 'Wait.'), '1'],
    [new AppError('internal', 'Sorry.'), undefined],
  ])('for %s is a whole number of seconds, never 0, with every 429 and 503', (error, expected) => {
    expect(headersOf(error)['retry-after']).toBe(expected);
  });

  it('goes with the headers that a refusal brings, whose own stay when more are added', () => {
    const error = new AppError('rate_limited', 'Wait.', { headers: { 'tollgate-cost': '0' }, retryAfterSeconds: 2 });
    expect(headersOf(error.withHeaders({ 'tollgate-cost': '9', 'tollgate-remaining': '4' }))).toEqual({
      'content-language': 'en',
      'content-type': 'application/problem+json',
      'retry-after': '2',
      'tollgate-cost': '0',
      'tollgate-remaining': '4',
      vary: 'Accept-Language',
    });
  });
});

describe('the reader of structured fields in these tests', () => {
  it.each(['', '"a', 'a b', '"a";Q=1', '"a",', '"a";q=1.5.5', '"ü"', '"a" "b"'])('refuses %s', (text) => {
    expect(() => parseList(text)).toThrow();
  });
});
