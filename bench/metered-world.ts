import type { Random } from '../datasets/random.ts';
import { recordsHash } from '../shared/domain/evidence/entry.ts';
import type { EnteredCall } from '../shared/services/metering/calls-under-way.ts';
import { type CountedCall, createMeter, type Meter } from '../shared/services/metering/meter.ts';
import { askingToReport } from '../shared/services/metering/unreported.ts';
import { changesOver } from '../shared/storage/billing/changes.ts';
import { grantsKey } from '../shared/storage/item-keys.ts';
import { memoryTable } from '../shared/storage/table/memory-table.ts';
import { countersOver } from '../shared/storage/usage/counters.ts';
import { segmentsOver } from '../shared/storage/usage/segments.ts';
import { type CountedLedger, servedPage } from './counted-ledger.ts';
import { countedUnits } from './counted-units.ts';
import { rollingUp } from './rolling-up.ts';
import { sealing } from './sealing.ts';

/** A key that is called in a metered hour: the units served, and whether it was told that its quota is exhausted. */
export type Key = { readonly call: CountedCall; served: number; stopped: boolean };

type Instance = { readonly meter: Meter; viewAt: number; readonly known: Set<Key> };
type Setting = {
  /** Units of each key. */
  readonly quotas: readonly number[];
  /** How many instances serve. */
  readonly instances: number;
  /** Start of the clock, in epoch ms. */
  readonly start: number;
  /** Absent: no ledger is kept. */
  readonly ledger?: CountedLedger;
};

const periodStart = '2026-11-01T00:00:00.000Z';
/** After an answer an older view of changes is read again. */
const viewMs = 1_000;

/** Meters and keys over one memory table, whose clock `clock.ms` the caller moves. */
export async function meteredWorld({ quotas, instances, start, ledger }: Setting, random: Random) {
  const bare = memoryTable();
  const { table, units } = countedUnits(bare);
  const keys = quotas.map((limit): Key => ({ call: callOf(limit, random), served: 0, stopped: false }));
  for (const { call } of keys) await bare.put({ ...grantsKey(call.quota.accountId), version: 1 });
  const clock = { ms: start };
  const now = () => Math.floor(clock.ms);
  const stores = { counters: countersOver(table), segments: segmentsOver(table), now };
  const changes = changesOver(table);
  const sent: unknown[] = [];
  const queue = { send: async (message: unknown) => void sent.push(message) };
  const newMeter = () => createMeter({ ...stores, ledger: ledger?.stores, newInstanceId: () => randomText(8, random) });
  const running = Array.from({ length: instances }, (): Instance => {
    const meter = askingToReport(newMeter(), { queue, functionName: 'data', now });
    return { meter, viewAt: 0, known: new Set() };
  });
  const rollUp = rollingUp(table, now);
  const seal = ledger ? sealing(table, ledger, now) : async () => {};
  return {
    clock,
    keys,
    units,
    requests: () => sent.length,
    newKeys: () => running.reduce((sum, { known }) => sum + known.size, 0),
    rollUp,
    /** Seals the ledger, where one is kept. */
    seal,
    call(key: Key, number: number) {
      const instance = running[number % instances];
      if (!instance) throw new Error('There is no instance');
      return callAt(key, instance, { changes, now });
    },
    async close() {
      for (const { meter } of running) await meter.close();
      await rollUp();
    },
  };
}

type Around = { readonly changes: { read(): Promise<unknown> }; readonly now: () => number };

/** A call at one instance, with the reads of its view of changes before and after the answer. */
async function callAt(key: Key, instance: Instance, { changes, now }: Around) {
  const wasSeen = now() - instance.viewAt <= 2 * viewMs;
  instance.known.add(key);
  if (!wasSeen) await changes.read();
  const outcome = await serve(instance.meter, key, now());
  if (!wasSeen || now() - instance.viewAt > viewMs) {
    if (wasSeen) await changes.read();
    instance.viewAt = now();
  }
  await instance.meter.afterAnswer();
  return { served: outcome.served, waited: outcome.waited || !wasSeen };
}

/** One call of one unit, from the key to its end. */
async function serve(meter: Meter, key: Key, at: number): Promise<{ served: boolean; waited: boolean }> {
  const one = { most: 1, least: 1 };
  const atOnce = meter.reserve(key.call, one);
  const prepared = atOnce ? 'ready' : await meter.prepare(key.call.quota, 1);
  const reserved = atOnce ?? (prepared === 'ready' ? meter.reserve(key.call, one) : null);
  reserved?.commit(1, undefined, enteredOf(key, at));
  if (reserved) key.served += 1;
  key.stopped = prepared === 'exhausted';
  return { served: reserved !== null, waited: !atOnce };
}

/** The call as the ledger has it: one record, whose id is another each time. */
function enteredOf({ call, served }: Key, atMs: number): EnteredCall {
  const { ids = [], ...described } = servedPage(`${call.keyId}-${served}`);
  return {
    call: {
      ...described,
      at: new Date(atMs).toISOString(),
      organization: call.quota.accountId,
      key: call.keyId,
      app: 'default',
      useCase: null,
      dataset: call.datasetId,
      licence: 'conversations',
      licenceVersion: '2026-11',
      units: 1,
      records: { count: 1, sha256: recordsHash(ids) },
    },
    ids,
  };
}

function callOf(limit: number, random: Random): CountedCall {
  const accountId = `acc_${randomUuid(random)}`;
  const quota = { accountId, periodStart, limit, version: 1, account: {} };
  return { quota, keyId: `key_${randomText(12, random)}`, datasetId: 'posts', day: '2026-11-24' };
}

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const randomText = (length: number, random: Random): string =>
  Array.from({ length }, () => letters[Math.floor(random.next() * letters.length)]).join('');

/** An id in the form of account ids: hexadecimal digits in five groups. */
const randomUuid = (random: Random): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => Math.floor(random.next() * 16).toString(16));
