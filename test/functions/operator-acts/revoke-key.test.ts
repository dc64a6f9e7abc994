import { beforeEach, expect, test } from 'vitest';
import type { AuditView, KeyView, Listing } from '../../../shared/http/views.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../../shared/stripe/gateway.ts';
import { type App, assemble } from '../../support/app.ts';
import { acceptLicences, newKey, type Person, signUp } from '../../support/app-person.ts';
import { start } from '../../support/app-stripe.ts';

let app: App;
let operator: Person;
let buyer: Person;
let id: string;
let key: { readonly id: string; readonly secret: string };

beforeEach(async () => {
  app = assemble({ table: memoryTable(), stripe: {} as StripeGateway, now: () => start });
  operator = await signUp(app, 'operator@example.com');
  buyer = await signUp(app, 'ada@buyer.example');
  await acceptLicences(buyer);
  id = (await app.deps.accounts.findByEmail('ada@buyer.example'))!.id;
  key = await newKey(buyer, 'test');
});

const revoke = (reason = 'it stands in a public repository', of = key.id, organization = id) =>
  operator.send('POST', `/v1/admin/accounts/${organization}/keys/${of}/revoke`, { reason });
const read = () => app.request('GET', '/data/posts?limit=1', { headers: { authorization: `Bearer ${key.secret}` } });
const keys = async () => (await buyer.get<Listing<KeyView>>('/v1/keys')).body.data;
const mails = () => app.mails.filter(({ to, text }) => to === 'ada@buyer.example' && text.includes('revoked the key'));

test('from the answer on the key is refused, and the buyer reads why beside the key, in the trail and in a mail', async () => {
  expect((await read()).status).toBe(200);
  expect((await revoke()).status).toBe(204);
  expect(await read()).toMatchObject({ status: 401 });
  expect(await keys()).toMatchObject([
    { id: key.id, revokedAt: start.toISOString(), revokedBecause: 'it stands in a public repository' },
  ]);
  const { data } = (await buyer.get<Listing<AuditView>>('/v1/events')).body;
  expect(data.filter(({ action }) => action === 'key.revoked')).toMatchObject([
    { actor: 'operator@example.com', detail: { key: key.id, reason: 'it stands in a public repository' } },
  ]);
  await app.drain();
  expect(mails().map(({ text }) => text)).toEqual([
    expect.stringContaining('Reason: it stands in a public repository'),
  ]);
});

test('the same call after a lost answer answers the same, with one line and one mail; another reason is a conflict', async () => {
  expect((await revoke()).status).toBe(204);
  expect((await revoke()).status).toBe(204);
  expect(await revoke('another reason')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  await app.drain();
  expect(mails()).toHaveLength(1);
  const { data } = (await buyer.get<Listing<AuditView>>('/v1/events')).body;
  expect(data.filter(({ action }) => action === 'key.revoked')).toHaveLength(1);
});

test('a key that its owner revoked stays theirs: no reason of ours is put beside it', async () => {
  await buyer.send('DELETE', `/v1/keys/${key.id}`);
  expect(await revoke()).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await keys())[0]).not.toHaveProperty('revokedBecause');
});

test('a key of another organization is not found', async () => {
  const other = await signUp(app, 'eve@other.example');
  await acceptLicences(other);
  const foreign = await newKey(other, 'test');
  expect((await revoke('x', foreign.id)).status).toBe(404);
  expect((await revoke('x', key.id, 'nobody')).status).toBe(404);
  expect((await read()).status).toBe(200);
});
