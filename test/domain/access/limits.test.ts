import { describe, expect, it } from 'vitest';
import { limitsOf } from '../../../shared/domain/access/limits.ts';
import { itemsFor, weightOf } from '../../../shared/domain/access/weights.ts';
import { defineTollgate } from '../../../shared/domain/catalog/define.ts';
import { valid } from '../catalog/configuration.ts';

const [basic] = valid.plans;
if (!basic) throw new Error('the configuration has a plan');
const plan = (id: string, limits: Partial<typeof basic>) => ({
  ...basic,
  id,
  prices: [],
  overage: undefined,
  credit: undefined,
  availability: 'contact' as const,
  ...limits,
});
const [tenASecond, twentyASecond, anHundredAMinute] = [
  { requests: 10, windowSeconds: 1 },
  { requests: 20, windowSeconds: 1 },
  { requests: 100, windowSeconds: 60 },
];
const catalog = defineTollgate({
  ...valid,
  plans: [
    basic,
    plan('small', { rateLimits: [anHundredAMinute, tenASecond], maxInFlight: 2 }),
    plan('large', { rateLimits: [twentyASecond], maxInFlight: 9 }),
    plan('open', { rateLimits: [] }),
    plan('silent', {}),
  ],
  settings: { rateLimits: [{ requests: 3, windowSeconds: 1 }], maxInFlight: 4 },
});
const of = (...plans: string[]) => limitsOf(catalog, plans);

describe('the limits of an account', () => {
  it('are those of its plan, the shortest span first', () => {
    expect(of('small')).toMatchObject({ rateLimits: [tenASecond, anHundredAMinute], maxInFlight: 2 });
  });

  it('are those of the settings where the plan says nothing, and without a plan', () => {
    const ofSettings = { rateLimits: [{ requests: 3, windowSeconds: 1 }], maxInFlight: 4 };
    expect([of('silent'), of(), of('gone')]).toMatchObject([ofSettings, ofSettings, ofSettings]);
  });

  it('are the largest of several plans, for each span that one of them limits; a plan without any lifts them', () => {
    expect(of('small', 'large')).toMatchObject({ rateLimits: [twentyASecond, anHundredAMinute], maxInFlight: 9 });
    expect(of('small', 'open').rateLimits).toEqual([]);
  });

  it('are beside those of each key, where plan or settings have any', () => {
    const perKey = { rateLimits: [tenASecond], maxInFlight: 2 };
    const sold = defineTollgate({
      ...valid,
      plans: [basic, plan('shared', { perKey }), plan('wide', { perKey: { maxInFlight: 5 } }), plan('silent', {})],
      settings: { perKey: { maxInFlight: 1 } },
    });
    expect(limitsOf(sold, ['shared']).ofKey).toEqual(perKey);
    expect(limitsOf(sold, ['shared', 'wide']).ofKey).toEqual({ rateLimits: [], maxInFlight: 5 });
    expect([limitsOf(sold, ['silent']), limitsOf(sold, [])].map(({ ofKey }) => ofKey?.maxInFlight)).toEqual([1, 1]);
    expect(limitsOf(catalog, ['small']).ofKey).toBe(null);
  });

  it('are none where neither plan nor settings have any', () => {
    expect(limitsOf(defineTollgate(valid), ['basic'])).toMatchObject({ rateLimits: [], maxInFlight: null });
  });
});

describe('the weight of an endpoint', () => {
  const weights = { counts: 5, 'counts:readings': 2, 'gateway:weather': 0 };

  it('is that of the more exact name, 1 where none is named, and of several plans the lowest', () => {
    expect(weightOf([weights], { kind: 'counts', id: 'readings' })).toBe(2);
    expect(weightOf([weights], { kind: 'counts', id: 'others' })).toBe(5);
    expect(weightOf([weights], { kind: 'records', id: 'readings' })).toBe(1);
    expect(weightOf([weights], { kind: 'gateway', id: 'weather' })).toBe(0);
    expect(weightOf([weights, {}], { kind: 'counts', id: 'others' })).toBe(1);
    expect(weightOf([], { kind: 'counts', id: 'others' })).toBe(1);
  });

  it('says how many whole items some units pay for', () => {
    expect(itemsFor(11, { weight: 5, requested: 100 })).toBe(2);
    expect(itemsFor(4, { weight: 5, requested: 100 })).toBe(0);
    expect(itemsFor(4, { weight: 0, requested: 100 })).toBe(100);
  });
});
