import { beforeAll, expect, test } from 'vitest';
import type { AccountView, AdminBadgeView, BadgeView, Listing, PublicBadgeView } from '../../shared/http/views.ts';
import { buy, call, freshEmail, local, type Person, signUp } from '../support/client.ts';

let operator: Person;
beforeAll(async () => {
  operator = await signUp('operator@example.com');
});

const handleOf = (name: string) => `${name}_${process.pid}`;
const decide = (handle: string, decision: string, body: object = {}) =>
  operator.send<AdminBadgeView>('POST', `/v1/admin/badges/${handle}/${decision}`, { reason: 'reviewed', ...body });
const publicState = (handle: string) => call<PublicBadgeView>(`/badges/${handle}.json`);

/** A holder who has paid and waits for the review. */
async function applicant(handle: string) {
  const holder = await signUp(freshEmail(handle));
  await buy(holder, 'verified');
  const profile = { kind: 'person', handle, displayName: 'Ada Lovelace', url: 'https://ada.example' };
  expect((await holder.send<BadgeView>('POST', '/v1/badges', profile)).body).toMatchObject({ state: 'in_review' });
  return {
    holder,
    change: (body: object, at = handle) => holder.send<BadgeView>('PATCH', `/v1/badges/${at}`, body),
    mine: async () => (await holder.get<Listing<BadgeView>>('/v1/badges')).body.data,
    mailed: async () => {
      await local.advance(0);
      return (await local.mail()).filter(({ to }) => to === holder.email);
    },
  };
}

test('asked for more, refused, appealing, approved, under another handle, and given up: at each step the public sees what it may', async () => {
  const handle = handleOf('asked');
  const { holder, change, mine, mailed } = await applicant(handle);
  expect((await decide(handle, 'ask', { reason: 'Which Ada?' })).body).toMatchObject({ state: 'needs_more' });
  expect((await mailed())[0]?.text).toContain('Our question: Which Ada?');
  expect((await change({ answer: 'The countess.' })).body).toMatchObject({ state: 'in_review' });
  expect((await decide(handle, 'refuse', { reason: 'There is one.' })).body).toMatchObject({ refund: 'due' });
  const appeal = await holder.send<BadgeView>('POST', `/v1/badges/${handle}/appeal`, { text: 'It is me.' });
  expect(appeal.body).toMatchObject({ state: 'in_review', refund: 'none', appeal: { text: 'It is me.' } });
  expect((await publicState(handle)).status).toBe(404);
  expect((await decide(handle, 'approve')).body).toMatchObject({ state: 'approved', verified: true });
  expect((await publicState(handle)).body).toMatchObject({ status: 'verified' });

  const other = handleOf('moved');
  expect((await change({ handle: other })).body).toMatchObject({ handle: other, verified: false });
  expect([(await publicState(handle)).status, (await publicState(other)).body.status]).toEqual([404, 'suspended']);
  await decide(other, 'approve');
  expect((await publicState(other)).body).toMatchObject({ status: 'verified' });
  expect((await holder.send('DELETE', `/v1/badges/${other}`)).status).toBe(204);
  expect([(await publicState(other)).status, await mine()]).toEqual([404, []]);
});

test('a holder who withdraws an undecided application gets a refund, and the subscription ends', async () => {
  const handle = handleOf('back');
  const { holder, mailed } = await applicant(handle);
  expect((await holder.send('DELETE', `/v1/badges/${handle}`)).status).toBe(204);
  expect((await call('/__local/jobs/badge-settlement', { method: 'POST' })).status).toBe(200);
  await local.advance(0);
  expect((await mailed()).map(({ subject }) => subject)).toContain(`We refunded $8 for your badge @${handle}`);
  const { body } = await holder.get<AccountView>('/v1/account');
  expect(body.subscriptions).toMatchObject([{ status: 'canceled', endedBecause: 'refunded' }]);
});
