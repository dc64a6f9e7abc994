/** The job that seals the ledger, against seals that another program made of the same details and facts. */
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHourIndex } from '../../../shared/domain/evidence/hour-index.ts';
import { segmentKey } from '../../../shared/storage/item-keys.ts';
import { slowTable } from '../../support/app-slow.ts';
import { madeLedger } from '../../support/evidence/made-ledger.ts';
import { faultyObjects } from '../../support/evidence/memory-objects.ts';
import { storeHour } from '../../support/evidence/stored-ledger.ts';
import { atEveryCall, faultyCalls } from '../../support/faulty-calls.ts';
import { faultyTable } from '../../support/faulty-table.ts';
import { claimTime, evidenceOver, expectSealed, newWorld } from './world.ts';

const half = (segment: { readonly segment: number }) => (segment.segment % 2 ? ('object' as const) : ('item' as const));

test('hour by hour, seals and leaves are those of the other program, whether details lie in items or in objects', async () => {
  const world = newWorld();
  for (const { seal } of world.ledger.seals) {
    world.state.now = claimTime(world, seal.number);
    await storeHour(world, world.ledger, seal.number, half);
    expect(await world.run()).toEqual({ seals: 1, entries: seal.entries, missing: 0, stamped: 0 });
    expect(await world.run()).toEqual({ seals: 0, entries: 0, missing: 0, stamped: 0 });
  }
  await expectSealed(world, world.ledger.seals.length);
  expect(world.counts).toEqual([]);
});

test('each organization’s bytes of the seal’s object have its entries in order, and nothing of others', async () => {
  const world = newWorld(madeLedger(5, { hours: 1, callsAnHour: 300 }));
  world.state.now = claimTime(world, 1);
  await storeHour(world, world.ledger, 1);
  await world.run();
  const [made] = world.ledger.seals;
  for (const { leaf, entries } of made!.leaves) {
    const [stored] = await evidenceOver(world.table).leaves.of(leaf.organization);
    const { part, offset, length } = stored!;
    const bytes = await world.objects.get(`hours/000000000001/${part}.ndjson.gz`, { offset, length });
    const lines = entries.flatMap(({ line, ids }) => (ids ? [line, JSON.stringify(ids)] : [line]));
    expect(gunzipSync(bytes!).toString()).toBe(`${lines.join('\n')}\n`);
  }
});

test('the bucket alone tells all: each seal’s index has the leaves of its tree, and its object is the signed seal', async () => {
  const world = newWorld();
  world.state.now = claimTime(world, 1);
  await storeHour(world, world.ledger, 1);
  await world.run();
  const bytes = world.objects.objects.get('hours/000000000001/index.ndjson.gz')!;
  const index = readHourIndex(gunzipSync(bytes).toString());
  expect(index.leaves.map(({ leaf }) => leaf)).toEqual(world.ledger.seals[0]!.leaves.map(({ leaf }) => leaf));
  const signed = Buffer.from(world.objects.objects.get('hours/000000000001/seal.json')!).toString();
  expect(signed).toBe((await evidenceOver(world.table).seals.find(1))!.text);
});

test('wherever a run is interrupted, the next one ends with the same seal', async () => {
  const scene = async () => {
    const world = newWorld(madeLedger(3, { organizations: 2, instances: 2, hours: 2, callsAnHour: 8 }));
    await storeHour(world, world.ledger, 1, half);
    world.state.now = claimTime(world, 1);
    await world.run();
    await storeHour(world, world.ledger, 2, half);
    world.state.now = claimTime(world, 2);
    const calls = faultyCalls();
    return { world, calls, run: world.jobOver(faultyTable(world.table, calls), faultyObjects(world.objects, calls)) };
  };
  const whole = await scene();
  await whole.run();
  await expectSealed(whole.world, 2);
  const made = whole.calls.reset();
  expect(made).toEqual(
    expect.arrayContaining(['table insert SEALCLAIM', 'table insert LEAF', 'table insert SEAL', 'bucket put']),
  );
  await atEveryCall(
    made,
    async ({ at, kind }) => {
      const { world, calls, run } = await scene();
      calls.arm({ at, kind });
      await run().catch(() => {});
      const reached = calls.reset();
      const isClaimed = (await evidenceOver(world.table).sealClaims.last())?.claim.number === 2;
      if (isClaimed) world.state.now = new Date(world.state.now.getTime() + 3_600_000);
      await world.run();
      await expectSealed(world, 2);
      return reached;
    },
    { everyWay: true },
  );
});

test('however several runs interleave, also with one that dies, the seals are the same', () =>
  fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.integer({ min: 2, max: 3 }),
      fc.integer({ min: 1, max: 90 }),
      async (scheduler, runs, death) => {
        const world = newWorld(madeLedger(4, { organizations: 2, instances: 2, hours: 2, callsAnHour: 4 }));
        await storeHour(world, world.ledger, 1, half);
        world.state.now = claimTime(world, 1);
        let steps = 0;
        const died = new Promise<never>(() => {});
        const slow = slowTable(world.table, async () => {
          await scheduler.schedule(Promise.resolve());
          if (++steps === death) await died;
        });
        for (let i = 0; i < runs; i++)
          void world
            .jobOver(slow)()
            .catch(() => {});
        await scheduler.waitAll();
        await world.run();
        await storeHour(world, world.ledger, 2, half);
        world.state.now = claimTime(world, 2);
        await world.run();
        await expectSealed(world, 2);
        expect(world.counts).toEqual([]);
      },
    ),
    { numRuns: 60, seed: 20261202 },
  ));

test('batches that were done in the present hour, and its facts, wait for the next seal', async () => {
  const world = newWorld();
  await storeHour(world, world.ledger, 1);
  world.state.now = new Date(world.ledger.seals[0]!.seal.hour);
  expect(await world.run()).toEqual({ seals: 0, entries: 0, missing: 0, stamped: 0 });
  expect(await evidenceOver(world.table).sealClaims.last()).toBeNull();
});

test('a batch without entries takes no number: the next seal follows the one before', async () => {
  const world = newWorld();
  const { batches, sealClaims } = evidenceOver(world.table);
  await batches.open(1, {});
  await batches.setDone(1, '2026-12-01T20:30:00.000Z');
  world.state.now = claimTime(world, 1);
  expect(await world.run()).toEqual({ seals: 0, entries: 0, missing: 0, stamped: 0 });
  expect(await sealClaims.last()).toMatchObject({ claim: { number: 1, seal: 1 }, done: { hasSeal: false } });
  await storeHour(world, world.ledger, 1);
  expect((await world.run()).seals).toBe(1);
  await expectSealed(world, 1);
});

test.each([
  ['is gone', () => undefined],
  ['has other bytes', () => gzipSync('another text')],
  ['is cut', (bytes: Uint8Array) => bytes.slice(0, -1)],
])('a detail that %s is said in the seal, counted and logged, and delays nothing', async (_, spoil) => {
  for (const where of ['item', 'object'] as const) {
    const world = newWorld();
    await storeHour(world, world.ledger, 1, () => where);
    const { instance, segment, bytes } = world.ledger.seals[0]!.segments[1]!;
    const spoilt = spoil(bytes);
    const name = `detail/${instance}/${segment}.ndjson.gz`;
    const key = segmentKey(instance, segment);
    if (where === 'item') await world.table.update(key, spoilt ? { set: { detail: spoilt } } : { remove: ['detail'] });
    else if (spoilt) world.objects.objects.set(name, spoilt);
    else world.objects.objects.delete(name);
    world.state.now = claimTime(world, 1);
    expect(await world.run()).toMatchObject({ seals: 1, missing: 1 });
    const { seal } = (await evidenceOver(world.table).seals.find(1))!;
    expect(seal.missing).toEqual([{ instance, segment }]);
    expect(seal.entries).toBeLessThan(world.ledger.seals[0]!.seal.entries);
    expect(world.counts).toEqual([{ name: 'EvidenceMissing', value: 1 }]);
    expect(world.logs.join('')).toContain(`"instance":"${instance}"`);
    if (where === 'item' && spoilt) expect((await world.table.get(key)).item).toHaveProperty('detail');
    await storeHour(world, world.ledger, 2);
    world.state.now = claimTime(world, 2);
    expect(await world.run()).toMatchObject({ seals: 1, missing: 0, stamped: 0 });
  }
});

test('a segment or a fact that is gone is said in the seal', async () => {
  const world = newWorld();
  await storeHour(world, world.ledger, 1);
  const { instance, segment } = world.ledger.seals[0]!.segments[0]!;
  const { sealClaims, factBox } = evidenceOver(world.table);
  await world.table.delete(segmentKey(instance, segment));
  world.state.now = claimTime(world, 1);
  const [first, ...others] = (await factBox.waiting('2030', 1_000)).map(({ place }) => place);
  const facts = [first!, ...others];
  await sealClaims.open({ number: 1, seal: 1, at: world.state.now.toISOString(), fromBatch: 1, toBatch: 1, facts });
  await factBox.remove(first!);
  expect(await world.run()).toMatchObject({ seals: 1, missing: 2 });
  const [at, organization, id] = first!.split('#');
  const { missing } = (await evidenceOver(world.table).seals.find(1))!.seal;
  expect(missing).toEqual([{ instance, segment }, { fact: `${at}#${id}` }]);
  expect(JSON.stringify(missing)).not.toContain(organization);
});

test('a run near its time limit leaves the claim to the next', async () => {
  const world = newWorld();
  await storeHour(world, world.ledger, 1);
  world.state.now = claimTime(world, 1);
  expect(await world.run({ getRemainingTimeInMillis: () => 100_000 })).toEqual({
    seals: 0,
    entries: 0,
    missing: 0,
    stamped: 0,
  });
  expect((await world.run()).seals).toBe(1);
  await expectSealed(world, 1);
});
