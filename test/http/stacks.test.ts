import { describe, expect, test } from 'vitest';
import { members, type RouteAuthority } from '../../shared/domain/access/authority.ts';
import { budgets } from '../../shared/domain/access/budgets.ts';
import { AppError, type ProblemCode, problems } from '../../shared/errors.ts';
import { ok } from '../../shared/http/answer.ts';
import type { ApiRequest } from '../../shared/http/request.ts';
import type { Route } from '../../shared/http/route.ts';
import { httpFunction } from '../../shared/http/stacks.ts';
import { logOf } from '../../shared/log.ts';
import type { Handler } from '../support/app-queues.ts';
import { type Call, eventOf, origin, originSecret, replyOf } from '../support/app-request.ts';
import { start } from '../support/app-stripe.ts';

const session = {
  personId: 'per_1',
  memberships: [{ accountId: 'acc_1', role: 'owner', since: '2026-11-24T00:00:00.000Z' }],
  email: 'ada@buyer.example',
  signedInBy: 'link',
  expiresAt: '2027-01-01T00:00:00.000Z',
} as const;
const sessions = { findSession: async () => session };
const operatorSignIn = 'link' as const;
const spent: string[] = [];
const spend = async ({ name }: { name: string }) => void spent.push(name);
const anybody = { callers: 'anyone', budget: { elsewhere: 'nowhere' }, trail: null } as const;
const cookie = '__Host-tollgate=a-token-of-the-cookie';

/** Asks one route, at a path that API Gateway knows. */
async function ask(
  route: Route,
  {
    method = 'GET',
    path = '/v1/keys?q=private',
    call = {} as Call,
    originSecrets = [originSecret],
    authority = anybody as RouteAuthority,
  } = {},
) {
  const lines: string[] = [];
  const { event } = eventOf({ method, path, call, now: () => start, requestId: 'request-1' });
  const log = logOf('http', (line) => lines.push(line));
  const deps = { log, origin, originSecrets, sessions, now: () => start, spend, operators: [], operatorSignIn };
  const declared: string = `${method} ${new URL(path, origin).pathname}`;
  const handler = httpFunction(deps, { [declared]: authority }, { [declared]: route as never }) as unknown as Handler;
  const reply = replyOf((await handler(event, {})) as never);
  return { reply, lines, logged: lines.map((line) => JSON.parse(line)) };
}
const fails =
  (error: unknown): Route =>
  async () => {
    throw error;
  };

test('a HEAD of what anybody may read is answered as a GET is, and one of anything else is nothing', async () => {
  const deps = { log: logOf('http', () => {}), origin, originSecrets: [originSecret] };
  const declared = { 'GET /badges/{handle}': anybody, 'POST /v1/keys': anybody };
  const handler = httpFunction(deps, declared, {
    'GET /badges/{handle}': async ({ params }) => ok({ handle: params.handle }),
    'POST /v1/keys': async () => ok({}),
  }) as unknown as Handler;
  const asked = async (method: string, path: string) => {
    const { event } = eventOf({ method, path, call: {}, now: () => start, requestId: 'request-1' });
    return replyOf((await handler(event, {})) as never);
  };
  const [got, head] = [await asked('GET', '/badges/ada'), await asked('HEAD', '/badges/ada')];
  expect(head).toMatchObject({ status: 200, headers: got.headers, body: { handle: 'ada' } });
  expect((await asked('HEAD', '/v1/keys')).status).toBe(404);
});

describe('problems', () => {
  test.each(Object.entries(problems))(
    '%s has its status, its title and a page of its own',
    async (code, { status, title }) => {
      const { reply } = await ask(fails(new AppError(code as ProblemCode, 'A sentence.', { retryAfterSeconds: 7 })));
      expect(reply.status).toBe(status);
      expect(reply.headers).toMatchObject({
        'content-type': 'application/problem+json',
        'cache-control': 'no-store',
        'retry-after': '7',
        'x-request-id': 'request-1',
      });
      expect(reply.body).toEqual({
        type: `${origin}/problems/${code}`,
        title,
        status,
        detail: 'A sentence.',
        code,
        requestId: 'request-1',
      });
    },
  );

  test.each([new TypeError('pepper is undefined'), 'a text', null, { secret: 1 }])(
    'that are not foreseen (%s) are a 500 that tells nothing of the inside, and the log tells it',
    async (thrown) => {
      const { reply, logged } = await ask(fails(thrown));
      expect(reply).toMatchObject({ status: 500, body: { code: 'internal', requestId: 'request-1' } });
      expect(reply.text).not.toMatch(/pepper|secret|undefined|\.ts:/);
      expect(logged).toContainEqual(
        expect.objectContaining({ level: 'error', requestId: 'request-1', code: 'internal' }),
      );
    },
  );

  test('a refusal of the caller is no error of ours', async () => {
    const { logged } = await ask(fails(new AppError('not_found', 'No.')));
    expect(logged).toMatchObject([{ level: 'info', message: 'request', status: 404, route: 'GET /v1/keys' }]);
  });
});

describe('the way through CloudFront', () => {
  test.each(['first', 'second'])(
    'with two secrets a call with the %s passes, so that one can take the place of the other',
    async (said) => {
      const { reply } = await ask(async () => ok({}), {
        call: { headers: { 'x-tollgate-origin': said } },
        originSecrets: ['first', 'second'],
      });
      expect(reply.status).toBe(200);
    },
  );

  test('a secret that was never set lets nobody in', async () => {
    const { reply } = await ask(async () => ok({}), {
      call: { headers: { 'x-tollgate-origin': '' } },
      originSecrets: [''],
    });
    expect(reply).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } });
  });

  test.each([undefined, '', 'guess', `${originSecret} `, originSecret.slice(1)])(
    'with the secret "%s" nothing runs',
    async (given) => {
      let ran = false;
      const route: Route = async () => {
        ran = true;
        return ok({});
      };
      const headers = { 'x-tollgate-origin': given as string };
      const { reply } = await ask(route, { call: { headers } });
      expect(reply).toMatchObject({ status: 403, body: { code: 'origin_not_allowed' } });
      expect(ran).toBe(false);
    },
  );

  test.each(['192.0.2.1', '2001:db8::1'])(
    'the caller is %s, which the edge says, whatever other headers say',
    async (address) => {
      let seen: ApiRequest | undefined;
      const route: Route = async (request) => {
        seen = request;
        return ok({});
      };
      const headers = { 'true-client-ip': address, 'x-forwarded-for': '10.0.0.1' };
      await ask(route, { call: { headers } });
      expect(seen?.address).toBe(address);
    },
  );
});

describe('a session', () => {
  const route: Route = async () => ok({ done: true });
  const authority: RouteAuthority = { callers: members.all, budget: budgets.reads, trail: null };
  const change = (headers: Record<string, string>) =>
    ask(route, { method: 'POST', call: { cookie, headers }, authority }).then(({ reply }) => reply);

  test('changes something with X-CSRF: 1, from no origin or from ours', async () => {
    expect((await change({})).status).toBe(200);
    expect((await change({ origin })).status).toBe(200);
  });
  test.each<Record<string, string>>([
    { 'x-csrf': '' },
    { 'x-csrf': '0' },
    { 'x-csrf': 'true' },
    { origin: 'https://evil.example' },
    { origin: `${origin}.evil.example` },
    { origin: `${origin}:8443` },
    { origin: 'http://shop.example' },
    { origin: 'null' },
  ])('changes nothing with %j', async (headers) => {
    expect(await change(headers)).toMatchObject({ status: 403, body: { code: 'csrf' } });
  });
  test('reads without that header', async () => {
    expect(
      (await ask(route, { call: { cookie, headers: { origin: 'https://evil.example' } }, authority })).reply.status,
    ).toBe(200);
  });
  test('is asked for before anything else', async () => {
    expect((await ask(route, { method: 'POST', call: {}, authority })).reply).toMatchObject({
      status: 401,
      body: { code: 'session_missing' },
    });
  });
});

test('the line of a request tells its route and status, and no query, header, cookie or body', async () => {
  const call = { cookie, headers: { authorization: 'Bearer private' }, body: { text: 'private' } };
  const { lines, logged } = await ask(async () => ok({ text: 'private' }), { method: 'POST', call });
  expect(logged).toMatchObject([
    { route: 'POST /v1/keys', status: 200, requestId: 'request-1', durationMs: expect.any(Number) },
  ]);
  expect(lines.join()).not.toMatch(/private|a-token/);
});
