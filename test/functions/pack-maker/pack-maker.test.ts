/** The function that makes packs: one whole pack or a reason why there is none, wherever it is interrupted. */
import { expect, test } from 'vitest';
import { packOrdersOver } from '../../../shared/storage/evidence/pack-orders.ts';
import { madeLedger } from '../../support/evidence/made-ledger.ts';
import { faultyObjects } from '../../support/evidence/memory-objects.ts';
import { faultyPacks } from '../../support/evidence/memory-packs.ts';
import { atEveryCall, faultyCalls } from '../../support/faulty-calls.ts';
import { faultyTable } from '../../support/faulty-table.ts';
import { expectMade, newWorld } from './world.ts';

const small = () => madeLedger(52, { organizations: 1, instances: 1, hours: 2, callsAnHour: 4 });
const quarterMs = 17 * 60_000;

test('an order ends with a pack that holds, and a message that comes again changes nothing', async () => {
  const world = await newWorld();
  expect(await world.deliver()).toBe(false);
  const { entries } = await expectMade(world);
  expect(entries).toBeGreaterThan(10);
  expect(await world.deliver()).toBe(false);
  await expectMade(world);
  expect(await packOrdersOver(world.table).of(world.organization)).toHaveLength(1);
});

test('a pack that no run has the time for is made by several, each from where the one before stopped', async () => {
  const world = await newWorld();
  const done: unknown[] = [];
  while (await world.deliver(undefined, { remainingMs: 1_000 })) {
    const { status, progress } = await world.read();
    expect(status).toBe('making');
    done.push(progress?.done);
  }
  const { length } = world.ledger.seals;
  expect(done).toEqual(Array.from({ length }, (_, at) => at + 1));
  expect((await world.read()).progress).toEqual({ done: length, of: length });
  const whole = await newWorld();
  await whole.deliver();
  expect(await expectMade(world)).toEqual(await expectMade(whole));
});

test('wherever a run is interrupted, there is one whole pack in the end', { timeout: 300_000 }, async () => {
  const scene = async () => {
    const world = await newWorld(small());
    const calls = faultyCalls();
    const { table, objects, packs } = world;
    const over = {
      table: faultyTable(table, calls),
      objects: faultyObjects(objects, calls),
      packs: faultyPacks(packs, calls),
    };
    return { world, calls, over };
  };
  const whole = await scene();
  let made: readonly string[] = [];
  while (await whole.world.deliver(whole.over, { remainingMs: 1_000 })) made = [];
  made = whole.calls.reset();
  expect(made).toEqual(
    expect.arrayContaining(['packs begin', 'packs part', 'packs keep', 'packs kept', 'packs complete']),
  );
  await atEveryCall(made, async ({ at, kind }) => {
    const { world, calls, over } = await scene();
    calls.arm({ at, kind });
    let isBack = true;
    for (let runs = 0; isBack && runs < 40; runs += 1) {
      isBack = await world.deliver(over, { remainingMs: 1_000 }).catch(() => true);
      if (kind.startsWith('kill')) break;
    }
    const reached = calls.reset();
    world.state.now = new Date(world.state.now.getTime() + quarterMs);
    for (let runs = 0; isBack && runs < 40; runs += 1) isBack = await world.deliver();
    await expectMade(world);
    return reached;
  });
});

test('while one run may be at work no other takes its order, and 16 minutes after it died another does', async () => {
  const world = await newWorld();
  const calls = faultyCalls();
  const { table, objects, packs } = world;
  calls.arm({ at: 'packs part', kind: 'kill-before' });
  await world.deliver({ table: faultyTable(table, calls), objects, packs: faultyPacks(packs, calls) }).catch(() => {});
  world.state.now = new Date(world.state.now.getTime() + 60_000);
  expect(await world.deliver()).toBe(true);
  expect(packs.zips.size).toBe(0);
  expect(world.hidden.at(-1)).toBe(120);
  world.state.now = new Date(world.state.now.getTime() + quarterMs);
  expect(await world.deliver()).toBe(false);
  await expectMade(world);
});

test('entries that are gone fail the order with the seal in the reason, after five tries, and another can be ordered', async () => {
  const world = await newWorld();
  for (const name of world.objects.objects.keys())
    if (name.startsWith('hours/000000000002/0')) world.objects.objects.delete(name);
  let tries = 0;
  while (await world.deliver()) tries += 1;
  expect(tries).toBe(4);
  const { status, reason } = await world.read();
  expect(status).toBe('failed');
  expect(reason).toMatch(/seal 2/);
  expect(world.counts).toEqual([{ name: 'PackFailed', value: 1 }]);
  expect(world.packs.zips.size).toBe(0);
  const next = { ...world.order, id: 'pack-2' };
  const audit = {
    id: 'l2',
    accountId: world.organization,
    at: next.orderedAt,
    action: 'pack.ordered',
    actor: 'x',
    detail: {},
  };
  expect(await packOrdersOver(world.table).place({ order: next, audit } as never)).toMatchObject({ is: 'placed' });
});
