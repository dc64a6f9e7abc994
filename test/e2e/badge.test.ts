import { beforeAll, expect, test } from 'vitest';
import type { AdminBadgeView, BadgeView, Listing, PublicBadgeView } from '../../shared/http/views.ts';
import { buy, call, freshEmail, local, type Person, signUp } from '../support/client.ts';

let operator: Person;
beforeAll(async () => {
  operator = await signUp('operator@example.com');
});

const handleOf = (name: string) => `${name}_${process.pid}`;
const apply = (person: Person, handle: string) =>
  person.send<BadgeView>('POST', '/v1/badges', {
    kind: 'person',
    handle,
    displayName: 'Ada <b>Lovelace</b>',
    url: 'https://ada.example',
  });
const queue = async () => (await operator.get<Listing<AdminBadgeView>>('/v1/admin/badges?state=in_review')).body.data;
const decide = (handle: string, decision: string, reason?: string) =>
  operator.send<AdminBadgeView>('POST', `/v1/admin/badges/${handle}/${decision}`, { reason: reason ?? 'reviewed' });
const publicState = (handle: string) => call<PublicBadgeView>(`/badges/${handle}.json`);

test('a paid and approved badge says verified as page, JSON and SVG, and the end of its subscription ends it', async () => {
  const handle = handleOf('ada');
  const holder = await signUp(freshEmail('holder'));
  expect((await apply(holder, handle)).body).toMatchObject({ handle, state: 'awaiting_payment', verified: false });
  expect((await queue()).map((badge) => badge.handle)).not.toContain(handle);
  expect((await decide(handle, 'approve')).status).toBe(409);

  const { id } = await buy(holder, 'verified');
  expect((await queue()).find((badge) => badge.handle === handle)).toMatchObject({
    state: 'in_review',
    email: holder.email,
  });
  expect((await publicState(handle)).status).toBe(404);

  expect((await decide(handle, 'approve')).body).toMatchObject({ state: 'approved', verified: true });
  const shown = await publicState(handle);
  expect(shown.body).toMatchObject({
    handle,
    displayName: 'Ada <b>Lovelace</b>',
    kind: 'person',
    verified: true,
    status: 'verified',
  });
  const svg = await call<string>(`/badges/${handle}.svg`);
  expect(svg.headers.get('content-type')).toBe('image/svg+xml');
  expect(svg.body).toContain('verified');
  const page = await call<string>(`/badges/${handle}`);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.body).toContain('Ada &#60;b&#62;Lovelace');
  expect(page.body).not.toContain('<b>Lovelace');
  await local.advance(0);
  expect((await local.mail()).find(({ to }) => to === holder.email)?.subject).toContain('is approved');

  await holder.send('POST', '/v1/subscription/cancel', { subscription: id, when: 'now' });
  expect((await publicState(handle)).body).toMatchObject({ verified: false, status: 'expired' });
  expect((await call<string>(`/badges/${handle}.svg`)).body).not.toContain('verified');
  const ended = await call<string>(`/badges/${handle}`);
  expect(ended.body).toContain('expired');
  expect(ended.body).not.toContain('verified');
  const arabic = await call<string>(`/badges/${handle}`, { headers: { 'accept-language': 'ar' } });
  expect(arabic.body).toContain('<html lang="ar" dir="rtl">');
});

test('a refused badge is never shown, its holder reads why, and may answer with another profile', async () => {
  const handle = handleOf('grace');
  const holder = await signUp(freshEmail('refused'));
  await buy(holder, 'verified');
  await apply(holder, handle);
  const untold = await operator.send('POST', `/v1/admin/badges/${handle}/refuse`, {});
  expect(untold.body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'reason' }] });
  expect((await decide(handle, 'refuse', 'The site does not name you.')).body).toMatchObject({ state: 'refused' });
  expect((await publicState(handle)).status).toBe(404);
  const mine = await holder.get<Listing<BadgeView>>('/v1/badges');
  expect(mine.body.data).toMatchObject([{ state: 'refused', reason: 'The site does not name you.' }]);
  await local.advance(0);
  expect((await local.mail()).find(({ to }) => to === holder.email)?.text).toContain('The site does not name you.');
  expect((await holder.send('PATCH', `/v1/badges/${handle}`, { url: 'https://grace.example' })).body).toMatchObject({
    state: 'in_review',
  });
  expect((await decide(handle, 'approve')).body).toMatchObject({ verified: true });
});

test('a change of name suspends the mark until it is reviewed again; a revocation ends it', async () => {
  const handle = handleOf('alan');
  const holder = await signUp(freshEmail('renamed'));
  await buy(holder, 'verified');
  await apply(holder, handle);
  await decide(handle, 'approve');
  const { version } = (
    await operator.get<Listing<AdminBadgeView>>('/v1/admin/badges?state=approved&limit=100')
  ).body.data.find((badge) => badge.handle === handle)!;
  await holder.send('PATCH', `/v1/badges/${handle}`, { displayName: 'Somebody Else' });
  const unseen = await operator.send('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'reviewed', version });
  expect(unseen).toMatchObject({ status: 409, body: { code: 'conflict' } });
  expect((await publicState(handle)).body).toMatchObject({ verified: false, status: 'suspended' });
  await decide(handle, 'approve');
  expect((await publicState(handle)).body).toMatchObject({ verified: true, displayName: 'Somebody Else' });
  await decide(handle, 'revoke', 'Impersonation.');
  expect((await publicState(handle)).body).toMatchObject({ verified: false, status: 'revoked' });
});

test('only one of two simultaneous applications for one handle is stored', async () => {
  const handle = handleOf('twin');
  const people = [await signUp(freshEmail('twin')), await signUp(freshEmail('twin'))];
  const replies = await Promise.all(people.map((person) => apply(person, handle)));
  expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 409]);
});

test('the operator sees accounts and events, and replays one without any change', async () => {
  const accounts = await operator.get<Listing<{ email: string }>>('/v1/admin/accounts?limit=2');
  expect(accounts.body.data).toHaveLength(2);
  const more = await operator.get<Listing<{ email: string }>>(
    `/v1/admin/accounts?limit=2&cursor=${accounts.body.cursor}`,
  );
  expect(more.body.data[0]?.email).not.toBe(accounts.body.data[0]?.email);
  const events =
    await operator.get<Listing<{ id: string; type: string; outcome: string; attempts: number }>>('/v1/admin/events');
  const handled = events.body.data.find(({ outcome }) => outcome === 'handled')!;
  expect(await operator.send('POST', `/v1/admin/events/${handled.id}/replay`, { reason: 'lost' })).toMatchObject({
    status: 202,
  });
  await local.advance(0);
  const after =
    await operator.get<Listing<{ id: string; attempts: number; outcome: string }>>('/v1/admin/events?limit=100');
  expect(after.body.data.find(({ id }) => id === handled.id)).toMatchObject({
    outcome: 'handled',
    attempts: handled.attempts + 1,
  });
  expect(await operator.send('POST', '/v1/admin/events/evt_none/replay', { reason: 'lost' })).toMatchObject({
    status: 404,
  });
});
