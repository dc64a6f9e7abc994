import { describe, expect, it } from 'vitest';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';

const now = Date.parse('2026-11-24T12:00:00.000Z');
const bounds = { rateLimits: [{ requests: 3, windowSeconds: 60 }], maxInFlight: 2 };
const limits = { ...bounds, ofApp: null, ofKey: null };
const openly = { ...limits, maxInFlight: null };
/** A key of an account of its own. */
const key = (accountId: string) => ({ id: `${accountId}-1`, accountId, app: 'default', environment: 'live' as const });
const a = key('a');

describe('the limits of an account in an instance', () => {
  it('hold for each account by itself', () => {
    const limiters = createKeyLimiters();
    const enter = (accountId: string) => limiters.enter(key(accountId), openly, now);
    expect(['a', 'a', 'a', 'a', 'b'].map((each) => enter(each).ok)).toEqual([true, true, true, false, true]);
    expect(enter('a')).toMatchObject({ ok: false, reason: 'rate_limited', retryAfterMs: 63_750 });
  });

  it('hold for all of its keys together, so that another key is no way around them', () => {
    const limiters = createKeyLimiters();
    const rates = Array.from({ length: 10 }, (_, i) => limiters.enter({ ...a, id: `a-${i}` }, openly, now).ok);
    expect(rates.filter((ok) => ok)).toHaveLength(3);
    const others = createKeyLimiters();
    const underWay = ['a-1', 'a-2', 'a-3'].map((id) => others.enter({ ...a, id }, limits, now));
    expect(underWay).toMatchObject([{ ok: true }, { ok: true }, { ok: false, reason: 'too_many_in_flight' }]);
  });

  it('count calls of its test keys apart from those of its live keys', () => {
    const limiters = createKeyLimiters();
    for (let i = 0; i < 3; i++) limiters.enter({ ...a, environment: 'test' }, openly, now);
    expect(limiters.enter({ ...a, environment: 'test' }, openly, now).ok).toBe(false);
    expect(limiters.enter(a, openly, now).ok).toBe(true);
  });

  it('count a call that is held back neither in its rates nor among those under way', () => {
    const limiters = createKeyLimiters();
    const [first, second] = [limiters.enter(a, limits, now), limiters.enter(a, limits, now)];
    expect(limiters.enter(a, limits, now)).toMatchObject({ reason: 'too_many_in_flight', retryAfterMs: 1_000 });
    expect(limiters.standing(a, limits, now)).toMatchObject({ rates: [{ remaining: 1 }], inFlight: 2, ofKey: null });
    if (!first.ok || !second.ok) throw new Error('two may be under way');
    first.leave();
    first.leave();
    expect(limiters.standing(a, limits, now).inFlight).toBe(1);
    expect(limiters.enter(a, limits, now).ok).toBe(true);
    second.leave();
    expect(limiters.enter(a, limits, now)).toMatchObject({ reason: 'rate_limited' });
    expect(limiters.standing(a, limits, now).inFlight).toBe(1);
  });

  it('that have changed begin anew, but for the calls under way', () => {
    const limiters = createKeyLimiters();
    for (let i = 0; i < 2; i++) limiters.enter(a, limits, now);
    const wider = { rateLimits: [{ requests: 10, windowSeconds: 60 }], maxInFlight: 3, ofApp: null, ofKey: null };
    expect(limiters.standing(a, structuredClone(limits), now)).toMatchObject({ rates: [{ remaining: 1 }] });
    expect(limiters.standing(a, wider, now)).toMatchObject({ rates: [{ remaining: 10 }], inFlight: 2 });
    expect(limiters.enter(a, wider, now).ok).toBe(true);
    expect(limiters.enter(a, wider, now)).toMatchObject({ reason: 'too_many_in_flight' });
  });

  it('are kept for so many accounts only: of more, the one that called longest ago begins anew, unless calls of it are under way', () => {
    const limiters = createKeyLimiters(2);
    const call = (accountId: string) => {
      const entered = limiters.enter(key(accountId), limits, now);
      if (!entered.ok) throw new Error(entered.reason);
      return entered.leave;
    };
    const endOfA = call('a');
    call('b')();
    call('c')();
    expect(limiters.standing(a, limits, now)).toMatchObject({ rates: [{ remaining: 2 }], inFlight: 1 });
    endOfA();
    expect(limiters.standing(a, limits, now).inFlight).toBe(0);
    expect(limiters.standing(key('b'), limits, now)).toMatchObject({ rates: [{ remaining: 3 }] });
  });
});

describe('the limits that a key has beside those of its account', () => {
  const wide = { rateLimits: [{ requests: 5, windowSeconds: 60 }], maxInFlight: 3, ofApp: null, ofKey: bounds };
  const other = { ...a, id: 'a-2' };

  it('hold for each key, and the account’s for both: whatever is full holds the call back, and counts it nowhere', () => {
    const limiters = createKeyLimiters();
    const enter = (of: typeof a) => {
      const entered = limiters.enter(of, wide, now);
      if (entered.ok) entered.leave();
      return entered.ok;
    };
    expect([a, a, a, a, a].map(enter)).toEqual([true, true, true, false, false]);
    expect([other, other, other].map(enter)).toEqual([true, true, false]);
    const standing = limiters.standing(other, wide, now);
    expect(standing).toMatchObject({ rates: [{ remaining: 0 }], ofKey: { rates: [{ remaining: 1 }] } });
  });

  it('bound the calls under way of a key, and leave the rest of the account’s to its other keys', () => {
    const limiters = createKeyLimiters();
    const [first] = [limiters.enter(a, wide, now), limiters.enter(a, wide, now)];
    expect(limiters.enter(a, wide, now)).toMatchObject({ reason: 'too_many_in_flight' });
    expect(limiters.enter(other, wide, now).ok).toBe(true);
    expect(limiters.enter(other, wide, now)).toMatchObject({ reason: 'too_many_in_flight' });
    if (first?.ok) first.leave();
    expect(limiters.standing(a, wide, now)).toMatchObject({ inFlight: 2, ofKey: { inFlight: 1 } });
  });
});

describe('the limits that an app has beside those of its account', () => {
  const wide = { rateLimits: [{ requests: 5, windowSeconds: 60 }], maxInFlight: 3, ofApp: bounds, ofKey: null };
  const shop = { ...a, app: 'app_shop' };
  const forum = { ...a, id: 'a-2', app: 'app_forum' };

  it('hold for all keys of the app together, and leave the rest of the account’s to its other apps', () => {
    const limiters = createKeyLimiters();
    const enter = (of: typeof a, limited = wide) => {
      const entered = limiters.enter(of, limited, now);
      if (entered.ok) entered.leave();
      return entered.ok;
    };
    expect(['a-1', 'a-2', 'a-3', 'a-4'].map((id) => enter({ ...shop, id }))).toEqual([true, true, true, false]);
    expect([enter(forum), enter(forum), enter(forum)]).toEqual([true, true, false]);
    expect(limiters.standing(forum, wide, now)).toMatchObject({
      rates: [{ remaining: 0 }],
      ofApp: { rates: [{ remaining: 1 }] },
    });
  });

  it('bound the calls under way of the app, and count a call that is held back nowhere', () => {
    const limiters = createKeyLimiters();
    const [first] = [limiters.enter(shop, wide, now), limiters.enter(shop, wide, now)];
    expect(limiters.enter({ ...shop, id: 'a-3' }, wide, now)).toMatchObject({ reason: 'too_many_in_flight' });
    expect(limiters.standing(shop, wide, now)).toMatchObject({ inFlight: 2, ofApp: { inFlight: 2 } });
    if (!first?.ok) throw new Error('two may be under way');
    first.leave();
    expect(limiters.standing(shop, wide, now)).toMatchObject({ inFlight: 1, ofApp: { inFlight: 1 } });
  });

  it('are those of one account: another account’s app of the same id has its own', () => {
    const limiters = createKeyLimiters();
    for (let i = 0; i < 3; i++)
      limiters.enter(a, { ...wide, maxInFlight: null, ofApp: { ...bounds, maxInFlight: null } }, now);
    expect(limiters.standing(key('b'), wide, now)).toMatchObject({ ofApp: { rates: [{ remaining: 3 }], inFlight: 0 } });
  });
});
