/** Organizations vouch for their people: invited onto seats that are paid for, and shown as long as the organization is. */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Grant } from '../../shared/domain/billing/grant.ts';
import type {
  AffiliatesView,
  AffiliateView,
  AffiliationView,
  ExportView,
  Listing,
  Problem,
  PublicBadgeView,
} from '../../shared/http/views.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { type App, assemble } from '../support/app.ts';
import { type Person, signUp } from '../support/app-person.ts';
import { start } from '../support/app-stripe.ts';
import { keptTxtRecords } from '../support/kept-records.ts';

let now: Date;
let app: App;
let acme: Person;
let operator: Person;
let grantVersion: number;
const resolver = keptTxtRecords();

const grant = (affiliates: number, more: Partial<Grant> = {}): Grant => ({
  ...{ subscriptionId: 'sub_1', kind: 'badge', id: 'verified_organization', status: 'active', interval: 'month' },
  ...{ periodStart: '2026-11-01T00:00:00.000Z', periodEnd: '2027-12-01T00:00:00.000Z' },
  ...{ paidUntil: '2027-12-01T00:00:00.000Z', fullUntil: '2027-12-01T00:00:00.000Z' },
  graceUntil: '2027-12-01T00:00:00.000Z',
  ...(affiliates > 0 && { affiliates }),
  ...more,
});
async function pays(...grants: Grant[]): Promise<void> {
  const { id } = (await app.deps.accounts.findByEmail(acme.email))!;
  grantVersion += 1;
  await app.deps.access.grant(id, { version: grantVersion, grants });
}

beforeEach(async () => {
  now = start;
  grantVersion = 0;
  const clock = () => now;
  app = assemble({ table: memoryTable({ now: clock }), stripe: {} as StripeGateway, now: clock, resolver });
  acme = await signUp(app, 'it@acme.example');
  operator = await signUp(app, 'operator@example.com');
  await pays(grant(2));
  const profile = { kind: 'organization', handle: 'acme', displayName: 'Acme Ltd', url: 'https://acme.example/' };
  expect((await acme.send('POST', '/v1/badges', profile)).status).toBe(201);
  expect((await decide('approve')).status).toBe(409);
  const { body } = await acme.get<{ record: { name: string; value: string } }>('/v1/badges/acme/domain');
  resolver.set(body.record.name, [[body.record.value]]);
  await acme.send('POST', '/v1/badges/acme/domain/check');
  expect((await decide('approve')).status).toBe(200);
});

const decide = (decision: string, handle = 'acme', body: object = {}) =>
  operator.send<Problem>('POST', `/v1/admin/badges/${handle}/${decision}`, { reason: 'reviewed', ...body });
const invite = (email: string) => acme.send<AffiliateView>('POST', '/v1/badges/acme/affiliates', { email });
const list = async () => (await acme.get<AffiliatesView>('/v1/badges/acme/affiliates')).body;
const mine = async (person: Person) => (await person.get<Listing<AffiliationView>>('/v1/affiliations')).body.data;
const shown = async (handle: string) => (await app.request<PublicBadgeView>('GET', `/badges/${handle}.json`)).body;
const accept = (person: Person, id: string, handle: string) =>
  person.send<AffiliationView>('POST', `/v1/affiliations/${id}/accept`, {
    ...{ handle, displayName: `${handle} of Acme`, url: `https://${handle}.example/` },
  });
async function affiliate(name: string): Promise<{ person: Person; id: string }> {
  const person = await signUp(app, `${name}@acme.example`);
  const { body, text } = await invite(person.email);
  expect(body.state, text).toBe('invited');
  const reply = await accept(person, body.id, name);
  expect(reply.status, reply.text).toBe(201);
  return { person, id: body.id };
}

test('an invited person is mailed, with or without an account, accepts under a handle, and is shown with the organization', async () => {
  expect((await invite('bob@acme.example')).body).toMatchObject({ state: 'invited', handle: null });
  await app.drain();
  const mail = app.mails.find(({ to }) => to === 'bob@acme.example')!;
  expect(mail.subject).toBe('Acme Ltd invited you to become an affiliate');
  const bob = await signUp(app, 'bob@acme.example');
  const [invitation] = await mine(bob);
  expect(invitation).toMatchObject({ state: 'invited', organization: { handle: 'acme', verified: true } });
  expect((await accept(bob, invitation!.id, 'bob')).body).toMatchObject({
    state: 'accepted',
    handle: 'bob',
    status: 'verified',
  });
  expect(await shown('bob')).toMatchObject({ verified: true, kind: 'person', parent: 'acme' });
  expect(await list()).toMatchObject({
    data: [{ email: bob.email, state: 'accepted', handle: 'bob', holdsSeat: true, status: 'verified' }],
    seats: { paid: 2, used: 1, invited: 0, coming: null, price: { amountMinor: 50_00, interval: 'month' } },
  });
});

describe('seats', () => {
  test('that are paid for and not taken or promised are all there are to invite to', async () => {
    await affiliate('bob');
    expect((await invite('eve@acme.example')).status).toBe(201);
    expect(await invite('dan@acme.example')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect((await list()).seats).toMatchObject({ paid: 2, used: 1, invited: 1 });
  });

  test('are as many as will be, where fewer come with the next period', async () => {
    await pays(grant(2, { affiliatesComing: 1 }));
    await affiliate('bob');
    expect((await invite('eve@acme.example')).status).toBe(409);
    expect((await list()).seats).toMatchObject({ paid: 2, coming: 1 });
  });

  test('the last one goes to one of two who accept at once', async () => {
    const people = [await signUp(app, 'bob@acme.example'), await signUp(app, 'eve@acme.example')];
    const ids: string[] = [];
    for (const { email } of people) ids.push((await invite(email)).body.id);
    await pays(grant(1));
    const replies = await Promise.all(people.map((person, i) => accept(person, ids[i]!, `person_${i}`)));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await list()).seats).toMatchObject({ paid: 1, used: 1 });
  });

  test('one handle goes to one of two who accept under it at once', async () => {
    const people = [await signUp(app, 'bob@acme.example'), await signUp(app, 'eve@acme.example')];
    const ids: string[] = [];
    for (const { email } of people) ids.push((await invite(email)).body.id);
    const replies = await Promise.all(people.map((person, i) => accept(person, ids[i]!, 'same')));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('fewer than are taken: who came last is not shown, and is again once there are more', async () => {
    await affiliate('bob');
    await affiliate('eve');
    await pays(grant(1));
    expect(await shown('bob')).toMatchObject({ verified: true });
    expect(await shown('eve')).toMatchObject({ verified: false, status: 'expired' });
    expect((await list()).data.filter(({ holdsSeat }) => holdsSeat)).toMatchObject([{ handle: 'bob' }]);
    await pays(grant(2));
    expect(await shown('eve')).toMatchObject({ verified: true });
  });

  test('one that is free again lets in who waited', async () => {
    const { id } = await affiliate('bob');
    await affiliate('eve');
    await pays(grant(1));
    expect((await acme.send('DELETE', `/v1/badges/acme/affiliates/${id}`)).status).toBe(204);
    expect(await shown('bob')).toMatchObject({ status: 'expired' });
    expect(await shown('eve')).toMatchObject({ verified: true });
  });
});

describe('an affiliate’s mark', () => {
  let bob: Person;
  let id: string;
  beforeEach(async () => {
    ({ person: bob, id } = await affiliate('bob'));
  });

  test('falls and comes back with the organization’s', async () => {
    await acme.send('PATCH', '/v1/badges/acme', { displayName: 'Acme Limited' });
    expect(await shown('bob')).toMatchObject({ verified: false, status: 'suspended' });
    await decide('approve');
    expect(await shown('bob')).toMatchObject({ verified: true });
    await pays();
    expect(await shown('bob')).toMatchObject({ verified: false, status: 'expired' });
    await pays(grant(2));
    expect(await shown('bob')).toMatchObject({ verified: true });
    await decide('revoke', 'acme', { reason: 'not Acme' });
    expect(await shown('bob')).toMatchObject({ verified: false, status: 'expired' });
  });

  test('is gone while the organization’s domain is not proven', async () => {
    resolver.set('_tollgate-challenge.acme.example', null);
    for (let hour = 0; hour <= 8 * 24; hour += 6) {
      now = new Date(now.getTime() + 6 * 3_600_000);
      await app.checkDomains();
    }
    expect(await shown('acme')).toMatchObject({ verified: false, status: 'suspended' });
    expect(await shown('bob')).toMatchObject({ verified: false, status: 'suspended' });
  });

  test('follows the organization to another handle', async () => {
    await acme.send('PATCH', '/v1/badges/acme', { handle: 'acme_ltd' });
    now = new Date(now.getTime() + 60_000);
    await app.lookAtBadges();
    await decide('approve', 'acme_ltd');
    expect(await shown('bob')).toMatchObject({ verified: true, parent: 'acme_ltd' });
    expect((await app.request('GET', '/badges?of=acme_ltd')).text).toContain('<a href="/badges/bob">');
    expect((await app.request('GET', '/badges?of=acme')).text).not.toContain('/badges/bob');
  });

  test('with another name is not shown until the organization confirms it', async () => {
    await bob.send('PATCH', '/v1/badges/bob', { displayName: 'Robert' });
    expect(await shown('bob')).toMatchObject({ verified: false, status: 'suspended' });
    const [waiting] = (await list()).data;
    expect(waiting).toMatchObject({ awaitsConfirmation: true });
    const { version } = waiting!.toConfirm!;
    expect((await acme.send('POST', `/v1/badges/acme/affiliates/${id}/confirm`, { version })).body).toMatchObject({
      awaitsConfirmation: false,
    });
    expect(await shown('bob')).toMatchObject({ verified: true, displayName: 'Robert' });
    expect((await acme.send('POST', `/v1/badges/acme/affiliates/${id}/confirm`, { version })).status).toBe(409);
  });

  test('ends when they leave, whose seat is free; invited again they come back under their handle', async () => {
    expect((await bob.send('POST', `/v1/affiliations/${id}/leave`)).body).toMatchObject({
      state: 'left',
      status: 'expired',
    });
    expect((await list()).seats).toMatchObject({ used: 0 });
    expect((await bob.send('POST', `/v1/affiliations/${id}/leave`)).status).toBe(409);
    expect((await invite(bob.email)).body.state).toBe('invited');
    expect((await accept(bob, id, 'other')).status).toBe(409);
    expect((await accept(bob, id, 'bob')).status).toBe(201);
    expect(await shown('bob')).toMatchObject({ verified: true });
  });

  test('that they give up leaves the seat with it; invited again they may have another', async () => {
    expect((await bob.send('DELETE', '/v1/badges/bob')).status).toBe(204);
    expect((await app.request('GET', '/badges/bob.json')).status).toBe(404);
    expect(await list()).toMatchObject({ data: [{ state: 'left', handle: null }], seats: { used: 0 } });
    expect((await invite(bob.email)).body.state).toBe('invited');
    expect((await accept(bob, id, 'robert')).status).toBe(201);
    expect(await shown('robert')).toMatchObject({ verified: true, parent: 'acme' });
    expect((await list()).seats).toMatchObject({ used: 1 });
  });

  test('is taken away with one mail to them, also where the removal is repeated', async () => {
    const remove = () => acme.send('DELETE', `/v1/badges/acme/affiliates/${id}`);
    expect((await remove()).status).toBe(204);
    expect((await remove()).status).toBe(204);
    await app.drain();
    const mails = app.mails.filter(({ to, subject }) => to === bob.email && subject.includes('removed you'));
    expect(mails.map(({ subject }) => subject)).toEqual(['Acme Ltd removed you from its affiliates']);
  });

  test('is in the export of either account, with who vouches and for whom', async () => {
    const of = async (person: Person) => (await person.get<ExportView>('/v1/account/export')).body.profile!;
    expect(await of(bob)).toMatchObject({
      affiliations: [{ id, state: 'accepted', organization: { handle: 'acme' }, handle: 'bob', status: 'verified' }],
      affiliates: [],
    });
    expect(await of(acme)).toMatchObject({
      affiliations: [],
      affiliates: [{ badge: 'verified_organization', email: bob.email, state: 'accepted', endedAt: null }],
    });
  });

  test('that the operator revoked does not come back by another invitation', async () => {
    await decide('revoke', 'bob', { reason: 'not Bob' });
    await bob.send('POST', `/v1/affiliations/${id}/leave`);
    await invite(bob.email);
    expect((await accept(bob, id, 'bob')).status).toBe(409);
    expect(await shown('bob')).toMatchObject({ status: 'revoked' });
  });

  test('is announced when the organization’s changes', async () => {
    await app.lookAtBadges();
    const { accountId } = (await app.deps.badges.find('bob'))!;
    await acme.send('PATCH', '/v1/badges/acme', { displayName: 'Acme Limited' });
    now = new Date(now.getTime() + 60_000);
    await app.lookAtBadges();
    expect(await app.deps.badgeLooks.notified(accountId, 'bob')).toMatchObject({ status: 'suspended' });
  });

  test.each(['it@acme.example', 'bob@acme.example'])(
    'ends with the account of %s, and nothing names who left',
    async (email) => {
      const leaver = email === acme.email ? acme : bob;
      await leaver.send('DELETE', '/v1/account');
      await app.drain();
      if (leaver === acme) {
        expect(await shown('bob')).toMatchObject({ verified: false, status: 'expired' });
        expect(await mine(bob)).toEqual([]);
      } else {
        expect(await list()).toMatchObject({ data: [], seats: { used: 0 } });
      }
    },
  );
});

describe('refused', () => {
  test('somebody who was not invited, an invitation that ended, and somebody else’s', async () => {
    const { body } = await invite('bob@acme.example');
    const eve = await signUp(app, 'eve@evil.example');
    expect((await accept(eve, body.id, 'eve')).status).toBe(404);
    expect((await eve.send('DELETE', `/v1/badges/acme/affiliates/${body.id}`)).status).toBe(404);
    const bob = await signUp(app, 'bob@acme.example');
    expect((await bob.send('POST', `/v1/affiliations/${body.id}/decline`)).body).toMatchObject({ state: 'declined' });
    expect((await accept(bob, body.id, 'bob')).status).toBe(409);
    expect((await list()).seats).toMatchObject({ invited: 0 });
  });

  test('invitations of an organization whose own mark is not shown', async () => {
    await pays();
    expect(await invite('bob@acme.example')).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});

test('a sixth mail to one mailbox within an hour stays unsent, however it is spelled, and the invitation stands', async () => {
  for (let i = 0; i < 7; i++) expect((await invite('bob@acme.example')).status).toBe(201);
  expect((await invite('bob+tag@acme.example')).status).toBe(201);
  await app.drain();
  expect(app.mails.filter(({ subject, to }) => /bob/.test(to) && !/sign-in|Confirm/.test(subject))).toHaveLength(5);
  expect((await list()).seats).toMatchObject({ invited: 2 });
});
