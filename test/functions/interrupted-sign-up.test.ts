import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mailedToken, signUp } from '../support/app-person.ts';
import { pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { asReply, sweep, unavailable } from './sweep.ts';

vi.setConfig({ testTimeout: 120_000 });

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

describe('sign-up', () => {
  test('asking for a link: a mail goes out, or the caller is told that none did', () =>
    sweep(stripe, {
      prepare: async () => null,
      act: (_, { app, email }) => app.request('POST', '/v1/signup', { body: { email, organization: 'Test Ltd' } }),
      status: 202,
      done: async (_, { app, email }) => expect(await mailedToken(app, email)).toBeTruthy(),
    }));

  test('the mailer: the message stays in the queue until a mail with a link that works is out', () =>
    sweep(stripe, {
      prepare: async ({ app, email }) => {
        await app.request('POST', '/v1/signup', { body: { email, organization: 'Test Ltd' } });
      },
      act: async (_, { app }) => {
        await app.deliverMail();
        const waits = app.mailQueue.messages().length > 0;
        return waits ? unavailable : asReply(200);
      },
      status: 200,
      done: async (_, { app, email }) => {
        const token = await mailedToken(app, email);
        expect((await app.request('POST', '/v1/session', { body: { token } })).status).toBe(201);
      },
    }));

  test('using the link: an account and a session, or the link is still good; only when the answer was lost is it used up', () =>
    sweep(stripe, {
      prepare: async ({ app, email }) => {
        await app.request('POST', '/v1/signup', { body: { email, organization: 'Test Ltd' } });
        return mailedToken(app, email);
      },
      act: (token, { app }) => app.request('POST', '/v1/session', { body: { token } }),
      status: 201,
      repeats: /TOGETHER/,
      afterLoss: { at: /transact LINK/, status: 401, code: 'link_invalid' },
      done: async (_, { app, email }) => {
        const { get } = await signUp(app, email);
        expect((await get('/v1/account')).body).toMatchObject({ email, organization: 'Test Ltd' });
      },
    }));
});
