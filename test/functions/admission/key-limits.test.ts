import { describe, expect, it } from 'vitest';
import { createKeyLimiters } from '../../../functions/admission/key-limits.ts';

const now = Date.parse('2026-11-24T12:00:00.000Z');
const limits = { rateLimits: [{ requests: 3, windowSeconds: 60 }], maxInFlight: 2 };

describe('the limits of keys in an environment', () => {
  it('hold for each key by itself', () => {
    const limiters = createKeyLimiters();
    const enter = (keyId: string) => limiters.enter(keyId, { ...limits, maxInFlight: null }, now);
    expect(['a', 'a', 'a', 'a', 'b'].map((key) => enter(key).ok)).toEqual([true, true, true, false, true]);
    expect(enter('a')).toMatchObject({ ok: false, reason: 'rate_limited', retryAfterMs: 63_750 });
  });

  it('count a call that is held back neither in its rates nor among those under way', () => {
    const limiters = createKeyLimiters();
    const [first, second] = [limiters.enter('a', limits, now), limiters.enter('a', limits, now)];
    expect(limiters.enter('a', limits, now)).toMatchObject({ reason: 'too_many_in_flight', retryAfterMs: 1_000 });
    expect(limiters.standing('a', limits, now)).toMatchObject({ rates: [{ remaining: 1 }], inFlight: 2 });
    if (!first.ok || !second.ok) throw new Error('two may be under way');
    first.leave();
    first.leave();
    expect(limiters.standing('a', limits, now).inFlight).toBe(1);
    expect(limiters.enter('a', limits, now).ok).toBe(true);
    second.leave();
    expect(limiters.enter('a', limits, now)).toMatchObject({ reason: 'rate_limited' });
    expect(limiters.standing('a', limits, now).inFlight).toBe(1);
  });

  it('that have changed begin anew, but for the calls under way', () => {
    const limiters = createKeyLimiters();
    for (let i = 0; i < 2; i++) limiters.enter('a', limits, now);
    const wider = { rateLimits: [{ requests: 10, windowSeconds: 60 }], maxInFlight: 3 };
    expect(limiters.standing('a', structuredClone(limits), now)).toMatchObject({ rates: [{ remaining: 1 }] });
    expect(limiters.standing('a', wider, now)).toMatchObject({ rates: [{ remaining: 10 }], inFlight: 2 });
    expect(limiters.enter('a', wider, now).ok).toBe(true);
    expect(limiters.enter('a', wider, now)).toMatchObject({ reason: 'too_many_in_flight' });
  });

  it('are kept for so many keys only: of more, the one that called longest ago begins anew, unless calls of it are under way', () => {
    const limiters = createKeyLimiters(2);
    const call = (keyId: string) => {
      const entered = limiters.enter(keyId, limits, now);
      if (!entered.ok) throw new Error(entered.reason);
      return entered.leave;
    };
    const endOfA = call('a');
    call('b')();
    call('c')();
    expect(limiters.standing('a', limits, now)).toMatchObject({ rates: [{ remaining: 2 }], inFlight: 1 });
    endOfA();
    expect(limiters.standing('a', limits, now).inFlight).toBe(0);
    expect(limiters.standing('b', limits, now)).toMatchObject({ rates: [{ remaining: 3 }] });
  });
});
