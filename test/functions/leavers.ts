import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'vitest';
import type { AccountView, AdminAccountView, Listing } from '../../shared/http/views.ts';
import { factBoxPartition } from '../../shared/storage/evidence/evidence-item-keys.ts';
import { prefixes } from '../../shared/storage/prefixes.ts';
import type { Item } from '../../shared/storage/table/table.ts';
import type { App } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import type { TestStripe } from '../support/app-stripe.ts';
import { checkOut, withKey } from './buyers.ts';
import type { Scene } from './sweep.ts';

export type Leaver = { readonly buyer: Person; readonly id: string; readonly secret: string; readonly handle: string };

const idOfPasskey = (accountId: string) => `passkey-of-${accountId}`;

const passkeyOf = (accountId: string, { id, email }: { readonly id: string; readonly email: string }) => ({
  id: idOfPasskey(accountId),
  accountId: id,
  email,
  label: "Ada's laptop",
  publicKey: new Uint8Array([1]),
  counter: 0,
  transports: [],
  enrolledFor: null,
  createdAt: '2026-11-24T12:00:00.000Z',
});

/** Somebody with something of everything: a plan, a checkout left open, keys to read and to sign, a badge, a passkey, a second session. */
export async function settled(scene: Scene): Promise<Leaver> {
  const { buyer, key } = await withKey(scene);
  const { app, email } = scene;
  const { id } = (await buyer.get<AccountView>('/v1/account')).body;
  await app.request('GET', '/data/posts?limit=5', { headers: { authorization: `Bearer ${key.secret}` } });
  const handle = `ada_${id.replaceAll(/\D/g, '')}`.slice(0, 30);
  const profile = { kind: 'person', handle, displayName: 'Ada Test', url: 'https://ada.example/' };
  const applied = await buyer.send('POST', '/v1/badges', profile);
  expect(applied.status, applied.text).toBe(201);
  const line = {
    id: 'a passkey',
    accountId: id,
    at: '2026-11-24T12:00:00.000Z',
    action: 'passkey.added',
    actor: { kind: 'person' as const, id, name: email },
  };
  const audit = { ...line, detail: { label: "Ada's laptop" } };
  const person = (await app.deps.people.findByEmail(email))!;
  await app.deps.passkeys.insert(passkeyOf(id, person), { authority: { by: 'session' }, audit, now: app.deps.now() });
  const publicKey = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const signing = await buyer.send('POST', '/v1/signing-keys', { publicKey, name: 'Ada’s server' });
  expect(signing.status, signing.text).toBe(201);
  await checkOut(buyer, scene, 'pro_monthly');
  await signUp(app, email);
  return { buyer, id, secret: key.secret, handle };
}

/** Nothing of the account can be signed in, read or charged, and nothing names its people. */
export async function expectGone(leaver: Leaver, at: { app: App; stripe: TestStripe; items: readonly Item[] }) {
  const { app, stripe, items } = at;
  const { buyer, id, secret, handle } = leaver;
  const kept = (item: Item) => {
    if (item.pk === factBoxPartition)
      return { ...item, line: String(item.line).replace(/"organizationName":"[^"]*"/, '') };
    return item.sk.startsWith('LICENCE#') ? { ...item, name: '', organization: '' } : item;
  };
  const text = JSON.stringify(items.map(kept));
  for (const personal of [buyer.email, 'Ada Test', 'Test Ltd', '198.51.100.7', handle, "Ada's laptop", 'Ada’s server'])
    expect(text).not.toContain(personal);
  expect(await buyer.get('/v1/account')).toMatchObject({ status: 401, body: { code: 'session_missing' } });
  const read = await app.request('GET', '/data/posts?limit=1', { headers: { authorization: `Bearer ${secret}` } });
  expect(read).toMatchObject({ status: 401, body: { code: 'key_invalid' } });
  expect(items.filter(({ pk }) => pk.startsWith(prefixes.signer))).toEqual([]);
  expect((await app.request('GET', `/badges/${handle}.json`)).status).toBe(404);
  expect(await app.deps.passkeys.find(idOfPasskey(id))).toBeNull();
  await expectNothingToPay(stripe, buyer.email);
}

async function expectNothingToPay({ sdk }: TestStripe, email: string): Promise<void> {
  const [customer] = (await sdk.customers.list({ email })).data;
  const { data } = await sdk.subscriptions.list({ customer: customer!.id, status: 'all' });
  expect(data.map(({ status }) => status)).toEqual(['canceled']);
  expect((await sdk.checkout.sessions.list({ customer: customer!.id, status: 'open' })).data).toEqual([]);
}

/** An account in the operator's list. */
export async function operatorsView(app: App, id: string): Promise<AdminAccountView | undefined> {
  const operator = await signUp(app, 'operator@example.com');
  const { body } = await operator.get<Listing<AdminAccountView>>('/v1/admin/accounts');
  return body.data.find((each) => each.id === id);
}
