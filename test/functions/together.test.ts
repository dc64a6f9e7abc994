/** Organizations that share a card, a proven domain, a network or a device are shown to operators side by side, and nothing else follows. */
import { beforeEach, describe, expect, it, test } from 'vitest';
import { seenOfPerson } from '../../shared/domain/accounts/together.ts';
import type { TogetherListing } from '../../shared/http/views.ts';
import { accountKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { softwareAuthenticator } from '../support/app-authenticator.ts';
import { mailedToken, type Person, personWith } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { keptTxtRecords } from '../support/kept-records.ts';

const day = 86_400_000;
const ada = 'ada@buyer.example';
const bob = 'bob@other.example';
const elsewhere = '203.0.113.77';

let now: Date;
let app: App;
let table: Table;
let operator: Person;
let wallets: Record<string, string[]>;
let resolver: ReturnType<typeof keptTxtRecords>;
/** The keys of all items written below TOGETHER#, once for each write. */
let written: string[];

beforeEach(async () => {
  now = start;
  written = [];
  wallets = {};
  resolver = keptTxtRecords();
  table = memoryTable();
  app = assemble({ table: watched(table), stripe: stripe(), now: () => now, resolver });
  operator = await signIn('operator@example.com', { from: '192.0.2.1' });
});

const watched = (table: Table): Table => ({
  ...table,
  transact(writes, options) {
    written.push(
      ...writes.flatMap((write) => ('put' in write && write.put.pk.startsWith('TOGETHER#') ? write.put.pk : [])),
    );
    return table.transact(writes, options);
  },
});

const stripe = () =>
  ({
    listSubscriptions: async () => [],
    listTopUps: async () => [],
    cardsOf: async (customerId: string) => wallets[customerId] ?? [],
  }) as unknown as StripeGateway;

type From = { readonly from?: string; readonly cookie?: string };

async function signIn(email: string, { from = elsewhere, cookie }: From = {}): Promise<Person> {
  const headers = { 'true-client-ip': from };
  await app.request('POST', '/v1/signup', { headers, body: { email, organization: `Firm of ${email}` } });
  const token = await mailedToken(app, email);
  const reply = await app.request('POST', '/v1/session', { headers, cookie, body: { token } });
  if (reply.status !== 201) throw new Error(reply.text);
  return personWith(app, email, reply.cookies[0]?.split(';')[0] ?? '');
}

const idOf = async (email: string) => (await app.deps.accounts.findByEmail(email))!.id;
const togetherOf = async (id: string, query = '') =>
  (await operator.get<TogetherListing>(`/v1/admin/accounts/${id}/together${query}`)).body;
const togetherWith = async (email: string) => togetherOf(await idOf(email));
/** Each organization's address, and by what it is together with the one asked about. */
const shownBeside = async (email: string) =>
  (await togetherWith(email)).data.map(({ organization, by }) => [
    organization.name.replace('Firm of ', ''),
    by.map(({ kind }) => kind).join(),
  ]);

describe('a network', () => {
  it('that two sign-ins share shows their organizations side by side, with the first and the last time', async () => {
    await signIn(ada, { from: '198.51.100.20' });
    now = new Date(start.getTime() + day);
    await signIn(bob, { from: '198.51.100.20' });
    await signIn('eve@third.example', { from: '198.51.100.21' });
    expect(await togetherWith(ada)).toEqual({
      data: [
        {
          organization: { id: await idOf(bob), name: `Firm of ${bob}` },
          by: [{ kind: 'network', firstSeenAt: now.toISOString(), lastSeenAt: now.toISOString() }],
        },
      ],
      more: false,
    });
    expect(await shownBeside(bob)).toEqual([[ada, 'network']]);
    expect(await shownBeside('eve@third.example')).toEqual([]);
  });

  it('is the /64 of an IPv6 address, and the IPv4 address that one carries', async () => {
    await signIn(ada, { from: '2001:db8:1:2:aaaa::1' });
    await signIn(bob, { from: '2001:db8:1:2:bbbb::2' });
    await signIn('eve@third.example', { from: '2001:db8:1:3::1' });
    expect(await shownBeside(ada)).toEqual([[bob, 'network']]);
    await signIn(ada, { from: '198.51.100.30' });
    await signIn('eve@third.example', { from: '::ffff:198.51.100.30' });
    expect(await shownBeside('eve@third.example')).toEqual([[ada, 'network']]);
  });

  it('that many share shows 50 of them, page after page, and says that there are more', async () => {
    for (let i = 0; i < 60; i += 1) {
      now = new Date(start.getTime() + i * 60_000);
      await app.deps.sightings.note(`acc_${i}`, seenOfPerson('key', 'network', 'a university'), now);
      const account = {
        id: `acc_${i}`,
        email: `p${i}@uni.example`,
        organization: `Firm of ${i}`,
        language: 'en',
      } as const;
      await table.put({ ...accountKey(account.id), ...account, createdAt: now.toISOString() });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await togetherOf('acc_59', `?limit=20${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
      expect(page.more).toBe(true);
      expect(page.data.length).toBeLessThanOrEqual(20);
      seen.push(...page.data.map(({ organization }) => organization.id));
      cursor = page.cursor;
    } while (cursor);
    expect(seen.length).toBeGreaterThanOrEqual(50);
    expect(seen.length).toBeLessThanOrEqual(51);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain('acc_59');
    const stranger = await operator.get('/v1/admin/accounts/acc_59/together?cursor=x');
    expect(stranger).toMatchObject({ status: 400, body: { errors: [{ field: 'cursor' }] } });
  });
});

describe('a device', () => {
  it('is shared where the session of one came along when the other signed in', async () => {
    const { cookie } = await signIn(ada, { from: '198.51.100.40' });
    await signIn(bob, { from: '198.51.100.41', cookie });
    expect(await shownBeside(ada)).toEqual([[bob, 'device']]);
    expect(await shownBeside(bob)).toEqual([[ada, 'device']]);
  });

  it('is not shared by a session that has ended, nor by the same login again', async () => {
    const person = await signIn(ada, { from: '198.51.100.42' });
    await signIn(ada, { from: '198.51.100.43', cookie: person.cookie });
    await person.send('DELETE', '/v1/sessions');
    await signIn(bob, { from: '198.51.100.44', cookie: person.cookie });
    expect(await shownBeside(ada)).toEqual([]);
  });

  it('is a passkey too, by which an organization is known until another uses it', async () => {
    const person = await signIn(ada, { from: '198.51.100.45' });
    const device = softwareAuthenticator(Buffer.from('a passkey of two organizations'));
    const options = (await person.send<{ challenge: string }>('POST', '/v1/passkeys/options', {})).body;
    const response = device.create({ challenge: options.challenge });
    await person.send('POST', '/v1/passkeys', { label: 'laptop', response });
    const { challenge } = (
      await app.request<{ challenge: string }>('POST', '/v1/session/passkey/options', { body: {} })
    ).body;
    const signedIn = await app.request('POST', '/v1/session/passkey', {
      body: { response: device.get({ challenge }) },
    });
    expect(signedIn.status).toBe(201);
    const [passkey] = await app.deps.passkeys.listOf((await app.deps.people.findByEmail(ada))!.id);
    await signIn(bob, { from: '198.51.100.46' });
    const key = await app.deps.togetherKey();
    await app.deps.sightings.note(await idOf(bob), seenOfPerson(key, 'device', `passkey ${passkey!.id}`), now);
    expect(await shownBeside(bob)).toEqual([[ada, 'device']]);
  });
});

test('a card that two customers pay with shows their organizations together, once Stripe tells of a payment', async () => {
  await signIn(ada, { from: '198.51.100.50' });
  await signIn(bob, { from: '198.51.100.51' });
  await app.deps.accounts.setCustomer(await idOf(ada), 'cus_ada');
  await app.deps.accounts.setCustomer(await idOf(bob), 'cus_bob');
  wallets = { cus_ada: ['card one', 'card two'], cus_bob: ['card two'] };
  for (const customer of ['cus_ada', 'cus_bob']) await hearOf('checkout.session.completed', customer);
  expect(await shownBeside(ada)).toEqual([[bob, 'card']]);
  written = [];
  await hearOf('invoice.paid', 'cus_bob');
  expect(written).toEqual([]);
});

let events = 0;
async function hearOf(type: string, customerId: string) {
  const id = `evt_${++events}`;
  const rest = { createdAt: now.toISOString(), livemode: false, apiVersion: null, objectId: null, via: null };
  await app.deps.stripeQueue.send({ id, type, customerId, ...rest }, id);
  await app.drain();
}

test('a domain that two organizations prove shows them together', async () => {
  for (const [email, from] of [
    [ada, '198.51.100.60'],
    [bob, '198.51.100.61'],
  ] as const) {
    const person = await signIn(email, { from });
    const handle = email.slice(0, 3);
    const profile = { handle, displayName: `Firm ${handle}`, url: `https://shared.example/${handle}` };
    const applied = await person.send('POST', '/v1/badges', { kind: 'organization', ...profile });
    expect(applied.status, applied.text).toBe(201);
    const { record } = (await person.get<{ record: { name: string; value: string } }>(`/v1/badges/${handle}/domain`))
      .body;
    resolver.set(record.name, [[record.value]]);
    expect((await person.send('POST', `/v1/badges/${handle}/domain/check`)).status).toBe(200);
  }
  expect(await shownBeside(ada)).toEqual([[bob, 'domain']]);
});

describe('a sighting', () => {
  it('is written once a day for each thing and organization, however often they sign in', async () => {
    for (let i = 0; i < 3; i += 1) await signIn(ada);
    expect(written.filter((pk) => pk.startsWith('TOGETHER#network#'))).toHaveLength(2);
    written = [];
    now = new Date(start.getTime() + day);
    for (let i = 0; i < 2; i += 1) await signIn(ada);
    expect(written).toHaveLength(2);
  });

  it('counts for 90 days from when either was seen with it last, by the clock', async () => {
    await signIn(ada);
    await signIn(bob);
    now = new Date(start.getTime() + 89 * day);
    operator = await signIn('operator@example.com', { from: '192.0.2.1' });
    expect(await shownBeside(ada)).toEqual([[bob, 'network']]);
    await signIn(ada);
    now = new Date(start.getTime() + 90 * day);
    expect(await shownBeside(ada)).toEqual([]);
    await signIn(bob);
    expect(await shownBeside(ada)).toEqual([[bob, 'network']]);
  });

  it('that cannot be stored, or has no key, fails no sign-in', async () => {
    const failing = async () => Promise.reject(new Error('the table is away'));
    Object.assign(app.depsOf('accounts'), { sightings: { note: failing } });
    expect((await signIn(ada)).cookie).not.toBe('');
    Object.assign(app.depsOf('accounts'), { togetherKey: failing });
    expect((await signIn(bob)).cookie).not.toBe('');
    expect(app.logs.filter((line) => line.includes('sighting not noted'))).toHaveLength(2);
  });

  it('is stored without the address and the session, under a key', async () => {
    await signIn(ada, { from: '198.51.100.70' });
    const { sightings } = await app.deps.sightings.of(await idOf(ada), { limit: 10, now });
    expect(sightings).toMatchObject([{ kind: 'network', hash: expect.stringMatching(/^[\w-]{43}$/) }]);
    const guess = seenOfPerson('another key', 'network', '198.51.100.70');
    expect(sightings[0]?.hash).not.toBe(guess.hash);
    expect(JSON.stringify(sightings)).not.toContain('198.51.100.70');
  });

  it('goes with its organization, and comes back by nothing that happens afterwards', async () => {
    const person = await signIn(ada);
    await signIn(bob);
    const id = await idOf(ada);
    expect((await person.send('DELETE', '/v1/account')).status).toBe(202);
    await app.drain();
    expect((await app.deps.sightings.of(id, { limit: 10, now })).sightings).toEqual([]);
    expect(await shownBeside(bob)).toEqual([]);
    await app.deps.sightings.note(id, seenOfPerson('key', 'network', 'late'), now);
    expect((await app.deps.sightings.of(id, { limit: 10, now })).sightings).toEqual([]);
  });
});

test('together means nothing to those who are: each still signs in, and reads what it may', async () => {
  const both = [await signIn(ada), await signIn(bob)];
  for (const person of both) expect((await person.get('/v1/account')).status).toBe(200);
  expect((await both[0]!.get(`/v1/admin/accounts/${await idOf(bob)}/together`)).status).toBe(403);
});
