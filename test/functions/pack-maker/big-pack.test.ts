/** A pack of several parts over S3's protocol: a run is interrupted between two checkpoints, another ends its work, and memory stays bounded. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CreateBucketCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect, onTestFinished, test } from 'vitest';
import { localAws } from '../../../local/aws/clients.ts';
import { startQueuesAndBuckets } from '../../../local/aws/queues-and-buckets.ts';
import type { EvidenceObjects } from '../../../shared/evidence-store/evidence-objects.ts';
import { minPartBytes, type PackStore, packObject } from '../../../shared/evidence-store/pack-store.ts';
import { s3PackStore } from '../../../shared/evidence-store/s3-pack-store.ts';
import { madeLedger } from '../../support/evidence/made-ledger.ts';
import { faultyPacks } from '../../support/evidence/memory-packs.ts';
import { faultyCalls } from '../../support/faulty-calls.ts';
import { expectHolds, newWorld } from './world.ts';

const run = promisify(execFile);
const partBytes = 2 * minPartBytes;
const callsAnHour = 3_350;

async function standIn() {
  const stand = await startQueuesAndBuckets();
  const s3 = new S3Client({ ...localAws, endpoint: stand.endpoint, forcePathStyle: true, maxAttempts: 1 });
  onTestFinished(async () => {
    s3.destroy();
    await stand.stop();
  });
  await s3.send(new CreateBucketCommand({ Bucket: 'packs' }));
  return s3;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that are in use after garbage is collected. */
function bytesInUse(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** `inUse`: bytes in use when it is stored, without those that the stand-in holds in this process. */
type Part = { readonly number: number; readonly inUse: number };

/** Notes each part, and how much memory the making of the pack holds then. */
function watched(store: PackStore, parts: Part[]): PackStore {
  const held = new Map<string, number>();
  return {
    ...store,
    async putPart(of, number, bytes) {
      const inStandIn = held.values().reduce((sum, length) => sum + length, 0);
      parts.push({ number, inUse: bytesInUse() - inStandIn });
      held.set(`part ${number}`, bytes.length);
      return store.putPart(of, number, bytes);
    },
    async keep(id, name, bytes) {
      held.set(name, bytes.length);
      await store.keep(id, name, bytes);
    },
  };
}

/** Each leaf is read twice, and takes 12 seconds: a checkpoint follows every second one. */
const slow = (objects: EvidenceObjects, state: { now: Date }): EvidenceObjects => ({
  ...objects,
  async get(name, range) {
    if (name.startsWith('hours/')) state.now = new Date(state.now.getTime() + 6_000);
    return objects.get(name, range);
  },
});

/** The pack's own verifier, started as its reader starts it. */
async function ownVerdict(cwd: string, pinned: string) {
  const { stdout } = await run(process.execPath, ['verify.mjs', '--json', '--key', pinned], { cwd, env: {} });
  return JSON.parse(stdout);
}

test('a pack of five parts is one whole zip after a run was interrupted between checkpoints, and memory does not grow with it', {
  timeout: 120_000,
}, async () => {
  const from = new Date('2026-12-01T08:00:00Z');
  const size = { organizations: 1, instances: 3, hours: 6, callsAnHour, idBytes: 900, signed: false, from };
  const world = await newWorld(madeLedger(53, size));
  const s3 = await standIn();
  const parts: Part[] = [];
  const calls = faultyCalls();
  const packs = faultyPacks(watched(s3PackStore(s3, 'packs'), parts), calls);
  const over = { table: world.table, objects: slow(world.objects, world.state), packs };

  const untilItStops = ['packs begin', 'packs part', 'packs keep', 'packs keep', 'packs part'];
  calls.arm({ at: untilItStops.length, kind: 'after' });
  await expect(world.deliver(over)).resolves.toBe(true);
  expect(calls.reset()).toEqual(untilItStops);
  expect(await world.read()).toMatchObject({ status: 'making', progress: { done: 2, of: 6 } });

  expect(await world.deliver(over)).toBe(false);
  expect(parts.map(({ number }) => number)).toEqual([1, 2, 2, 3, 4, 5]);
  const [first, ...later] = parts.slice(2, -1).map(({ inUse }) => inUse);
  expect(Math.max(...later) - first!).toBeLessThan(2 * partBytes);

  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'packs', Key: packObject(world.order.id) }));
  const zip = await Body!.transformToByteArray();
  expect(zip.length).toBeGreaterThan(4 * partBytes);
  const { entries } = await expectHolds(world, zip, ownVerdict);
  expect(entries).toBeGreaterThan(6 * callsAnHour);
});
