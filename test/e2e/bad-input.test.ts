import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Listing, UsageView } from '../../shared/http/views.ts';
import {
  acceptLicences,
  buy,
  call,
  freshEmail,
  local,
  mailedToken,
  newKey,
  type Person,
  post,
  type Reply,
  read,
  signUp,
} from '../support/client.ts';

type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  requestId: string;
  errors?: { field: string; message: string }[];
};

/** Every refusal is a problem document with one sentence, and says nothing of the inside. */
function expectProblem(reply: Reply, status: number, code: string, field?: string): Problem {
  const problem = reply.body as Problem;
  expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect({ status: reply.status, code: problem.code }).toEqual({ status, code });
  expect(problem.status).toBe(status);
  expect(problem.type).toMatch(new RegExp(`/problems/${code}$`));
  expect(problem.detail).toMatch(/^\S.{8,300}[.…]$/s);
  expect(problem.detail).not.toMatch(/\bat .*\.(m?js|ts):\d+|ECONN|SELECT /);
  expect(problem.requestId).toBeTruthy();
  if (field) expect(problem.errors?.map((error) => error.field)).toContain(field);
  return problem;
}

let buyer: Person;
let secret: string;

beforeAll(async () => {
  buyer = await signUp(freshEmail('bad-input'));
  await buy(buyer, 'basic');
  await acceptLicences(buyer);
  secret = (await newKey(buyer)).secret;
});

describe('webhooks', () => {
  const event = (over: object = {}) =>
    JSON.stringify({
      id: `evt_${Math.trunc(performance.now() * 1000)}`,
      object: 'event',
      type: 'customer.subscription.updated',
      created: 1,
      livemode: false,
      api_version: '2026-10-28.endive',
      data: { object: { id: 'sub_1', object: 'subscription', customer: 'cus_1' } },
      ...over,
    });

  async function send(
    body: string,
    {
      offsetSeconds = 0,
      secret: signing,
      type = 'application/json',
    }: { offsetSeconds?: number; secret?: string; type?: string } = {},
  ) {
    const { now, stripe } = await local.status();
    const t = Math.floor(Date.parse(now) / 1000) + offsetSeconds;
    const v1 = createHmac('sha256', signing ?? stripe.webhookSecret)
      .update(`${t}.${body}`)
      .digest('hex');
    return call('/webhooks/stripe', {
      method: 'POST',
      body,
      headers: { 'content-type': type, 'stripe-signature': `t=${t},v1=${v1}` },
    });
  }

  test('a genuine one is taken', async () => expect((await send(event())).status).toBe(200));
  test('a forged one is refused', async () => {
    expectProblem(await send(event(), { secret: 'whsec_guess' }), 400, 'invalid_signature');
  });
  test('one without a signature is refused', async () => {
    expectProblem(await post('/webhooks/stripe', {}), 400, 'invalid_signature');
  });
  test('a stale one is refused', async () => {
    expectProblem(await send(event(), { offsetSeconds: -301 }), 400, 'invalid_signature');
  });
  test('a future-dated one is refused', async () => {
    expectProblem(await send(event(), { offsetSeconds: 330 }), 400, 'invalid_signature');
  });
  test('an oversized one is refused', async () => {
    expectProblem(await send(event({ filler: 'x'.repeat(300_000) })), 413, 'too_large');
  });
  test('one of another content type is refused', async () => {
    expectProblem(await send(event(), { type: 'text/plain' }), 415, 'unsupported_media_type');
  });
  test('one of live mode is refused by a test deployment', async () => {
    expectProblem(await send(event({ livemode: true })), 400, 'invalid_request');
  });
  test('a signed body that is no event is refused', async () => {
    expectProblem(await send('[]'), 400, 'invalid_request');
    expectProblem(await send('{"id": 1'), 400, 'invalid_request');
  });
  test('a replayed one is handled once more without any change', async () => {
    const before = await buyer.get('/v1/account');
    const { stripe } = await local.status();
    const recorded = await fetch(`${stripe.apiBase}/v1/events?limit=1&type=customer.subscription.created`, {
      headers: { authorization: `Bearer ${stripe.secretKey}` },
    });
    const [replayed] = ((await recorded.json()) as { data: object[] }).data;
    expect((await send(JSON.stringify(replayed))).status).toBe(200);
    expect((await send(JSON.stringify(replayed))).status).toBe(200);
    await local.advance(0);
    expect((await buyer.get('/v1/account')).body).toEqual(before.body);
  });
});

describe('bodies', () => {
  test('another content type than JSON is refused', async () => {
    const reply = await call('/v1/signup', {
      method: 'POST',
      body: 'email=a@b.example',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expectProblem(reply, 415, 'unsupported_media_type');
  });
  test.each(['[]', '"text"', 'null', '1'])('JSON that is not an object (%s) is refused', async (body) => {
    expectProblem(
      await call('/v1/signup', { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
      400,
      'invalid_request',
    );
  });
  test('broken JSON is refused', async () => {
    expectProblem(
      await call('/v1/signup', { method: 'POST', body: '{"email":', headers: { 'content-type': 'application/json' } }),
      400,
      'invalid_request',
    );
  });
  test('an unknown field is named, with those that are known', async () => {
    const problem = expectProblem(
      await post('/v1/signup', { email: freshEmail('x'), organization: 'X', admin: true }),
      400,
      'invalid_request',
      'admin',
    );
    expect(problem.detail).toContain('email, organization');
  });
  test('a missing field is named', async () => {
    expectProblem(await post('/v1/signup', { email: freshEmail('x') }), 400, 'invalid_request', 'organization');
  });
  test('a body of more than 64 KB is refused', async () => {
    expectProblem(
      await post('/v1/signup', { email: freshEmail('x'), organization: 'x'.repeat(70_000) }),
      413,
      'too_large',
    );
  });
  test.each([
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example,c@d.example',
    'A <a@b.example>',
    'a b@c.example',
    '@',
    'a@b',
    '',
  ])('the e-mail %j is refused and no mail is sent', async (email) => {
    const sent = (await local.mail()).length;
    expectProblem(await post('/v1/signup', { email, organization: 'X' }), 400, 'invalid_request', 'email');
    await local.advance(0);
    expect(await local.mail()).toHaveLength(sent);
  });
  test('a request header of 1 MB is refused', async () => {
    expectProblem(await call('/v1/catalog', { headers: { 'x-large': 'x'.repeat(1_000_000) } }), 431, 'too_large');
  });
});

describe('sign-in links', () => {
  test('a link opened by a mail scanner (GET, HEAD) still works for its owner', async () => {
    const email = freshEmail('scanner');
    await post('/v1/signup', { email, organization: 'X' });
    const token = await mailedToken(email);
    for (const method of ['GET', 'HEAD']) await call(`/sign-in/link?token=${token}`, { method });
    await call(`/v1/session?token=${token}`);
    expect((await post('/v1/session/preview', { token })).body).toEqual({ email, organization: 'X' });
    expect((await post('/v1/session', { token })).status).toBe(201);
  });
  test('a link used twice signs in once', async () => {
    const email = freshEmail('twice');
    await post('/v1/signup', { email, organization: 'X' });
    const token = await mailedToken(email);
    const replies = await Promise.all(Array.from({ length: 4 }, () => post('/v1/session', { token })));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 401, 401, 401]);
    expectProblem(await post('/v1/session', { token }), 401, 'link_invalid');
  });
  test('an expired link is refused', async () => {
    const email = freshEmail('expired');
    await post('/v1/signup', { email, organization: 'X' });
    const token = await mailedToken(email);
    await local.advance(15 * 60 + 1);
    expectProblem(await post('/v1/session', { token }), 401, 'link_invalid');
    expectProblem(await post('/v1/session/preview', { token }), 401, 'link_invalid');
  });
  test('sign-up answers the same for an address that has an account, and mails a sign-in link', async () => {
    const fresh = await post('/v1/signup', { email: freshEmail('new'), organization: 'X' });
    const known = await post('/v1/signup', { email: buyer.email, organization: 'Mallory' });
    expect([known.status, known.body]).toEqual([fresh.status, fresh.body]);
    await local.advance(0);
    expect((await buyer.get('/v1/account')).body).toMatchObject({ organization: 'Test Ltd' });
  });
  test('a login with an address that has no account answers the same, and no link is made', async () => {
    const email = freshEmail('nobody');
    expect((await post('/v1/login', { email })).status).toBe(202);
    await local.advance(0);
    const mail = (await local.mail()).find(({ to }) => to === email);
    expect(mail?.subject).toContain('No account');
    expect(mail?.text).not.toContain('token=');
  });
  test('mail bombing is refused with the time to wait', async () => {
    const email = freshEmail('bomb');
    const replies = [];
    for (let i = 0; i < 7; i++) replies.push(await post('/v1/login', { email }));
    expect(replies.filter(({ status }) => status === 202).length).toBeLessThanOrEqual(5);
    const refused = replies.at(-1)!;
    expectProblem(refused, 429, 'rate_limited');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('sessions', () => {
  test('without a session nothing is shown', async () => {
    for (const path of ['/v1/account', '/v1/keys', '/v1/usage', '/v1/admin/accounts'])
      expectProblem(await call(path), 401, 'session_missing');
  });
  test('a change without the header that no foreign form can send is refused', async () => {
    const cookie = await rawCookie();
    expectProblem(await post('/v1/keys', { label: 'x', environment: 'test' }, { cookie }), 403, 'csrf');
    expectProblem(
      await post(
        '/v1/keys',
        { label: 'x', environment: 'test' },
        { cookie, 'x-csrf': '1', origin: 'https://evil.example' },
      ),
      403,
      'csrf',
    );
  });
  test('a session that was ended is refused', async () => {
    const cookie = await rawCookie();
    const ended = await call('/v1/session', { method: 'DELETE', headers: { cookie, 'x-csrf': '1' } });
    expect(ended.status).toBe(204);
    expectProblem(await call('/v1/account', { headers: { cookie } }), 401, 'session_missing');
  });
  test('a buyer is no operator', async () => {
    expectProblem(await buyer.get('/v1/admin/accounts'), 403, 'operator_only');
  });
  test('the cookie is for this host only, hidden from scripts, and sent over TLS only', async () => {
    const email = freshEmail('cookie');
    await post('/v1/signup', { email, organization: 'X' });
    const reply = await post('/v1/session', { token: await mailedToken(email) });
    const cookie = reply.headers.getSetCookie()[0]!;
    expect(cookie).toMatch(/^__Host-/);
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(attribute);
  });

  async function rawCookie(): Promise<string> {
    const email = freshEmail('raw');
    await post('/v1/signup', { email, organization: 'X' });
    const reply = await post('/v1/session', { token: await mailedToken(email) });
    return reply.headers.getSetCookie()[0]!.split(';')[0]!;
  }
});

describe('checkout and subscriptions', () => {
  test.each(['platinum_monthly', 'verified_affiliate_monthly', 'basic_monthly '.repeat(20)])(
    'the price %j is not in the catalogue',
    async (price) => {
      expectProblem(await buyer.send('POST', '/v1/checkout', { price }), 400, 'invalid_request', 'price');
    },
  );
  test('a plan that is held already cannot be bought again', async () => {
    expectProblem(await buyer.send('POST', '/v1/checkout', { price: 'basic_monthly' }), 409, 'plan_held');
  });
  test("another account's subscription is not there", async () => {
    const other = await signUp(freshEmail('other'));
    const { id } = await buy(other, 'basic');
    expectProblem(
      await buyer.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' }),
      404,
      'not_found',
    );
    expect((await other.get('/v1/account')).body).toMatchObject({ entitlement: { access: 'full' } });
  });
  test('a way to cancel that does not exist is named', async () => {
    expectProblem(
      await buyer.send('POST', '/v1/subscription/cancel', { subscription: 'sub_x', when: 'yesterday' }),
      400,
      'invalid_request',
      'when',
    );
  });
  test('resuming what was not cancelled is a conflict', async () => {
    const { subscriptions } = (await buyer.get<{ subscriptions: { id: string }[] }>('/v1/account')).body;
    expectProblem(
      await buyer.send('POST', '/v1/subscription/resume', { subscription: subscriptions[0]!.id }),
      409,
      'conflict',
    );
  });
  test('card testing by many checkouts is refused', async () => {
    const tester = await signUp(freshEmail('card-tester'));
    const statuses = [];
    for (let i = 0; i < 22; i++)
      statuses.push((await tester.send('POST', '/v1/checkout', { price: 'basic_monthly' })).status);
    expect(statuses.slice(-2)).toEqual([429, 429]);
  });
});

describe('keys and licences', () => {
  test('no key before the licence is accepted', async () => {
    const other = await signUp(freshEmail('no-licence'));
    expectProblem(
      await other.send('POST', '/v1/keys', { label: 'x', environment: 'test' }),
      403,
      'licence_not_accepted',
    );
    expect((await other.get<Listing<unknown>>('/v1/keys')).body.data).toEqual([]);
  });
  test('of many keys asked for at once, 10 are made', async () => {
    const other = await signUp(freshEmail('ten-keys'));
    await acceptLicences(other);
    const replies = await Promise.all(
      Array.from({ length: 14 }, (_, i) => other.send('POST', '/v1/keys', { label: `k${i}`, environment: 'test' })),
    );
    const made = replies.filter(({ status }) => status === 201);
    for (const refused of replies.filter(({ status }) => status !== 201)) expect([409, 503]).toContain(refused.status);
    while (made.length < 10) made.push(await other.send('POST', '/v1/keys', { label: 'more', environment: 'test' }));
    expect(made.at(-1)?.status).toBe(201);
    expectProblem(await other.send('POST', '/v1/keys', { label: 'eleventh', environment: 'test' }), 409, 'key_limit');
    expect((await other.get<Listing<unknown>>('/v1/keys')).body.data).toHaveLength(10);
  });
  test('a stale licence text cannot be accepted', async () => {
    const reply = await buyer.send('POST', '/v1/licences', {
      id: 'films',
      version: '2020-01-01',
      sha256: '0'.repeat(64),
      name: 'A',
      role: 'B',
    });
    expectProblem(reply, 409, 'licence_stale');
  });
  test("another account's key is not there", async () => {
    const other = await signUp(freshEmail('key-thief'));
    const { data } = (await buyer.get<Listing<{ id: string }>>('/v1/keys')).body;
    expectProblem(await other.send('DELETE', `/v1/keys/${data[0]!.id}`), 404, 'not_found');
    expect((await read('/data', secret)).status).toBe(200);
  });
  test('a label that turns the direction of text, an unknown environment, scope, network and a past expiry are named', async () => {
    const make = (over: object) => buyer.send('POST', '/v1/keys', { label: 'x', environment: 'test', ...over });
    expectProblem(await make({ label: 'a\u202eb' }), 400, 'invalid_request', 'label');
    expectProblem(await make({ environment: 'production' }), 400, 'invalid_request', 'environment');
    expectProblem(await make({ scopes: ['secrets'] }), 400, 'invalid_request', 'scopes');
    expectProblem(await make({ cidrs: ['10.0.0.1'] }), 400, 'invalid_request', 'cidrs.0');
    expectProblem(await make({ expiresAt: '2020-01-01T00:00:00Z' }), 400, 'invalid_request', 'expiresAt');
  });
  test('a revoked key, one of another network, and one of another dataset are refused', async () => {
    const other = await signUp(freshEmail('limits'));
    await acceptLicences(other);
    const make = async (over: object) =>
      (
        await other.send<{ id: string; secret: string }>('POST', '/v1/keys', {
          label: 'x',
          environment: 'test',
          ...over,
        })
      ).body;
    const revoked = await make({});
    expect((await other.send('DELETE', `/v1/keys/${revoked.id}`)).status).toBe(204);
    expectProblem(await read('/data/posts', revoked.secret), 401, 'key_invalid');
    expectProblem(await read('/data/posts', (await make({ cidrs: ['203.0.113.0/24'] })).secret), 403, 'ip_not_allowed');
    expectProblem(await read('/data/posts', (await make({ scopes: ['films'] })).secret), 403, 'scope_missing');
  });
  test('a rotated key works for the overlap, its successor beyond', async () => {
    const other = await signUp(freshEmail('rotate'));
    await acceptLicences(other);
    const old = await newKey(other, 'test');
    const next = await other.send<{ secret: string }>('POST', `/v1/keys/${old.id}/rotate`, { overlapSeconds: 3600 });
    expect((await read('/data/posts?limit=1', old.secret)).status).toBe(200);
    await local.advance(3601);
    expectProblem(await read('/data/posts?limit=1', old.secret), 401, 'key_invalid');
    expect((await read('/data/posts?limit=1', next.body.secret)).status).toBe(200);
  });
});

describe('reads', () => {
  const used = async () => (await read<UsageView>('/v1/usage/current', secret)).body.used;

  test('no key, a malformed one, an unknown one', async () => {
    expectProblem(await call('/data/posts'), 401, 'key_missing');
    for (const authorization of [
      'Basic abc',
      'Bearer',
      'Bearer tg_live_short',
      `Bearer ${secret.slice(0, -1)}_`,
      `Bearer ${secret}x`,
    ]) {
      expectProblem(await call('/data/posts', { headers: { authorization } }), 401, 'key_malformed');
    }
    const { mintSecret } = await import('../../shared/domain/keys/format.ts');
    const unknown = mintSecret('live', (count) => crypto.getRandomValues(new Uint8Array(count)));
    expectProblem(await read('/data/posts', unknown), 401, 'key_invalid');
  });
  test('a key in the query string is refused even where the header has one', async () => {
    expectProblem(await call(`/data/posts?key=${secret}`), 400, 'key_in_query');
    expectProblem(await read(`/data/posts?brand=${secret}`, secret), 400, 'key_in_query');
  });
  test('what does not exist is 404 and free', async () => {
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

describe('badges', () => {
  test.each([
    '<script>alert(1)</script>',
    'Ünïcode',
    'UPPER',
    'with space',
    '',
    'x'.repeat(31),
    '@a',
    'a/b',
    'admin.json',
  ])('the handle %j is refused', async (handle) => {
    const reply = await buyer.send('POST', '/v1/badges', {
      kind: 'person',
      handle,
      displayName: 'A',
      url: 'https://a.example',
    });
    expectProblem(reply, 400, 'invalid_request', 'handle');
  });
  test('a site that is no web address is refused', async () => {
    const reply = await buyer.send('POST', '/v1/badges', {
      kind: 'person',
      handle: 'fine',
      displayName: 'A',
      url: 'javascript:alert(1)',
    });
    expectProblem(reply, 400, 'invalid_request', 'url');
  });
  test('a badge that nobody has is 404, also for markup in its address', async () => {
    for (const path of ['/badges/nobody', '/badges/nobody.svg', '/badges/%3Cscript%3E', '/badges/nobody.json'])
      expectProblem(await call(path), 404, 'not_found');
  });
});
