import { describe, expect, test } from 'vitest';
import { call, freshEmail, local, post } from '../../support/client.ts';
import { expectProblem } from './expect-problem.ts';

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
  ])('the email %j is refused and no mail is sent', async (email) => {
    const sent = (await local.mail()).length;
    expectProblem(await post('/v1/signup', { email, organization: 'X' }), 400, 'invalid_request', 'email');
    await local.advance(0);
    expect(await local.mail()).toHaveLength(sent);
  });
  test('a request header of 1 MB is refused', async () => {
    expectProblem(await call('/v1/catalog', { headers: { 'x-large': 'x'.repeat(1_000_000) } }), 431, 'too_large');
  });
});
