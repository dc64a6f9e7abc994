import { beforeEach, expect, test } from 'vitest';
import { grantOf, reviewWorld } from './world.ts';

let world: Awaited<ReturnType<typeof reviewWorld>>;
beforeEach(async () => {
  world = await reviewWorld();
  await world.paid();
  await world.apply();
  await world.decide('approve');
});

test('under another handle a badge is reviewed again, its old address is gone, and nobody else gets that handle for 30 days', async () => {
  const { change, shown, apply, other, decide, mine, pass } = world;
  expect((await change({ handle: 'ada_l' })).body).toMatchObject({ handle: 'ada_l', state: 'in_review' });
  expect([(await shown()).status, (await shown('ada_l')).body.status]).toEqual([404, 'suspended']);
  expect((await apply({}, other)).body).toMatchObject({ code: 'handle_taken' });
  await decide('approve', {}, 'ada_l');
  expect((await shown('ada_l')).body).toMatchObject({ status: 'verified', handle: 'ada_l' });
  expect(await mine()).toMatchObject([{ handle: 'ada_l', state: 'approved' }]);
  await pass(30);
  expect((await apply({}, other)).status).toBe(201);
});

test('a handle that was never shown is free for anybody', async () => {
  const { other, holder, apply, change } = await reviewWorld();
  await apply();
  expect((await change({ handle: 'ada_l' })).status).toBe(200);
  expect((await apply({}, other)).status).toBe(201);
  expect((await holder.send('PATCH', '/v1/badges/ada_l', { handle: 'ada' })).body).toMatchObject({
    code: 'handle_taken',
  });
});

test('a holder who moved away may move back', async () => {
  const { change, mine } = world;
  await change({ handle: 'ada_l' });
  expect((await change({ handle: 'ada' }, 'ada_l')).status).toBe(200);
  expect(await mine()).toMatchObject([{ handle: 'ada' }]);
});

test('a handle that somebody has is not moved to, and of two who move to one at once one does', async () => {
  const { change, apply, other, mine } = world;
  await apply({ handle: 'eve' }, other);
  expect((await change({ handle: 'eve' })).body).toMatchObject({ code: 'handle_taken' });
  expect(await mine()).toMatchObject([{ handle: 'ada', state: 'approved' }]);
  const moves = await Promise.all([
    change({ handle: 'both' }),
    other.send('PATCH', '/v1/badges/eve', { handle: 'both' }),
  ]);
  expect(moves.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('paid for again within the days that a review is kept, a badge shows again', async () => {
  const { paid, pass, shown } = world;
  await paid([]);
  expect((await shown()).body).toMatchObject({ status: 'expired' });
  await pass(30);
  await paid();
  expect((await shown()).body).toMatchObject({ status: 'verified' });
});

test('paid for again later it is in review, and never shows before that', async () => {
  const { app, paid, pass, shown, accountId, queue, decide } = world;
  await paid([]);
  await pass(31);
  const grants = (await app.deps.access.read(accountId)).version + 1;
  await app.deps.access.grant(accountId, { version: grants, grants: [grantOf('sub_2')] });
  expect((await shown()).body).toMatchObject({ status: 'expired', verified: false });
  const event = { id: 'evt_again', type: 'access.changed', accountId, at: '2026-12-25T12:00:00.000Z' } as const;
  await app.deps.webhookEvents.send({ event: { ...event, data: { version: grants } } });
  await app.drain();
  expect((await shown()).body).toMatchObject({ status: 'suspended' });
  expect(await queue('in_review')).toMatchObject([{ handle: 'ada', history: [{ action: 'lapsed' }, {}] }]);
  await decide('approve');
  expect((await shown()).body).toMatchObject({ status: 'verified' });
});

test('where the review comes first, an application is in the queue unpaid, and shows once it is approved and paid for', async () => {
  const { apply, decide, shown, queue, paid, mailed, mine } = await reviewWorld({ review: { order: 'review_first' } });
  expect((await apply()).body.state).toBe('in_review');
  expect(await queue('in_review')).toHaveLength(1);
  expect((await decide('approve')).body).toMatchObject({ state: 'awaiting_payment', verified: false });
  expect((await mailed()).text).toContain('Pay for your badge to make it public.');
  expect([(await shown()).status, (await queue('awaiting_payment')).length]).toEqual([404, 1]);
  await paid();
  expect((await shown()).body).toMatchObject({ status: 'verified', since: '2026-11-24T12:00:00.000Z' });
  expect(await mine()).toMatchObject([{ state: 'approved' }]);
  await paid([]);
  expect((await shown()).body).toMatchObject({ status: 'expired' });
});
