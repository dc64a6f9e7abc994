import { beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '../../shared/domain/accounts/account.ts';
import type {
  AccountView,
  AuditView,
  InvitedMemberView,
  Listing,
  MemberView,
  OrganizationView,
} from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { mailedToken, type Person, personWith, signUp } from '../support/app-person.ts';
import { observedTable } from '../support/faulty-table.ts';
import { expectConsistent } from './invariants.ts';

let now: Date;
let app: App;
let items: () => Promise<Parameters<typeof expectConsistent>[0]>;
let owner: Person;
beforeEach(async () => {
  now = new Date('2026-11-24T12:00:00.000Z');
  const observed = observedTable(memoryTable({ now: () => now }));
  items = observed.items;
  app = assemble({ table: observed.table, stripe: {} as StripeGateway, now: () => now });
  owner = await signUp(app);
});

/** The token of the newest invitation that was mailed to an address. */
async function invitationToken(email: string): Promise<string> {
  await app.drain();
  const texts = app.mails.flatMap(({ to, text }) => (to === email ? [text] : []));
  const token = texts.flatMap((text) => /invitation=([\w-]+)/.exec(text)?.[1] ?? []).at(-1);
  if (!token) throw new Error(`No invitation was mailed to ${email}`);
  return token;
}

/** Signs in by link without signing up. */
async function signInAs(email: string): Promise<Person> {
  await app.request('POST', '/v1/login', { body: { email } });
  const reply = await app.request('POST', '/v1/session', { body: { token: await mailedToken(app, email) } });
  expect(reply.status, reply.text).toBe(201);
  return personWith(app, email, reply.cookies[0]!.split(';')[0]!);
}

const invite = (by: Person, email: string, role: Role) =>
  by.send<InvitedMemberView>('POST', '/v1/members', { email, role });
const accept = (person: Person, token: string) => person.send('POST', '/v1/invitations/accept', { token });

/** A member with this role, by an invitation that they accepted. */
async function memberWith(role: Role, email = `${role}@buyer.example`): Promise<Person> {
  expect((await invite(owner, email, role)).status).toBe(201);
  const person = await signInAs(email);
  expect((await accept(person, await invitationToken(email))).status).toBe(201);
  return person;
}

const rosterOf = async (person: Person) =>
  (await person.get<Listing<MemberView | InvitedMemberView>>('/v1/members')).body.data;
const idOf = async (email: string) =>
  (await rosterOf(owner)).find((each) => each.email === email && each.state === 'member')!.id;
const actionsOf = async (person: Person) =>
  (await person.get<Listing<AuditView>>('/v1/events')).body.data.map(({ action }) => action);

describe('an invitation', () => {
  test('lets an address sign in by link, which belongs to no organization until it accepts', async () => {
    await invite(owner, 'bob@buyer.example', 'developer');
    const bob = await signInAs('bob@buyer.example');
    expect(await bob.get('/v1/account')).toMatchObject({ status: 404, body: { code: 'no_organization' } });
    expect(await bob.get('/v1/keys')).toMatchObject({ status: 404, body: { code: 'no_organization' } });
    expect((await bob.get('/v1/organizations')).body).toEqual({ data: [] });
    const reply = await accept(bob, await invitationToken(bob.email));
    expect(reply).toMatchObject({ status: 201, body: { organization: { name: 'Test Ltd' }, role: 'developer' } });
    expect((await bob.get<AccountView>('/v1/account')).body).toMatchObject({
      organization: 'Test Ltd',
      email: bob.email,
      role: 'developer',
    });
    expectConsistent(await items());
  });

  test('is accepted once, by the address that was invited alone, within seven days', async () => {
    await invite(owner, 'bob@buyer.example', 'viewer');
    const token = await invitationToken('bob@buyer.example');
    const eve = await signUp(app, 'eve@elsewhere.example');
    const refused = await accept(eve, token);
    expect(refused).toMatchObject({ status: 403, body: { code: 'invitation_elsewhere' } });
    expect(refused.text).not.toContain('bob@');
    const bob = await signInAs('bob@buyer.example');
    const both = await Promise.all([accept(bob, token), accept(bob, token)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await accept(bob, token)).status).toBe(404);
    await invite(owner, 'late@buyer.example', 'viewer');
    const late = await invitationToken('late@buyer.example');
    const person = await signInAs('late@buyer.example');
    now = new Date(now.getTime() + 6.9 * 86_400_000);
    expect((await person.get('/v1/organizations')).status).toBe(200);
    now = new Date(now.getTime() + 0.2 * 86_400_000);
    const again = await signUp(app, 'late@buyer.example');
    expect((await accept(again, late)).status).toBe(404);
    expectConsistent(await items());
  });

  test('sent again replaces the one before, and one that is taken back lets nobody in', async () => {
    await invite(owner, 'bob@buyer.example', 'admin');
    const first = await invitationToken('bob@buyer.example');
    const { body } = await invite(owner, 'bob@buyer.example', 'viewer');
    const second = await invitationToken('bob@buyer.example');
    expect(second).not.toBe(first);
    const bob = await signInAs('bob@buyer.example');
    expect((await accept(bob, first)).status).toBe(404);
    expect(await rosterOf(owner)).toMatchObject([{ state: 'member' }, { state: 'invited', role: 'viewer' }]);
    expect((await owner.send('DELETE', `/v1/members/${body.id}`)).status).toBe(204);
    expect((await accept(bob, second)).status).toBe(404);
    await app.request('POST', '/v1/login', { body: { email: 'stranger@buyer.example' } });
    await expect(mailedToken(app, 'stranger@buyer.example')).rejects.toThrow('No link');
  });

  test('is mailed in the language of who invites, and neither queue nor table has its token', async () => {
    const headers = { 'accept-language': 'ar' };
    const body = { email: 'bob@buyer.example', role: 'viewer' };
    await app.request('POST', '/v1/members', { cookie: owner.cookie, body, headers });
    const queued = JSON.stringify(app.mailQueue.messages());
    const token = await invitationToken('bob@buyer.example');
    expect(app.mails.at(-1)).toMatchObject({ subject: expect.stringContaining('دعوة للانضمام') });
    expect(queued + JSON.stringify(await items())).not.toContain(token);
  });

  test('says what it offers to whoever holds its token, stays good, and shows the invited address masked', async () => {
    const { body: invited } = await invite(owner, 'bob@buyer.example', 'developer');
    const token = await invitationToken('bob@buyer.example');
    const preview = () => app.request('POST', '/v1/invitations/preview', { body: { token } });
    expect(await preview()).toMatchObject({ status: 200 });
    expect((await preview()).body).toEqual({
      ...{ organization: 'Test Ltd', role: 'developer', invitedBy: owner.email, invited: 'b…@buyer.example' },
      expiresAt: invited.expiresAt,
    });
    const bob = await signInAs('bob@buyer.example');
    expect((await accept(bob, token)).status).toBe(201);
    expect(await preview()).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('offers nothing once it is withdrawn, replaced, expired, or its organization leaves', async () => {
    const preview = async (token: string) =>
      (await app.request('POST', '/v1/invitations/preview', { body: { token } })).status;
    const { body } = await invite(owner, 'bob@buyer.example', 'viewer');
    const first = await invitationToken('bob@buyer.example');
    await invite(owner, 'bob@buyer.example', 'admin');
    const second = await invitationToken('bob@buyer.example');
    expect([await preview(first), await preview(second)]).toEqual([404, 200]);
    const open = (await rosterOf(owner)).find(({ state }) => state === 'invited')!;
    expect(open.id).not.toBe(body.id);
    await owner.send('DELETE', `/v1/members/${open.id}`);
    await invite(owner, 'eve@buyer.example', 'viewer');
    const third = await invitationToken('eve@buyer.example');
    expect([await preview(second), await preview(third)]).toEqual([404, 200]);
    await owner.send('DELETE', '/v1/account');
    expect(await preview(third)).toBe(404);
    const other = await signUp(app, 'other@elsewhere.example');
    await invite(other, 'late@buyer.example', 'viewer');
    const late = await invitationToken('late@buyer.example');
    now = new Date(now.getTime() + 7.1 * 86_400_000);
    expect(await preview(late)).toBe(404);
  });

  test('names no inviter once their login is deleted', async () => {
    const admin = await memberWith('admin');
    await invite(admin, 'bob@buyer.example', 'viewer');
    const token = await invitationToken('bob@buyer.example');
    expect((await admin.send('DELETE', '/v1/person')).status).toBe(202);
    await app.drain();
    const preview = await app.request('POST', '/v1/invitations/preview', { body: { token } });
    expect(preview.body).toMatchObject({ organization: 'Test Ltd', invitedBy: null });
    expect(preview.text).not.toContain(admin.email);
  });

  test('that is guessed counts for the client that guesses, and a good one never does', async () => {
    await invite(owner, 'bob@buyer.example', 'viewer');
    const good = { token: await invitationToken('bob@buyer.example') };
    const preview = (body: object) => app.request('POST', '/v1/invitations/preview', { body });
    const statuses = new Set<number>();
    for (let i = 0; i < 200; i++) statuses.add((await preview({ token: `guess-number-${i}`.padEnd(43, 'x') })).status);
    expect([...statuses]).toEqual([404]);
    expect((await preview({ token: 'one-guess-more'.padEnd(43, 'x') })).status).toBe(429);
    expect((await preview(good)).status).toBe(200);
  });

  test('past thirty in an hour is refused, and past fifty members and invitations too', async () => {
    for (let i = 0; i < 30; i++) expect((await invite(owner, `m${i}@buyer.example`, 'viewer')).status).toBe(201);
    expect((await invite(owner, 'one-more@buyer.example', 'viewer')).status).toBe(429);
    now = new Date(now.getTime() + 3_600_000);
    owner = await signInAs(owner.email);
    for (let i = 30; i < 49; i++) expect((await invite(owner, `m${i}@buyer.example`, 'viewer')).status).toBe(201);
    expect(await invite(owner, 'one-more@buyer.example', 'viewer')).toMatchObject({ status: 409 });
    expect((await invite(owner, 'm3@buyer.example', 'admin')).status).toBe(201);
  });
});

/** In this order: invite a viewer, invite an owner, change a viewer, remove a viewer, change the owner, see members. */
const allowed: Record<Role, readonly boolean[]> = {
  owner: [true, true, true, true, true, true],
  admin: [true, false, true, true, false, true],
  developer: [false, false, false, false, false, true],
  billing: [false, false, false, false, false, true],
  viewer: [false, false, false, false, false, true],
};

test.each(Object.entries(allowed))('the role %s may change members as the table says', async (role, expected) => {
  const actor = role === 'owner' ? owner : await memberWith(role as Role);
  await memberWith('owner', 'second-owner@buyer.example');
  await memberWith('viewer', 'target@buyer.example');
  await memberWith('viewer', 'goes@buyer.example');
  const replies = [
    await invite(actor, 'x@buyer.example', 'viewer'),
    await invite(actor, 'y@buyer.example', 'owner'),
    await actor.send('PATCH', `/v1/members/${await idOf('target@buyer.example')}`, { role: 'billing' }),
    await actor.send('DELETE', `/v1/members/${await idOf('goes@buyer.example')}`),
    await actor.send('PATCH', `/v1/members/${await idOf('second-owner@buyer.example')}`, { role: 'viewer' }),
    await actor.get('/v1/members'),
  ];
  expect(replies.map(({ status }) => status < 300)).toEqual(expected);
  for (const { status, body } of replies.filter((each) => each.status >= 300))
    expect([status, body]).toMatchObject([403, { code: 'role_missing' }]);
  expectConsistent(await items());
});

describe('the last owner', () => {
  test('neither leaves, nor loses the role, nor deletes their login, until another member owns it', async () => {
    const own = await idOf(owner.email);
    expect((await owner.send('DELETE', `/v1/members/${own}`)).status).toBe(409);
    expect((await owner.send('PATCH', `/v1/members/${own}`, { role: 'viewer' })).status).toBe(409);
    expect(await owner.send('DELETE', '/v1/person')).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('Test Ltd') },
    });
    await memberWith('viewer', 'next@buyer.example');
    const next = await idOf('next@buyer.example');
    expect((await owner.send('PATCH', `/v1/members/${next}`, { role: 'owner' })).status).toBe(200);
    expect((await owner.send('DELETE', `/v1/members/${own}`)).status).toBe(204);
    expect(await owner.get('/v1/account')).toMatchObject({ status: 404, body: { code: 'no_organization' } });
    expectConsistent(await items());
  });

  test('is one of two owners who leave at once', async () => {
    const other = await memberWith('owner', 'next@buyer.example');
    const [own, next] = [await idOf(owner.email), await idOf('next@buyer.example')];
    const replies = await Promise.all([
      owner.send('DELETE', `/v1/members/${own}`),
      other.send('DELETE', `/v1/members/${next}`),
    ]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 409]);
    expectConsistent(await items());
  });

  test('is one of two owners who delete their logins at once', async () => {
    const other = await memberWith('owner', 'next@buyer.example');
    const replies = await Promise.all([owner.send('DELETE', '/v1/person'), other.send('DELETE', '/v1/person')]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    await app.drain();
    expectConsistent(await items());
  });
});

test('a login whose deletion was queued, and whose request died then, is deleted all the same, with a line where they were', async () => {
  const bob = await memberWith('developer', 'bob@buyer.example');
  await app.deps.leaving.send({ personId: await idOf(bob.email) });
  await app.drain();
  expect((await bob.get('/v1/sessions')).status).toBe(401);
  expect(JSON.stringify(await items())).not.toContain(bob.email);
  expect((await rosterOf(owner)).map(({ email }) => email)).toEqual([owner.email]);
  expect(await actionsOf(owner)).toContain('member.left');
  expectConsistent(await items());
});

test('a removed member is out at their next request, and stays a person', async () => {
  const bob = await memberWith('admin', 'bob@buyer.example');
  expect((await bob.get('/v1/keys')).status).toBe(200);
  await owner.send('DELETE', `/v1/members/${await idOf(bob.email)}`);
  expect(await bob.get('/v1/keys')).toMatchObject({ status: 404, body: { code: 'no_organization' } });
  expect((await bob.get('/v1/sessions')).status).toBe(200);
  expect((await actionsOf(owner)).toSorted()).toEqual([
    'member.invited',
    'member.joined',
    'member.removed',
    'session.started',
  ]);
});

test('an invitation accepted while its member is removed, and removed while it is accepted, leaves counts and lists alike', async () => {
  const bob = await memberWith('viewer', 'bob@buyer.example');
  await invite(owner, 'eve@buyer.example', 'viewer');
  const eve = await signInAs('eve@buyer.example');
  const token = await invitationToken(eve.email);
  const invitation = (await rosterOf(owner)).find(({ state }) => state === 'invited')!.id;
  const [taken, removed] = await Promise.all([
    accept(eve, token),
    owner.send('DELETE', `/v1/members/${invitation}`),
    owner.send('DELETE', `/v1/members/${await idOf(bob.email)}`),
  ]);
  expect([taken.status === 201, removed.status === 204].filter(Boolean)).toHaveLength(1);
  expectConsistent(await items());
});

describe('a person with several organizations', () => {
  test('acts for the one that the request names, else for the oldest, and for none of somebody else', async () => {
    now = new Date(now.getTime() + 1_000);
    const reply = await owner.send<OrganizationView>('POST', '/v1/organizations', {
      name: 'Second Ltd',
      legalName: 'Second Limited',
      country: 'DE',
    });
    expect(reply).toMatchObject({
      status: 201,
      body: { name: 'Second Ltd', country: 'DE', role: 'owner', domains: [] },
    });
    const acting = (id?: string) =>
      app.request<AccountView>('GET', '/v1/account', {
        cookie: owner.cookie,
        ...(id === undefined ? {} : { headers: { 'tollgate-organization': id } }),
      });
    expect((await acting()).body.organization).toBe('Test Ltd');
    expect((await acting(reply.body.id)).body).toMatchObject({ organization: 'Second Ltd', id: reply.body.id });
    const stranger = await signUp(app, 'eve@elsewhere.example');
    const foreign = (await stranger.get<AccountView>('/v1/account')).body.id;
    expect(await acting(foreign)).toMatchObject({ status: 404, body: { code: 'no_organization' } });
    expect((await owner.get(`/v1/organizations/${foreign}`)).status).toBe(404);
    const { data } = (await owner.get<Listing<OrganizationView>>('/v1/organizations')).body;
    expect(data.map(({ name }) => name)).toEqual(['Test Ltd', 'Second Ltd']);
    expectConsistent(await items());
  });

  test('changes its name, legal name and country; a viewer may not', async () => {
    const bob = await memberWith('viewer', 'bob@buyer.example');
    const { id } = (await owner.get<AccountView>('/v1/account')).body;
    const change = { name: 'Test GmbH', legalName: 'Test Gesellschaft mbH', country: 'DE' };
    expect((await bob.send('PATCH', `/v1/organizations/${id}`, change)).status).toBe(403);
    expect((await owner.send('PATCH', `/v1/organizations/${id}`, change)).body).toMatchObject(change);
    expect((await owner.send('PATCH', `/v1/organizations/${id}`, { country: null })).body).toMatchObject({
      name: 'Test GmbH',
      country: null,
    });
    expect((await owner.send('PATCH', `/v1/organizations/${id}`, { country: 'XX' })).status).toBe(400);
  });

  test('belongs to fifteen at most', async () => {
    for (let i = 2; i <= 15; i++)
      expect((await owner.send('POST', '/v1/organizations', { name: `Number ${i}` })).status).toBe(201);
    expect((await owner.send('POST', '/v1/organizations', { name: 'One too many' })).status).toBe(409);
  });
});

test('sessions are listed with the browser’s family and its network, and one of them is revoked', async () => {
  const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
  now = new Date(now.getTime() + 1_000);
  await app.request('POST', '/v1/login', { body: { email: owner.email } });
  const body = { token: await mailedToken(app, owner.email) };
  const reply = await app.request('POST', '/v1/session', { body, headers });
  const other = personWith(app, owner.email, reply.cookies[0]!.split(';')[0]!);
  const listed = (await owner.get<Listing<{ id: string }>>('/v1/sessions')).body.data;
  expect(listed).toMatchObject([
    { browser: 'Firefox', network: '198.51.0.0/16', signedInBy: 'link', current: false },
    { browser: 'Other', current: true },
  ]);
  const stranger = await signUp(app, 'eve@elsewhere.example');
  expect((await stranger.send('DELETE', `/v1/sessions/${listed[0]!.id}`)).status).toBe(404);
  expect((await owner.send('DELETE', `/v1/sessions/${listed[0]!.id}`)).status).toBe(204);
  expect((await other.get('/v1/account')).status).toBe(401);
  expect((await owner.get('/v1/account')).status).toBe(200);
});
