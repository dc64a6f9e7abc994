/** People and organizations that are deleted apart from each other: the table and the queues afterwards, on both tables. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { hashOfToken } from '../../shared/http/session.ts';
import type { AccountView, DeletionView, Listing, MemberView } from '../../shared/http/views.ts';
import { hashOfAddress } from '../../shared/storage/accounts/sign-in-keys.ts';
import { acceptancePartition } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Item, Table } from '../../shared/storage/table/table.ts';
import { expectConsistent } from '../functions/invariants.ts';
import { type App, assemble } from '../support/app.ts';
import { acceptLicences, joined, mailedToken, signUp } from '../support/app-person.ts';
import { pay, pushCatalog, startStripe, type TestStripe } from '../support/app-stripe.ts';
import { observedTable } from '../support/faulty-table.ts';
import { newDynamoTable } from '../support/tables.ts';

let stripe: TestStripe;
beforeAll(async () => {
  stripe = await startStripe();
  await pushCatalog(stripe);
});
afterAll(() => stripe.stop());

const zuhair = 'zuhair.qabbani@lantern-works.example';
/** Texts that say something of the person who leaves; an acceptance may keep the last two. */
const personal = [zuhair, 'zuhair', '198.51.100.7', 'the brass laptop', 'Zuhair Q. Qabbani', 'Chief Lamplighter'];

let app: App;
let items: () => Promise<readonly Item[]>;
function begin(table: Table) {
  const observed = observedTable(table);
  items = observed.items as typeof items;
  app = assemble({ table: observed.table, stripe: stripe.gateway, now: stripe.now });
}

const says = (all: readonly Item[], text: string) =>
  all
    .filter((item) => JSON.stringify(item).toLowerCase().includes(text.toLowerCase()))
    .map(({ pk, sk }) => `${pk} ${sk}`);

/** An acceptance may say who gave it, as what, and for whom. */
const withoutAcceptances = (all: readonly Item[]) =>
  all.map((item) => (item.sk.startsWith('LICENCE#') ? { ...item, name: '', role: '', organization: '' } : item));

/** An organization that has paid, whose contact, licences, badge, key and trail are of the person who will leave. */
async function organizationOf(email: string) {
  const owner = await signUp(app, email);
  const { url } = (await owner.send<{ url: string }>('POST', '/v1/checkout', { price: 'basic_monthly' })).body;
  await pay(url);
  await app.reconcile();
  const { data } = (await owner.get<Listing<{ id: string; version: string; sha256: string }>>('/v1/licences')).body;
  for (const { id, version, sha256 } of data) {
    const accepted = { id, version, sha256, name: 'Zuhair Q. Qabbani', role: 'Chief Lamplighter' };
    expect((await owner.send('POST', '/v1/licences', accepted)).status).toBe(201);
  }
  expect((await owner.send('POST', '/v1/keys', { label: 'importer', environment: 'live' })).status).toBe(201);
  const profile = {
    kind: 'person',
    handle: 'lantern_desk',
    displayName: 'Lantern Desk',
    url: 'https://lantern.example/',
  };
  expect((await owner.send('POST', '/v1/badges', profile)).status).toBe(201);
  const person = (await app.deps.people.findByEmail(email))!;
  const passkey = { id: 'a-passkey', accountId: person.id, email, label: 'the brass laptop', enrolledFor: null };
  const key = { publicKey: new Uint8Array([1]), counter: 0, transports: [], createdAt: '2026-11-24T12:00:00.000Z' };
  const { id } = (await owner.get<AccountView>('/v1/account')).body;
  const line = {
    id: 'a-line',
    accountId: id,
    at: app.deps.now().toISOString(),
    actor: { kind: 'person', id: person.id, name: email } as const,
  };
  const audit = { ...line, action: 'passkey.added', detail: { label: 'the brass laptop' } };
  await app.deps.passkeys.insert({ ...passkey, ...key }, { authority: { by: 'session' }, audit, now: app.deps.now() });
  return { owner, id };
}

/** The counts of an hour alone keep the hash of an address, and end by themselves. */
function expectNoAddress(after: readonly Item[]) {
  const hashed = after.filter((item) => JSON.stringify(item).includes(hashOfAddress(zuhair)));
  for (const { pk, sk, ttl } of hashed)
    expect([pk.startsWith('THROTTLE#'), Number(ttl) > 0], `${pk} ${sk}`).toEqual([true, true]);
}

const adapters: readonly [string, () => Promise<Table>][] = [
  ['the memory table', async () => memoryTable({ now: stripe.now })],
  ['DynamoDB', () => newDynamoTable(inject('dynamoDbEndpoint'))],
];

describe.each(adapters)('on %s', (_name, open) => {
  test('a person who leaves an organization to others is named nowhere, and the organization goes on', async () => {
    begin(await open());
    const { owner, id } = await organizationOf(zuhair);
    const next = await joined(app, owner, { email: 'next@lantern-works.example', role: 'owner' });
    const other = await signUp(app, 'elsewhere@buyer.example');
    await other.send('POST', '/v1/members', { email: zuhair, role: 'viewer' });
    await app.drain();
    expect(says(await items(), zuhair).length).toBeGreaterThan(5);
    const secrets = [hashOfToken(owner.cookie.slice(owner.cookie.indexOf('=') + 1)), 'a-passkey'];
    for (const each of [...secrets, hashOfAddress(zuhair)]) expect(says(await items(), each), each).not.toEqual([]);
    const reply = await owner.send<DeletionView>('DELETE', '/v1/person');
    const kinds = ['acceptances', 'trail', 'blocked_address', 'access_logs', 'backups'];
    expect(reply).toMatchObject({ status: 202, body: { kept: kinds.map((kind) => ({ kind })) } });
    await app.drain();
    const after = withoutAcceptances(await items());
    expect(Object.fromEntries(personal.map((text) => [text, says(after, text)]))).toEqual(
      Object.fromEntries(personal.map((text) => [text, []])),
    );
    for (const each of secrets) expect(says(after, each), each).toEqual([]);
    expectNoAddress(after);
    expect(JSON.stringify([app.mailQueue.messages(), app.leavingQueue.messages()])).not.toContain(zuhair);
    expectConsistent(await items());
    expect((await owner.get('/v1/sessions')).status).toBe(401);
    expect((await next.get<AccountView>('/v1/account')).body).toMatchObject({ id, entitlement: { access: 'full' } });
    expect((await next.get<Listing<unknown>>('/v1/badges')).body.data).toHaveLength(1);
    const { stripeCustomerId } = (await app.deps.accounts.find(id))!;
    expect(await stripe.sdk.customers.retrieve(stripeCustomerId!)).toMatchObject({ email: next.email });
    const acceptances = (await items()).filter(
      ({ pk, sk }) => pk === acceptancePartition(id) && sk.startsWith('LICENCE#'),
    );
    for (const item of acceptances) expect(item).toMatchObject({ name: 'Zuhair Q. Qabbani', email: '', address: '' });
    const told = app.mails.filter(({ to }) => to === zuhair).at(-1);
    expect(told).toMatchObject({ subject: expect.stringContaining('has been deleted') });
    expect(told?.text).toContain('Kept: licence acceptances');
    await app.request('POST', '/v1/login', { body: { email: zuhair } });
    await expect(mailedToken(app, zuhair)).resolves.toBeDefined();
  });

  test('an organization that an owner deletes leaves its members their logins, and names none of them', async () => {
    begin(await open());
    const { owner } = await organizationOf(zuhair);
    const bob = await joined(app, owner, { email: 'bob@buyer.example', role: 'developer' });
    await acceptLicences(bob);
    expect(await bob.send('DELETE', '/v1/account')).toMatchObject({ status: 403, body: { code: 'role_missing' } });
    const reply = await owner.send<DeletionView>('DELETE', '/v1/account');
    expect(reply.status).toBe(202);
    const kept = reply.body.kept.map(({ kind }) => kind);
    expect(kept).toEqual([
      ...[
        'invoices',
        'acceptances',
        'use_cases',
        'ledger',
        'usage',
        'trail',
        'trials',
        'handles',
        'blocked_address',
        'access_logs',
        'backups',
      ],
    ]);
    await app.drain();
    for (const person of [owner, bob]) {
      expect(await person.get('/v1/account')).toMatchObject({ status: 404, body: { code: 'no_organization' } });
      expect((await person.get<Listing<unknown>>('/v1/sessions')).status).toBe(200);
    }
    const own = (await items()).filter(
      ({ pk }) => !/^(PERSON|EMAIL|SESSION|MEMBERSHIP|PASSKEY|LINK|TRAILNAME#per_)/.test(pk),
    );
    for (const text of [zuhair, bob.email]) expect(says(withoutAcceptances(own), text)).toEqual([]);
    const told = app.mails.filter(({ subject }) => subject.endsWith(' has been deleted'));
    expect(told).toHaveLength(1);
    for (const kept of ['Kept: invoices', 'Kept: licence acceptances, until', 'Kept: usage records'])
      expect(told[0]?.text).toContain(kept);
    expect((await owner.send('DELETE', '/v1/person')).status).toBe(202);
    await app.drain();
    expect(says(withoutAcceptances(await items()), zuhair)).toEqual([]);
    expectNoAddress(await items());
    expectConsistent(await items());
  });
});

test('a member who leaves may be named in the trail until they delete their login', async () => {
  begin(memoryTable({ now: stripe.now }));
  const owner = await signUp(app, 'owner@lantern-works.example');
  const person = await joined(app, owner, { email: zuhair, role: 'admin' });
  const { data } = (await owner.get<Listing<MemberView>>('/v1/members')).body;
  const { id } = data.find(({ email }) => email === zuhair)!;
  await person.send('POST', '/v1/members', { email: 'bob@buyer.example', role: 'viewer' });
  expect((await person.send('DELETE', `/v1/members/${id}`)).status).toBe(204);
  expect(says(await items(), zuhair).some((key) => key.startsWith('TRAIL'))).toBe(true);
  expect((await person.send('DELETE', '/v1/person')).status).toBe(202);
  await app.drain();
  expect(says(await items(), zuhair)).toEqual([]);
});
