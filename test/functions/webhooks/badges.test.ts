import { beforeEach, expect, test } from 'vitest';
import type { Grant } from '../../../shared/domain/billing/grant.ts';
import { eventIdOf } from '../../../shared/domain/webhooks/event.ts';
import { accountBadgePartition } from '../../../shared/storage/badges/badge-keys.ts';
import { memoryTable } from '../../../shared/storage/table/memory-table.ts';
import { faultyCalls } from '../../support/faulty-calls.ts';
import { faultyTable } from '../../support/faulty-table.ts';
import { addWebhook, webhookWorld } from './world.ts';

type World = Awaited<ReturnType<typeof webhookWorld>>;
let world: World;

const grant: Grant = {
  ...{ subscriptionId: 'sub_1', kind: 'badge', id: 'verified', status: 'active', interval: 'month' },
  ...{ periodStart: '2026-11-01T00:00:00.000Z', periodEnd: '2027-12-01T00:00:00.000Z' },
  ...{ paidUntil: '2027-12-01T00:00:00.000Z', fullUntil: '2027-12-01T00:00:00.000Z' },
  graceUntil: '2027-12-01T00:00:00.000Z',
};

/** A holder who has applied and paid, and hears of badges. */
async function scene(options: Parameters<typeof webhookWorld>[0] = {}): Promise<World> {
  const made = await webhookWorld(options);
  await addWebhook(made.buyer);
  await made.app.deps.access.grant(made.accountId, { version: 1, grants: [grant] });
  const profile = { handle: 'ada', displayName: 'Ada', kind: 'person', url: 'https://ada.example/' };
  const applied = await made.buyer.send('POST', '/v1/badges', profile);
  if (applied.status !== 201) throw new Error(applied.text);
  return made;
}
beforeEach(async () => {
  world = await scene();
});

const decide = (decision: string, body: object = {}) =>
  world.operator.send('POST', `/v1/admin/badges/ada/${decision}`, { reason: 'reviewed', ...body });
const rename = (displayName: string) => world.buyer.send('PATCH', '/v1/badges/ada', { displayName });
/** The next run of the schedule after the change is over. */
async function aMinutePasses(of = world) {
  of.pass(60);
  await of.app.lookAtBadges();
  await of.app.drain();
}
const news = (of = world) =>
  of.received.map(({ body }) => JSON.parse(body)).map(({ type, data }) => `${type} ${data.status} ${data.displayName}`);

test('a badge that is approved, changed, approved again and revoked is told as granted, suspended, granted, revoked', async () => {
  for (const change of [
    () => decide('approve'),
    () => rename('Ada L'),
    () => decide('approve'),
    () => decide('revoke', { reason: 'not Ada' }),
  ]) {
    expect((await change()).status).toBe(200);
    await aMinutePasses();
  }
  expect(news()).toEqual([
    'badge.granted verified Ada',
    'badge.suspended suspended Ada L',
    'badge.granted verified Ada L',
    'badge.revoked revoked Ada L',
  ]);
});

test('a badge that moves to another handle, or is given up, is told as revoked under the one that it had', async () => {
  await decide('approve');
  await aMinutePasses();
  await world.buyer.send('PATCH', '/v1/badges/ada', { handle: 'ada_l' });
  await aMinutePasses();
  await world.buyer.send('DELETE', '/v1/badges/ada_l');
  await aMinutePasses();
  await aMinutePasses();
  const told = world.received.map(({ body }) => JSON.parse(body)).map(({ type, data }) => `${type} ${data.handle}`);
  expect(told).toEqual(['badge.granted ada', 'badge.suspended ada_l', 'badge.revoked ada', 'badge.revoked ada_l']);
});

test('nothing is told before the first approval, nor where nothing changed for the public', async () => {
  await rename('Ada L');
  await aMinutePasses();
  await decide('refuse', { reason: 'who?' });
  await aMinutePasses();
  expect(news()).toEqual([]);
});

test('a badge that is no longer paid for is told as suspended when access changes, and as granted when it is paid again', async () => {
  await decide('approve');
  await aMinutePasses();
  for (const [version, grants] of [
    [2, []],
    [3, [grant]],
  ] as const) {
    await world.app.deps.access.grant(world.accountId, { version, grants });
    const id = eventIdOf(world.accountId, `access:${version}`);
    await world.happens({ id, type: 'access.changed', data: { version } });
    await world.app.lookAtBadges();
    await world.app.drain();
  }
  expect(news().filter((each) => each.startsWith('badge'))).toEqual([
    'badge.granted verified Ada',
    'badge.suspended expired Ada',
    'badge.granted verified Ada',
  ]);
});

test('an account that is suspended has its badges told as suspended', async () => {
  await decide('approve');
  await aMinutePasses();
  for (const decision of ['suspend', 'restore']) {
    await world.operator.send('POST', `/v1/admin/accounts/${world.accountId}/${decision}`, { reason: 'scraping' });
    await aMinutePasses();
  }
  expect(news().slice(1)).toEqual(['badge.suspended expired Ada', 'badge.granted verified Ada']);
});

test('a decision that dies at any call, made or not, is told as what the public then sees', async () => {
  const calls = faultyCalls();
  const died = async (fault?: { at: number; kind: 'kill-before' | 'kill-after' }) => {
    world = await scene({ table: faultyTable(memoryTable(), calls), calls });
    calls.reset();
    if (fault) calls.arm(fault);
    await decide('approve').catch(() => {});
    return calls.reset();
  };
  const made = await died();
  for (const kind of ['kill-before', 'kill-after'] as const)
    for (const index of made.keys()) {
      await died({ at: index + 1, kind });
      await aMinutePasses();
      const isShown = (await world.app.request('GET', '/badges/ada.json')).status === 200;
      expect(news(), `${kind} at ${made[index]}`).toEqual(isShown ? ['badge.granted verified Ada'] : []);
    }
});

test('news that were interrupted at any call are told once, under one id', async () => {
  const calls = faultyCalls();
  const until = async (fault?: { at: number; kind: 'kill-before' | 'kill-after' }) => {
    world = await scene({ table: faultyTable(memoryTable(), calls), calls });
    await decide('approve');
    world.pass(60);
    calls.reset();
    if (fault) calls.arm(fault);
    await world.app.lookAtBadges().catch(() => {});
    return calls.reset();
  };
  const made = await until();
  for (const kind of ['kill-before', 'kill-after'] as const)
    for (const index of made.keys()) {
      await until({ at: index + 1, kind });
      for (let minute = 0; minute < 3; minute++) await aMinutePasses();
      const ids = new Set(world.received.map(({ headers }) => headers['webhook-id']));
      expect([ids.size, new Set(news()).size], `${kind} at ${made[index]}`).toEqual([1, 1]);
    }
});

test('access that changes beside a change is looked at at once, and what both come to is told once', async () => {
  await decide('approve');
  await world.happens({ type: 'access.changed' });
  world.pass(60);
  expect(await world.app.lookAtBadges()).toEqual({ taken: 1, failed: 0 });
  await world.app.drain();
  expect(news().filter((each) => each.startsWith('badge.'))).toEqual(['badge.granted verified Ada']);
  expect(await world.app.lookAtBadges()).toEqual({ taken: 0, failed: 0 });
});

test('looks at one account at the same time all end well, and tell news once', async () => {
  await decide('approve');
  world.pass(60);
  const looks = Array.from({ length: 3 }, () => world.app.lookAtBadges());
  await expect(Promise.all(looks)).resolves.toHaveLength(3);
  await world.app.drain();
  expect(news()).toEqual(['badge.granted verified Ada']);
  expect((await world.app.request('GET', '/badges')).text).toContain('/badges/ada');
});

test('news that waited in the queue while their holder left name nobody', async () => {
  await addWebhook(world.operator, {}, '/v1/admin/webhooks');
  await decide('approve');
  world.pass(60);
  await world.app.lookAtBadges();
  expect((await world.buyer.send('DELETE', '/v1/account')).status).toBe(202);
  await world.app.drain();
  await aMinutePasses();
  expect(news()).toEqual(['badge.revoked revoked null']);
});

test('a look that cannot be taken keeps nothing else waiting, fails its run, and is taken once it can be', async () => {
  const table = memoryTable();
  let broken = '';
  const failing: typeof table.query = (query) => {
    if ('pk' in query && query.pk === broken) throw new Error('This cannot be read.');
    return table.query(query);
  };
  world = await scene({ table: { ...table, query: failing } });
  await decide('approve');
  world.answers(500);
  await world.happens();
  world.answers(204);
  broken = accountBadgePartition(world.accountId);
  world.pass(300);
  await expect(world.app.lookAtBadges()).rejects.toThrow('1 looks at badges could not be taken');
  await world.app.sendDue();
  expect(
    world.received.map(({ body }) => JSON.parse(body).type).filter((type) => !type.startsWith('badge.')),
  ).toHaveLength(2);
  expect(news().filter((each) => each.startsWith('badge.'))).toEqual([]);
  broken = '';
  await aMinutePasses();
  expect(news()).toContain('badge.granted verified Ada');
});
