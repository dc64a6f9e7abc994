import { beforeAll, describe, expect, test } from 'vitest';
import { call, freshEmail, local, mailedToken, type Person, post, signUp } from '../../support/client.ts';
import { expectProblem } from './expect-problem.ts';

let buyer: Person;

beforeAll(async () => {
  buyer = await signUp(freshEmail('bad-input'));
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
    expect(mail?.subject).toContain('account for this email address');
    expect(mail?.text).not.toContain('token=');
  });
  test('a flood of sign-in requests for one mailbox gets the usual answers, and the mails are withheld', async () => {
    const email = freshEmail('bomb');
    for (let i = 0; i < 7; i++) expect((await post('/v1/login', { email })).status).toBe(202);
    await local.advance(0);
    expect((await local.mail()).filter(({ to }) => to === email)).toHaveLength(5);
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
