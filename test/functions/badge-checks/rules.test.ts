import { describe, expect, test } from 'vitest';
import type { AdminBadgeView, BadgeView } from '../../../shared/http/views.ts';
import { grantOf, reviewWorld } from '../badge-review/world.ts';

type World = Awaited<ReturnType<typeof reviewWorld>>;
const check = ({ checks }: BadgeView, rule: string) => checks.find((each) => each.rule === rule);

async function paidWorld(options: Parameters<typeof reviewWorld>[0] = {}): Promise<World> {
  const world = await reviewWorld(options);
  await world.paid();
  const { id } = (await world.app.deps.accounts.findByEmail('eve@buyer.example'))!;
  await world.app.deps.access.grant(id, { version: 1, grants: [grantOf('sub_2')] });
  return world;
}
const approve = (world: World, handle: string) =>
  world.operator.send<AdminBadgeView>('POST', `/v1/admin/badges/${handle}/approve`, { reason: 'reviewed' });
const approved = async (world: World, more: object = {}) => {
  await world.apply(more);
  expect((await world.decide('approve', {}, 'handle' in more ? String(more.handle) : 'ada')).status).toBe(200);
};

describe('a check that fails', () => {
  test('keeps the application from the queue and from approval, tells its holder what to do, and is gone once that is done', async () => {
    const world = await paidWorld();
    const applied = await world.apply({ displayName: 'Parley Data Support' });
    expect(applied.body.state).toBe('checks_failed');
    expect(check(applied.body, 'name')).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('Choose') });
    expect(await world.queue('in_review')).toEqual([]);
    expect(await world.queue('checks_failed')).toMatchObject([{ handle: 'ada' }]);
    expect((await world.decide('approve')).status).toBe(409);
    expect((await world.change({ displayName: 'Ada' })).body.state).toBe('in_review');
    expect((await world.decide('approve')).status).toBe(200);
  });

  test("because of the account's age passes once the day comes, with nothing done", async () => {
    const world = await paidWorld({ review: { minAccountAgeDays: 10 } });
    expect((await world.apply()).body.state).toBe('checks_failed');
    await world.pass(9);
    expect(await world.queue('in_review')).toEqual([]);
    await world.pass(1);
    expect(await world.queue('in_review')).toMatchObject([{ handle: 'ada' }]);
    expect(await world.mine()).toMatchObject([{ state: 'in_review' }]);
    expect((await world.decide('approve')).status).toBe(200);
  });

  test('because of a missing picture passes with one, where pictures are required', async () => {
    const world = await paidWorld({ review: { picture: 'required' } });
    expect((await world.apply()).body.state).toBe('checks_failed');
  });
});

describe('a handle that looks like a verified one', () => {
  test('is refused at application and as a change, naming the other, until that is gone', async () => {
    const world = await paidWorld();
    await approved(world, { handle: 'modern' });
    const refused = await world.apply({ handle: 'm0dem_' }, world.other);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 'handle_confusable', detail: expect.stringContaining('"modern"') },
    });
    await world.apply({ handle: 'eve', displayName: 'Eve' }, world.other);
    const moved = await world.other.send('PATCH', '/v1/badges/eve', { handle: 'modem' });
    expect(moved.body).toMatchObject({ code: 'handle_confusable' });
    await world.holder.send('DELETE', '/v1/badges/modern');
    expect((await world.other.send('PATCH', '/v1/badges/eve', { handle: 'modem' })).status).toBe(200);
  });

  test('is not approved where both applied before: of two approvals at once, one is made', async () => {
    const world = await paidWorld();
    await world.apply({ handle: 'ada1' });
    await world.apply({ handle: 'adai', displayName: 'Eve' }, world.other);
    const replies = await Promise.all([approve(world, 'ada1'), approve(world, 'adai')]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const [won, lost] = replies[0].status === 200 ? ['ada1', 'adai'] : ['adai', 'ada1'];
    expect((await approve(world, lost!)).body).toMatchObject({ code: 'handle_confusable' });
    expect((await world.shown(won)).body).toMatchObject({ verified: true });
  });

  test('may be taken by the badge itself, when it moves', async () => {
    const world = await paidWorld();
    await approved(world, { handle: 'ada_l' });
    expect((await world.change({ handle: 'adal' }, 'ada_l')).status).toBe(200);
    expect((await approve(world, 'adal')).body).toMatchObject({ verified: true });
    expect((await world.apply({ handle: 'a_dal' }, world.other)).status).toBe(409);
  });
});

describe('a name that is verified', () => {
  test('fails in other letters, is noted for a namesake, and is free once its badge has another', async () => {
    const world = await paidWorld();
    await approved(world, { displayName: 'Pasco' });
    const imitation = await world.apply({ handle: 'eve', displayName: 'Раѕсо' }, world.other);
    expect(check(imitation.body, 'name')).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('@ada') });
    const namesake = await world.other.send<BadgeView>('PATCH', '/v1/badges/eve', { displayName: 'PASCO' });
    expect(check(namesake.body, 'name')).toMatchObject({ outcome: 'noted' });
    await world.change({ displayName: 'Ada' });
    const free = await world.other.send<BadgeView>('PATCH', '/v1/badges/eve', { displayName: 'Pasco' });
    expect(check(free.body, 'name')).toMatchObject({ outcome: 'passed' });
  });
});

test('a site with a user name in its address is refused', async () => {
  const world = await paidWorld();
  const refused = await world.apply({ url: 'https://paypal.com@ada.example/' });
  expect(refused.body).toMatchObject({ errors: [{ field: 'url', message: 'must not contain a user name' }] });
});
