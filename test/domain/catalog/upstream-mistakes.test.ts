import { describe, expect, it } from 'vitest';
import { errorsWith, idAllowed, refuses, valid } from './configuration.ts';

const base = 'must be https://host or https://host/prefix, with no user, query, fragment or slash at the end';
const travelling =
  'must be a header name in lower case, and none of those that are ours or a connection’s (authorization, cookie, host, x-forwarded-…)';
const costs = "must be one of { per: 'request' }, { header: 'x-cost' } and { jsonPath: '$.items.length' }";
const jsonPath = 'must be a path such as $.usage.units or $.items.length: "$" and names, each after a dot';
const method = 'must be one of GET, HEAD, POST, PUT, PATCH, DELETE';
const path = 'must be a path such as /trends/{brand}, with {rest+} at the end only';
const first = ['upstreams', 0] as const;
const second = ['upstreams', 1] as const;

describe('a configuration of upstreams', () => {
  refuses([
    ['an id with a colon', 'gateway:trends', [...first, 'id'], `upstreams[0].id: ${idAllowed}`],
    [
      'the id of another',
      'trends',
      [...second, 'id'],
      'upstreams[1].id: "trends" is used before; each must be different',
    ],
    [
      'an unknown licence',
      'none',
      [...first, 'licence'],
      'upstreams[0].licence: "none" is not known; it must be one of standard',
    ],
    ...[
      'http://api.example.com',
      'https://me:secret@api.example.com',
      'https://api.example.com/v1/',
      'api.example.com',
    ].map((url) => [`the base ${url}`, url, [...first, 'baseUrl'], `upstreams[0].baseUrl: ${base}`] as const),
    ...[
      'https://api.example.com/?a=1',
      'https://api.example.com/a/../b',
      'https://api.example.com#x',
      'https://A.example.com',
    ].map((url) => [`the base ${url}`, url, [...first, 'testBaseUrl'], `upstreams[0].testBaseUrl: ${base}`] as const),
    ...[
      'authorization',
      'cookie',
      'host',
      'transfer-encoding',
      'x-forwarded-for',
      'X-Region',
      'x region',
      'tollgate-cost',
    ].map(
      (name) =>
        [
          `the caller's ${name}`,
          name,
          [...first, 'allowHeaders', 0],
          `upstreams[0].allowHeaders[0]: ${travelling}`,
        ] as const,
    ),
    [
      'cookies of the answer',
      'set-cookie',
      [...first, 'allowAnswerHeaders', 0],
      `upstreams[0].allowAnswerHeaders[0]: ${travelling}`,
    ],
    ['its secret as a cookie', 'cookie', [...first, 'secretHeader'], `upstreams[0].secretHeader: ${travelling}`],
    [
      'a secret header and nowhere to send it',
      'x-key',
      [...second, 'secretHeader'],
      'upstreams[1].secretHeader: needs a baseUrl beside it',
    ],
    [
      'a method that proxies turn into tunnels',
      'CONNECT',
      [...first, 'allowMethods', 0],
      `upstreams[0].allowMethods[0]: ${method}`,
    ],
    [
      'more patience than the API has',
      29_000,
      [...first, 'timeoutMs'],
      'upstreams[0].timeoutMs: must be a whole number from 100 to 28000',
    ],
    ['no cost', undefined, [...first, 'cost'], `upstreams[0].cost: ${costs}`],
    ['two costs', { per: 'request', header: 'x-cost' }, [...first, 'cost'], `upstreams[0].cost: ${costs}`],
    ['a cost by the weather', { per: 'weather' }, [...first, 'cost'], 'upstreams[0].cost.per: must be one of request'],
    ...['items.length', '$', '$..items', '$.items[*]', '$.items[0]', '$.__proto__ '].map(
      (text) =>
        [
          `the path ${text}`,
          { jsonPath: text },
          [...first, 'cost'],
          `upstreams[0].cost.jsonPath: ${jsonPath}`,
        ] as const,
    ),
    ['no units at most', 0, [...first, 'maxUnits'], 'upstreams[0].maxUnits: must be a whole number from 1 to 100000'],
    [
      'fewer units at most than a request costs',
      1,
      [...first, 'routes', 0, 'maxUnits'],
      'upstreams[0].routes[0].maxUnits: must be at least what a request costs, 2',
    ],
    ...['trends', '/a/{rest+}/b', '/a/../b/%2e', '/a?b', ''].map(
      (text) =>
        [`the route ${text}`, text, [...first, 'routes', 0, 'path'], `upstreams[0].routes[0].path: ${path}`] as const,
    ),
    [
      'a guarded API that is no id',
      'https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com',
      [...second, 'guards', 0],
      'upstreams[1].guards[0]: must be the id of an API of API Gateway, such as a1b2c3d4e5',
    ],
    [
      'a guarded API whose answer would say what it costs',
      { header: 'x-cost' },
      [...second, 'cost'],
      'upstreams[1].guards: needs a cost per request: the authorizer never sees the answer',
    ],
    [
      'a plan that includes an unknown upstream',
      'readings',
      ['plans', 0, 'upstreams', 0],
      'plans[0].upstreams[0]: "readings" is not known; it must be one of trends, own',
    ],
  ]);

  it('may have none at all', () => {
    const plans = valid.plans.map(({ upstreams: _, ...plan }) => plan);
    expect(errorsWith({ ...valid, upstreams: undefined, plans })).toEqual([]);
  });
});
