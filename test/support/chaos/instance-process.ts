/** One process with one admission instance, which does what its parent says. */
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../../../datasets/random.ts';
import { AppError } from '../../../shared/errors.ts';
import { admissionInstance } from '../../../shared/services/metering/instance.ts';
import { createKeyLimiters } from '../../../shared/services/metering/key-limits.ts';
import { createMeter } from '../../../shared/services/metering/meter.ts';
import { instanceOver } from '../../functions/admission/callers-world.ts';
import { repositoriesOver } from '../app-repositories.ts';
import { catalogWith } from './buyers.ts';
import { connectedTable } from './connected-table.ts';
import { heldTable } from './held-table.ts';
import { mergerOver } from './merger.ts';
import type { CallOrder, Order, Settings } from './messages.ts';
import { sharedClock } from './shared-clock.ts';
import { truthLog } from './truth.ts';

const settings = JSON.parse(process.argv[2] ?? '') as Settings;
const random = seededRandom(settings.seed);
const truth = truthLog(settings.truthFolder, settings.name);
const common = settings.clockFile === null ? { now: Date.now } : sharedClock(settings.clockFile);
const now = () => common.now() + settings.skewMs;

/** Work that waits for the clock, which moves only between orders. */
const waiting = new Set<{ readonly until: number; readonly go: () => void }>();
const wait = (ms: number) =>
  settings.clockFile === null
    ? sleep(ms)
    : new Promise<void>((go) => void waiting.add({ until: common.now() + ms, go }));
function wake(): void {
  const due = [...waiting].filter(({ until }) => until <= common.now());
  for (const each of due) {
    waiting.delete(each);
    each.go();
  }
}

let placesLeft = Number.POSITIVE_INFINITY;
function mayDie(): void {
  placesLeft -= 1;
  if (placesLeft <= 0) process.kill(process.pid, 'SIGKILL');
}

const { held, quiet } = heldTable(connectedTable(settings), {
  random,
  heldPercent: settings.heldPercent,
  wait,
  mayDie,
});
const catalog = catalogWith(settings.allowance);
const { counters, segments } = repositoriesOver(held);
let lives = 0;
const newInstanceId = () => {
  const id = `${settings.name}${String(++lives).padStart(5, '0')}`;
  truth.began(id);
  return id;
};
const clock = {
  get ms() {
    return now();
  },
};
const instance = admissionInstance({
  catalog,
  callers: instanceOver(held, clock, { catalog }),
  limiters: createKeyLimiters(),
  meter: createMeter({ counters, segments, now, newInstanceId }),
  now,
});
const merge = mergerOver(held, { catalog, now });

/** A 503 to a buyer and an unreachable table are part of the chaos. */
function tolerated(error: unknown): 'unavailable' {
  if (error instanceof AppError) return 'unavailable';
  throw error;
}

async function serve({ secret, units, servedPart, workMs }: CallOrder): Promise<'served' | 'denied'> {
  const admitted = await instance.admit({
    secret,
    datasetId: 'posts',
    address: '192.0.2.1',
    unitsWanted: units,
    weight: 1,
  });
  if (!admitted.allowed) {
    if (admitted.reason === 'quota_exhausted') return 'denied';
    throw new Error(`A call was refused: ${admitted.reason}`);
  }
  const { accountId, keyId, entitlement } = admitted.caller;
  const call = truth.admitted({ accountId, keyId, periodStart: entitlement.period?.start ?? '', at: now() });
  mayDie();
  if (workMs > 0) await wait(workMs);
  const served = Math.ceil(admitted.grantedUnits * servedPart);
  truth.served(call, served, now());
  mayDie();
  admitted.commit(served);
  mayDie();
  return 'served';
}

async function callOnce(order: CallOrder) {
  const outcome = await serve(order).catch(tolerated);
  await instance.afterAnswer().catch(tolerated);
  return outcome;
}

async function exhaust({ secret, inFlight, workMs, units }: Extract<Order, { exhaust: object }>['exhaust']) {
  const callOn = async () => {
    for (;;) {
      const outcome = await callOnce({ secret, units, servedPart: random.next(), workMs: workMs * 2 * random.next() });
      if (outcome === 'denied') return;
      if (outcome === 'unavailable') await sleep(20);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, callOn));
}

async function obey(order: Order): Promise<void> {
  wake();
  if ('exhaust' in order) return exhaust(order.exhaust);
  if ('close' in order) {
    const closed = instance.close().catch(tolerated);
    if (settings.clockFile === null) return void (await closed);
  } else if ('merge' in order) void merge().catch(tolerated);
  else {
    placesLeft = order.dieAtPlace ?? placesLeft;
    for (const call of order.step) void callOnce(call);
  }
  await quiet();
}

process.on('message', (order: Order) => void obey(order).then(() => process.send?.({ done: true })));
process.on('disconnect', () => process.exit());
process.send?.({ ready: true });
