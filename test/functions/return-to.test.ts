import { beforeEach, expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { mailedToken, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

const email = 'ada@buyer.example';
let app: App;
beforeEach(() => {
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => start });
});

async function previewed() {
  const token = await mailedToken(app, email);
  return (await app.request('POST', '/v1/session/preview', { body: { token } })).body;
}

test.each([
  ['a sign-up', '/v1/signup', { email, organization: 'Test Ltd' }],
  ['a sign-in', '/v1/login', { email }],
])('the page that led to %s, with query and hash, is where the mailed link leads', async (_, path, body) => {
  await signUp(app, email);
  const returnTo = '/app?checkout=success&session=cs_test_a1#webhooks';
  expect((await app.request('POST', path, { body: { ...body, returnTo } })).status).toBe(202);
  expect(await previewed()).toEqual({ email, organization: null, returnTo });
  expect(app.mails.at(-1)!.text).not.toContain('webhooks');
});

test('a link that nobody asked to lead anywhere names no page', async () => {
  await app.request('POST', '/v1/login', { body: { email: 'operator@example.com' } });
  const token = await mailedToken(app, 'operator@example.com');
  expect((await app.request('POST', '/v1/session/preview', { body: { token } })).body).not.toHaveProperty('returnTo');
});

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  'javascript:alert(1)',
  '/\tevil',
  '/app\n',
  'dashboard',
  '',
  `/${'a'.repeat(200)}`,
])('a link leads to no other site: %j is refused', async (returnTo) => {
  const reply = await app.request('POST', '/v1/login', { body: { email, returnTo } });
  expect(reply).toMatchObject({ status: 400, body: { errors: [{ field: 'returnTo' }] } });
  expect(app.mailQueue.messages()).toEqual([]);
});
