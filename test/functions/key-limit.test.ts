/** How many keys of an account work at once, whatever is made, rotated, revoked or runs out. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { KeyView, Listing, Problem } from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, type Person, signUp } from '../support/app-person.ts';

const most = 10;
let nowMs: number;
let app: App;
let buyer: Person;
/** Every secret that was ever shown. */
let secrets: string[];
beforeEach(async () => {
  nowMs = Date.parse('2026-11-10T12:00:00.000Z');
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => new Date(nowMs) });
  buyer = await signUp(app, 'many-keys@buyer.example');
  await acceptLicences(buyer);
  secrets = [];
});

type Made = { readonly status: number; readonly body: KeyView & Problem & { readonly secret: string } };

const noted = (made: Made): Made => {
  if (made.status === 201) secrets.push(made.body.secret);
  return made;
};
const make = async (more: object = {}) =>
  noted(await buyer.send<Made['body']>('POST', '/v1/keys', { label: 'k', environment: 'test', ...more }));
const rotate = async (id: string, overlapSeconds: number) =>
  noted(await buyer.send<Made['body']>('POST', `/v1/keys/${id}/rotate`, { overlapSeconds }));

/** Keys that admission takes, by their secrets: not what the list says of them. */
async function working(): Promise<number> {
  const call = (secret: string) => app.request('GET', '/data', { headers: { authorization: `Bearer ${secret}` } });
  const replies = await Promise.all(secrets.map(call));
  return replies.filter(({ status }) => status !== 401).length;
}

test('thirty rotations with an overlap leave two keys that work, and not thirty-one', async () => {
  let { id } = (await make()).body;
  for (let i = 0; i < 30; i++) {
    const next = await rotate(id, 86_400);
    if (next.status === 201) id = next.body.id;
    else expect(next).toMatchObject({ status: 409, body: { code: 'conflict' } });
  }
  expect(await working()).toBe(2);
});

describe('at most one former secret of a key works', () => {
  test('so it is rotated with an overlap again once the one before has ended, by time or by its owner', async () => {
    const first = (await make()).body;
    const second = (await rotate(first.id, 60)).body;
    expect((await rotate(second.id, 60)).body.code).toBe('conflict');
    nowMs += 60_000;
    const third = (await rotate(second.id, 3_600)).body;
    expect((await rotate(third.id, 60)).body.code).toBe('conflict');
    expect((await buyer.send('DELETE', `/v1/keys/${second.id}`)).status).toBe(204);
    expect((await rotate(third.id, 60)).status).toBe(201);
    expect(await working()).toBe(2);
  });

  test('also where keys between them were replaced at once, which a leaked key always may be', async () => {
    const first = (await make()).body;
    const second = (await rotate(first.id, 3_600)).body;
    const third = await rotate(second.id, 0);
    expect(third.status).toBe(201);
    expect((await rotate(third.body.id, 60)).body.code).toBe('conflict');
    expect(await working()).toBe(2);
  });
});

describe('the limit of keys', () => {
  test('counts the old secret while it works: no rotation with an overlap goes past it', async () => {
    const keys = await Promise.all(Array.from({ length: most }, () => make()));
    expect(await working()).toBe(most);
    const [{ body: key }] = keys as [Made];
    const refused = await rotate(key.id, 60);
    expect(refused).toMatchObject({ status: 409, body: { code: 'key_limit' } });
    expect(refused.body.detail).toContain('overlapSeconds 0');
    expect((await rotate(key.id, 0)).status).toBe(201);
    expect(await working()).toBe(most);
  });

  test('holds for rotations at once, of which no more than fit are made', async () => {
    const keys = await Promise.all(Array.from({ length: 7 }, () => make()));
    const rotated = await Promise.all(keys.map(({ body }) => rotate(body.id, 60)));
    expect(rotated.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(await working()).toBe(most);
  });

  test('has room again once an overlap or a key has run out, and what ran out stays in the list', async () => {
    const expiresAt = new Date(nowMs + 60_000).toISOString();
    for (let i = 0; i < most - 1; i++) await make({ expiresAt });
    const last = (await make()).body;
    expect((await make()).body.code).toBe('key_limit');
    nowMs += 60_000;
    await rotate(last.id, 60);
    const made = await Promise.all(Array.from({ length: most }, () => make()));
    expect(made.filter(({ status }) => status === 201)).toHaveLength(most - 2);
    expect(await working()).toBe(most);
    expect((await buyer.get<Listing<KeyView>>('/v1/keys')).body.data).toHaveLength(2 * most - 1);
  });

  test('has room for one more as soon as a key is revoked', async () => {
    for (let i = 0; i < most; i++) await make();
    expect((await make()).body.code).toBe('key_limit');
    const [{ id }] = (await buyer.get<Listing<KeyView>>('/v1/keys')).body.data as [KeyView];
    await buyer.send('DELETE', `/v1/keys/${id}`);
    expect((await make()).status).toBe(201);
    expect((await make()).body.code).toBe('key_limit');
  });
});
