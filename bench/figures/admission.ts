import { seededRandom } from '../../datasets/random.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { instanceOver, newCaller } from '../admitting.ts';
import { countedLedger } from '../counted-ledger.ts';
import { countedUnits } from '../counted-units.ts';
import { cpuOfBatch } from '../cpu.ts';
import { type Bench, rounded } from '../figure.ts';
import { betterAuthKeys } from '../peers/better-auth-api-key.ts';
import { spreadOf } from '../spread.ts';

const target = {
  'µs of processor, p50': 7,
  'µs with entry and receipt, p50': 10,
  'µs of the receipt’s signature, p50': 60,
  '% without I/O before the answer': 99,
};
const minRatio = { memory: 25, sqlite: 90 } as const;
const rounds = 31;
const calls = { ours: 2_000, entered: 2_000, signed: 500, memory: 200, sqlite: 100 };

/** The cost of admission in an instance that knows its callers, and how often a call has to wait for a read or a write. */
export const run: Bench = async (seed) => {
  const spent = await processorTime();
  const withoutIo = await shareWithoutIo(seed);
  const ours = spreadOf(spent.map((round) => round.ours));
  const entered = spreadOf(spent.map((round) => round.entered));
  const signature = spreadOf(spent.map((round) => round.signed - round.entered));
  const ratioTo = (name: 'memory' | 'sqlite') => spreadOf(spent.map((round) => round[name] / round.ours));
  const [memory, sqlite] = [ratioTo('memory'), ratioTo('sqlite')];
  console.log(`  with its entry in the ledger: ${entered.text} µs; the signature of its receipt: ${signature.text} µs`);
  console.log(`  ours: ${ours.text} µs; in ${rounds} rounds, each peer's batch beside ours`);
  console.log(`  better-auth to ours: memory ${memory.text} times, SQLite ${sqlite.text} times`);
  const median = (name: 'memory' | 'sqlite') => rounded(spreadOf(spent.map((round) => round[name])).median);
  const value = {
    'µs of processor, p50': rounded(ours.median),
    'µs with entry and receipt, p50': rounded(entered.median),
    'µs of the receipt’s signature, p50': rounded(signature.median),
    '% without I/O before the answer': withoutIo,
  };
  return {
    bench: 'admission',
    value,
    unit: 'µs, %',
    target,
    peer: {
      'better-auth 1.7.5 api-key, memory, µs': median('memory'),
      'better-auth 1.7.5 api-key, sqlite, µs': median('sqlite'),
      'to sqlite, times': rounded(sqlite.median),
    },
    ratio: rounded(memory.median),
    ok:
      ours.median <= target['µs of processor, p50'] &&
      entered.median <= target['µs with entry and receipt, p50'] &&
      signature.median <= target['µs of the receipt’s signature, p50'] &&
      withoutIo >= target['% without I/O before the answer'] &&
      memory.median >= minRatio.memory &&
      sqlite.median >= minRatio.sqlite,
  };
};

/** Measures each round by the real clock: a batch of our calls, then one of each peer's. */
async function processorTime() {
  const table = memoryTable();
  const secret = await newCaller(table, 'warm', Date.now());
  const instance = instanceOver(table, Date.now);
  console.log(`  an answer's headers: ${JSON.stringify(await instance.call(secret))}`);
  const entering = instanceOver(table, Date.now, countedLedger().stores);
  console.log(`  its receipt: ${(await entering.call(secret, { signs: true }))['tollgate-receipt']}`);
  const peers = { memory: await betterAuthKeys('memory'), sqlite: await betterAuthKeys('sqlite') };
  const found: Record<keyof typeof calls, number>[] = [];
  for (let round = -2; round < rounds; round++) {
    await instance.afterAnswer();
    await entering.afterAnswer();
    const ours = await cpuOfBatch(() => instance.call(secret), calls.ours);
    const entered = await cpuOfBatch(() => entering.call(secret), calls.entered);
    await entering.afterAnswer();
    const signed = await cpuOfBatch(() => entering.call(secret, { signs: true }), calls.signed);
    const memory = await cpuOfBatch(() => valid(peers.memory), calls.memory);
    const sqlite = await cpuOfBatch(() => valid(peers.sqlite), calls.sqlite);
    if (round >= 0) found.push({ ours, entered, signed, memory, sqlite });
  }
  for (const peer of Object.values(peers)) peer.stop();
  await instance.close();
  await entering.close();
  return found;
}

async function valid({ verify, secret }: Awaited<ReturnType<typeof betterAuthKeys>>): Promise<void> {
  if (!(await verify(secret))) throw new Error('better-auth does not know its own key');
}

const callers = 100;
const callsPerSecond = 25;
const hourMs = 3_600_000;

/** The percentage of calls without I/O, over an hour of virtual time: one new instance, and random calls of a hundred keys, first calls included. */
async function shareWithoutIo(seed: number): Promise<number> {
  const random = seededRandom(seed);
  const clock = { ms: Date.UTC(2026, 10, 24, 10) };
  const end = clock.ms + hourMs;
  const bare = memoryTable({ now: () => new Date(clock.ms) });
  const secrets: string[] = [];
  for (let n = 0; n < callers; n++) secrets.push(await newCaller(bare, `caller-${n}`, clock.ms));
  const { table, units } = countedUnits(bare);
  const trips = () => [...units().values()].reduce((sum, each) => sum + each.calls, 0);
  const instance = instanceOver(table, () => Math.floor(clock.ms));
  let [made, waited] = [0, 0];
  for (;;) {
    clock.ms += (-Math.log(1 - random.next()) * 1_000) / callsPerSecond;
    if (clock.ms >= end) break;
    const before = trips();
    await instance.call(secrets[Math.floor(random.next() * callers)] ?? '');
    made += 1;
    if (trips() > before) waited += 1;
    await instance.afterAnswer();
  }
  console.log(`  ${made} calls of ${callers} keys in an hour of one instance: ${waited} waited for a read or a write`);
  return rounded((100 * (made - waited)) / made);
}
