import { beforeEach, describe, expect, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { softwareAuthenticator } from '../support/app-authenticator.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';

let now = start;
let app: App;
let buyer: Person;

beforeEach(async () => {
  now = start;
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => now, operatorSignIn: 'passkey' });
  buyer = await signUp(app, 'ada@buyer.example');
});

type Authenticator = ReturnType<typeof softwareAuthenticator>;
type Over = Partial<Parameters<Authenticator['create']>[0]>;

const challengeFor = async (person: Person) =>
  (await person.send<{ challenge: string }>('POST', '/v1/passkeys/options', {})).body.challenge;

async function register(authenticator: Authenticator, over: Over = {}, person = buyer) {
  const response = authenticator.create({ challenge: await challengeFor(person), ...over });
  return person.send<{ id: string }>('POST', '/v1/passkeys', { label: 'laptop', response });
}

const signInChallenge = async () =>
  (await app.request<{ challenge: string }>('POST', '/v1/session/passkey/options', { body: {} })).body.challenge;

async function signIn(authenticator: Authenticator, over: Over = {}) {
  const response = authenticator.get({ challenge: await signInChallenge(), ...over });
  return app.request('POST', '/v1/session/passkey', { body: { response } });
}

describe('a passkey', () => {
  const refused = { status: 401, body: { code: 'passkey_invalid' } };

  test.each([
    ['another site', { from: 'https://evil.example' }],
    ['somebody who was not verified', { verified: false }],
    ['a challenge of somebody else', { challenge: 'Y2hhbGxlbmdlIG9mIHNvbWVib2R5IGVsc2U' }],
  ])('is neither registered nor accepted from %s', async (_, over) => {
    const authenticator = softwareAuthenticator();
    expect(await register(authenticator, over)).toMatchObject(refused);
    expect((await register(authenticator)).status).toBe(201);
    expect(await signIn(authenticator, over)).toMatchObject(refused);
    expect((await signIn(authenticator)).status).toBe(201);
  });

  test('that is not known is refused', async () => {
    expect(await signIn(softwareAuthenticator())).toMatchObject(refused);
  });

  test('with an id that another key claims is refused', async () => {
    const id = Buffer.from('the same id in two authenticators');
    await register(softwareAuthenticator(id));
    expect(await signIn(softwareAuthenticator(id))).toMatchObject(refused);
  });

  test('signs in once for each challenge, within 5 minutes', async () => {
    const authenticator = softwareAuthenticator();
    await register(authenticator);
    const challenge = await signInChallenge();
    expect((await signIn(authenticator, { challenge })).status).toBe(201);
    expect(await signIn(authenticator, { challenge })).toMatchObject(refused);
    const late = await signInChallenge();
    now = new Date(start.getTime() + 5 * 60_000 + 1);
    expect(await signIn(authenticator, { challenge: late })).toMatchObject(refused);
  });

  test('with a counter that went back, as a copied one has, is refused', async () => {
    const authenticator = softwareAuthenticator();
    await register(authenticator);
    const early = [await signInChallenge(), await signInChallenge()];
    const [older, newer] = early.map((challenge) => authenticator.get({ challenge }));
    const send = (response: unknown) => app.request('POST', '/v1/session/passkey', { body: { response } });
    expect((await send(newer)).status).toBe(201);
    expect(await send(older)).toMatchObject(refused);
  });

  test('is registered with its own challenge only: not with one of a sign-in, nor of another account', async () => {
    const other = await signUp(app, 'other@buyer.example');
    const authenticator = softwareAuthenticator();
    expect(await register(authenticator, { challenge: await signInChallenge() })).toMatchObject(refused);
    expect(await register(authenticator, { challenge: await challengeFor(other) })).toMatchObject(refused);
    expect((await buyer.get<{ data: unknown[] }>('/v1/passkeys')).body.data).toEqual([]);
  });

  test('does not sign in with the challenge of a registration', async () => {
    const authenticator = softwareAuthenticator();
    await register(authenticator);
    expect(await signIn(authenticator, { challenge: await challengeFor(buyer) })).toMatchObject(refused);
  });

  test('is registered once, listed, and signs in no longer once it was removed by its owner', async () => {
    const authenticator = softwareAuthenticator();
    const { id } = (await register(authenticator)).body;
    expect(await register(authenticator)).toMatchObject({ status: 409 });
    const other = await signUp(app, 'other@buyer.example');
    expect((await other.send('DELETE', `/v1/passkeys/${id}`)).status).toBe(404);
    expect((await buyer.get('/v1/passkeys')).body).toMatchObject({ data: [{ id, label: 'laptop' }] });
    expect((await buyer.send('DELETE', `/v1/passkeys/${id}`)).status).toBe(204);
    expect(await signIn(authenticator)).toMatchObject(refused);
  });

  test.each([{}, { id: 'x', response: {} }, { id: 'x', response: { clientDataJSON: 'bm90IGpzb24' } }])(
    'that is no answer of a browser (%j) is refused in a sentence',
    async (response) => {
      const reply = await app.request('POST', '/v1/session/passkey', { body: { response } });
      expect([400, 401]).toContain(reply.status);
    },
  );
});
