import { beforeAll, describe, expect, test } from 'vitest';
import type { Listing, UsageView } from '../../../shared/http/views.ts';
import { call, read } from '../../support/client.ts';
import { expectProblem } from './expect-problem.ts';
import { payingBuyer } from './paying-buyer.ts';

let secret: string;

beforeAll(async () => {
  ({ secret } = await payingBuyer());
});

describe('reads', () => {
  const used = async () => (await read<UsageView>('/v1/usage/current', secret)).body.used;

  test('no key, a malformed one, an unknown one', async () => {
    expectProblem(await call('/data/posts'), 401, 'key_missing');
    for (const authorization of [
      'Basic abc',
      'Bearer',
      'Bearer tg_live_short',
      `Bearer ${secret.slice(0, -1)}${secret.endsWith('_') ? '-' : '_'}`,
      `Bearer ${secret}x`,
    ]) {
      expectProblem(await call('/data/posts', { headers: { authorization } }), 401, 'key_malformed');
    }
    const { mintSecret } = await import('../../../shared/domain/keys/format.ts');
    const unknown = mintSecret('live', (count) => crypto.getRandomValues(new Uint8Array(count)));
    expectProblem(await read('/data/posts', unknown), 401, 'key_invalid');
  });
  test('a key in the query string is refused even where the header has one', async () => {
    expectProblem(await call(`/data/posts?key=${secret}`), 400, 'key_in_query');
    expectProblem(await read(`/data/posts?brand=${secret}`, secret), 400, 'key_in_query');
  });
  test('a read of something that does not exist is 404 and free', async () => {
    const before = await used();
    expectProblem(await read('/data/secrets', secret), 404, 'not_found');
    expectProblem(await read('/data/posts/p_99999999', secret), 404, 'not_found');
    expectProblem(await read('/data/posts/..%2f..%2fetc', secret), 404, 'not_found');
    expect(await used()).toBe(before);
  });
  test.each([
    ['nope=1', 'nope'],
    ['likes[around]=1', 'likes[around]'],
    ['likes=many', 'likes'],
    ['limit=0', 'limit'],
    ['limit=1001', 'limit'],
    ['limit=1e2', 'limit'],
    ['cursor=%00', 'cursor'],
    ['fields=text,password', 'fields'],
    ['from=yesterday', 'from'],
    ["brand';DROP TABLE posts;--=1", "brand';DROP TABLE posts;--"],
    ['brand"=1', 'brand"'],
  ])('the query %s is refused, naming %s, and free', async (query, field) => {
    const before = await used();
    expectProblem(await read(`/data/posts?${query.replaceAll('"', '%22')}`, secret), 400, 'invalid_request', field);
    expect(await used()).toBe(before);
  });
  test.each(["' OR 1=1 --", "x'; COPY (SELECT 1) TO '/tmp/x'; --", '%', '\\', '$1'])(
    'SQL in a value (%s) is only a value',
    async (value) => {
      const reply = await read<Listing<unknown>>(`/data/posts?brand=${encodeURIComponent(value)}`, secret);
      expect(reply).toMatchObject({ status: 200, body: { data: [] } });
      expect(reply.headers.get('tollgate-cost')).toBe('0');
    },
  );
  test('an address or a method that does not exist is answered in the same form', async () => {
    expectProblem(await call('/v1/nothing'), 404, 'not_found');
    expect([404, 405]).toContain((await call('/data/posts', { method: 'DELETE' })).status);
  });
});
