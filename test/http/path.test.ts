import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataRoutes } from '../../functions/data/routes.ts';
import { decodedPath } from '../../local/host/api-event.ts';
import { paramsIn, writtenPath } from '../../shared/http/path.ts';
import { requestOf } from '../../shared/http/request.ts';
import { routerOf } from '../../shared/http/router.ts';
import { eventOf } from '../support/app-request.ts';

const eventFor = (path: string) =>
  eventOf({ method: 'GET', path, call: {}, now: () => new Date(0), requestId: 'request-1' }).event;

const routed = routerOf(Object.keys(dataRoutes));

describe('a path', () => {
  test.each(['a/b', '100%', 'a%20b', 'a?b', 'a#b', 'café', 'a b', '%2e%2e', '..%2f'])(
    'brings the id %j to its function as it was meant, whatever API Gateway does to it',
    (id) => {
      const path = `/data/posts/${encodeURIComponent(id)}`;
      expect(requestOf(eventFor(path), routed)).toMatchObject({ path, params: { dataset: 'posts', id } });
    },
  );

  test('that API Gateway reads as that of another route than the client wrote is not found', () => {
    const event = eventFor('/data/posts/7');
    for (const written of ['/data/posts/7/', '/data//posts/7', '/v1/posts/7'])
      expect(() => requestOf({ ...event, headers: { 'x-tollgate-path': written } }, routed)).toThrow('Nothing answers');
  });

  test('with an encoded slash names what the client wrote, not what API Gateway made of it', () => {
    const event = { ...eventFor('/data/posts/7'), headers: { 'x-tollgate-path': '/data/posts%2F7' } };
    expect(requestOf(event, routed)).toMatchObject({ route: 'GET /data/{dataset}', params: { dataset: 'posts/7' } });
  });

  test('is what API Gateway says where no edge stands before it', () => {
    const event = eventFor('/data/posts/a%20b');
    expect(requestOf({ ...event, headers: {} }, routed)).toMatchObject({
      path: '/data/posts/a%20b',
      params: { id: 'a b' },
    });
  });

  test(`in segments without "/" or "?" can be recovered from API Gateway's reading of it`, () => {
    const segment = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[/?]/.test(text));
    const property = fc.property(fc.array(segment, { minLength: 1 }), (segments) => {
      const path = `/${segments.map(encodeURIComponent).join('/')}`;
      expect(writtenPath(undefined, decodedPath(path))).toBe(path);
    });
    fc.assert(property, { seed: 11 });
  });

  test.each([
    ['GET /v1/keys/{id}', '/v1/keys/a%2Fb', { id: 'a/b' }],
    ['GET /v1/keys/{id}', '/v1/%6Beys/7', { id: '7' }],
    ['GET /v1/keys/{id}', '/v1/keys/%zz', { id: '%zz' }],
    ['GET /v1/keys/{id}', '/v1/keys', null],
    ['ANY /gateway/{upstream}/{proxy+}', '/gateway/trends/a/b%20c', { upstream: 'trends', proxy: 'a/b c' }],
    ['ANY /gateway/{upstream}/{proxy+}', '/gateway/trends', null],
    ['GET /v1/catalog', '/v1/catalog', {}],
    ['GET /v1/catalog', '/v1%2Fcatalog', null],
  ])('%s finds in %s its parameters, decoded once', (route, path, params) => {
    expect(paramsIn(route, path)).toEqual(params);
  });
});
