import { beforeEach, expect, test } from 'vitest';
import { reviewWorld } from './world.ts';

let world: Awaited<ReturnType<typeof reviewWorld>>;
beforeEach(async () => {
  world = await reviewWorld();
  await world.paid();
  expect((await world.apply()).body).toMatchObject({ state: 'in_review', refund: 'none', canAppealUntil: null });
});
const reason = 'The site does not name you.';

test("an operator's request is mailed, and an answer or another profile brings the application back into the queue", async () => {
  const { decide, change, queue, mine, mailed } = world;
  expect((await decide('ask', { reason: ' ' })).body).toMatchObject({ errors: [{ field: 'reason' }] });
  expect((await decide('ask', { reason: 'Which Ada are you?' })).body).toMatchObject({ state: 'needs_more' });
  expect((await mailed()).text).toContain('Our question: Which Ada are you?');
  expect(await queue('in_review')).toEqual([]);
  expect(await queue('needs_more')).toMatchObject([{ handle: 'ada', request: 'Which Ada are you?' }]);
  expect((await change({ answer: 'The one of the engine.\nSee my site.' })).status).toBe(200);
  expect(await queue('in_review')).toMatchObject([
    { answer: 'The one of the engine.\nSee my site.', history: [{ action: 'answered' }, { action: 'asked' }] },
  ]);
  await decide('ask', { reason: 'A picture, please.' });
  await change({ displayName: 'Ada L' });
  expect(await mine()).toMatchObject([{ state: 'in_review', answer: null }]);
});

test('a refusal is appealed against once, whoever decides sees who refused, and what comes of it is final', async () => {
  const { decide, appeal, change, mine, queue, mailed, accountId, app } = world;
  expect((await appeal()).body).toMatchObject({ code: 'conflict' });
  const refused = await decide('refuse', { reason });
  expect(refused.body).toMatchObject({ state: 'refused', canAppealUntil: '2026-12-08T12:00:00.000Z' });
  expect((await mailed()).text).toContain('Change your profile or appeal by 8 December 2026. You can appeal once.');
  expect((await appeal('')).body).toMatchObject({ code: 'invalid_request', errors: [{ field: 'text' }] });
  expect((await appeal()).body).toMatchObject({ state: 'in_review', appeal: { text: 'It is me.' } });
  const [again] = await queue('in_review');
  expect(again!.history).toMatchObject([
    { action: 'appealed', actor: 'ada@buyer.example' },
    { action: 'refused', actor: 'operator@example.com', reason },
  ]);
  await decide('refuse', { reason });
  expect((await mailed()).subject).toContain('Your appeal for');
  expect(await mine()).toMatchObject([{ state: 'refused', canAppealUntil: null }]);
  expect((await appeal()).status).toBe(409);
  expect((await change({ displayName: 'Eve' })).body).toMatchObject({ code: 'conflict' });
  const { entries } = await app.deps.audit.list(accountId, { limit: 10 });
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['badge.refused', 'badge.appealed', 'badge.appeal_refused']),
  );
});

test('an appeal that is upheld is an approval', async () => {
  const { decide, appeal, shown, mailed } = world;
  await decide('refuse', { reason });
  await appeal();
  expect((await decide('approve')).body).toMatchObject({ state: 'approved', appeal: null, verified: true });
  expect((await mailed()).subject).toContain('Your appeal succeeded');
  expect((await shown()).body).toMatchObject({ status: 'verified' });
});

test('neither an appeal nor an answer comes after the days for them', async () => {
  const { decide, appeal, change, pass } = world;
  await decide('refuse', { reason });
  await pass(14);
  expect((await appeal()).body).toMatchObject({ code: 'conflict', detail: expect.stringContaining('final') });
  expect((await change({ answer: 'Please.' })).status).toBe(409);
});

test('the reason of a revocation is public only where the operator says so', async () => {
  const { decide, shown } = world;
  await decide('approve');
  expect((await decide('approve', { public: true })).body).toMatchObject({ errors: [{ field: 'public' }] });
  await decide('revoke', { reason: 'Impersonation.' });
  expect((await shown()).body).toMatchObject({ status: 'revoked' });
  expect((await shown()).body).not.toHaveProperty('reason');
});

test('a public reason is in the JSON', async () => {
  const { decide, shown } = world;
  await decide('approve');
  await decide('revoke', { reason: 'Impersonation.', public: true });
  expect((await shown()).body).toMatchObject({ status: 'revoked', reason: 'Impersonation.' });
});

test('one that gave up an application is gone, and its handle is free', async () => {
  const { holder, other, shown, apply, mine, decide } = world;
  await decide('approve');
  expect((await other.send('DELETE', '/v1/badges/ada')).status).toBe(404);
  expect((await holder.send('DELETE', '/v1/badges/ada')).status).toBe(204);
  expect([(await shown()).status, await mine()]).toEqual([404, []]);
  expect((await holder.send('DELETE', '/v1/badges/ada')).status).toBe(404);
  expect((await apply({}, other)).status).toBe(201);
  expect((await apply({ handle: 'ada2' })).status).toBe(201);
});

test('a decision on a version that is not the present one is refused, and the same decision twice is one', async () => {
  const { decide, change, mine } = world;
  expect((await decide('ask', { reason: 'Which?', version: 7 })).body).toMatchObject({ code: 'conflict' });
  expect((await decide('ask', { reason: 'Which?', version: 1 })).status).toBe(200);
  expect((await decide('ask', { reason: 'Which?' })).status).toBe(200);
  expect((await decide('ask', { reason: 'Another?' })).status).toBe(409);
  await change({ answer: 'This one.' });
  expect(await mine()).toMatchObject([{ state: 'in_review' }]);
});
