import { describe, expect, it } from 'vitest';
import { catalogErrors } from '../../../shared/domain/catalog/validate.ts';
import { refuses, valid, withValue } from './configuration.ts';

const endpoints = [
  'records, records:readings, counts, counts:readings, gateway',
  ...(valid.upstreams ?? []).map(({ id }) => `gateway:${id}`),
].join(', ');

describe('a configuration of limits', () => {
  it('is used where each says what it must', () => {
    const limits = {
      rateLimits: [
        { requests: 10, windowSeconds: 1 },
        { requests: 200, windowSeconds: 60 },
        { requests: 1_000, windowSeconds: 900 },
      ],
      maxInFlight: 5,
      perKey: { rateLimits: [{ requests: 5, windowSeconds: 1 }], maxInFlight: 2 },
    };
    const weights = { records: 1, counts: 5, 'counts:readings': 0, gateway: 1_000 };
    const [plan] = valid.plans;
    const input = { ...valid, plans: [{ ...plan, ...limits, weights }], settings: limits };
    expect(catalogErrors(input)).toEqual([]);
    expect(catalogErrors(withValue(input, ['plans', 0, 'rateLimits'], []))).toEqual([]);
  });

  refuses([
    [
      'a rate that lets nothing through',
      [{ requests: 0, windowSeconds: 1 }],
      ['plans', 0, 'rateLimits'],
      'plans[0].rateLimits[0].requests: must be a whole number from 1 to 1000000000',
    ],
    [
      'a rate of a whole day, which an allowance is for',
      [{ requests: 1, windowSeconds: 86_400 }],
      ['settings', 'rateLimits'],
      'settings.rateLimits[0].windowSeconds: must be a whole number from 1 to 900',
    ],
    [
      'two rates of one span',
      [
        { requests: 5, windowSeconds: 60 },
        { requests: 9, windowSeconds: 60 },
      ],
      ['plans', 0, 'rateLimits'],
      'plans[0].rateLimits[1].windowSeconds: 60 is used before; each limit must have its own span',
    ],
    [
      'rates that are no list',
      10,
      ['plans', 0, 'rateLimits'],
      'plans[0].rateLimits: must be a list, which may be empty',
    ],
    [
      'no call under way at all',
      0,
      ['plans', 0, 'maxInFlight'],
      'plans[0].maxInFlight: must be a whole number, 1 or more',
    ],
    [
      'a key that may nothing',
      { maxInFlight: 0 },
      ['plans', 0, 'perKey'],
      'plans[0].perKey.maxInFlight: must be a whole number, 1 or more',
    ],
    [
      'the weight of a dataset that is not there',
      { 'counts:films': 2 },
      ['plans', 0, 'weights'],
      `plans[0].weights.counts:films: is no endpoint; allowed are ${endpoints}`,
    ],
    [
      'half a unit as weight',
      { records: 0.5 },
      ['plans', 0, 'weights'],
      'plans[0].weights.records: must be a whole number from 0 to 1000',
    ],
    [
      'weights that are none',
      5,
      ['plans', 0, 'weights'],
      'plans[0].weights: must be weights by endpoint, such as { counts: 5 }; leave it out for none',
    ],
  ]);
});
