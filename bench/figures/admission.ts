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
/** Rounds before the measured ones: 40,000 calls with an entry and as many without, until their code is compiled. */
const warmUp = 20;
const rounds = 61;
const calls = { bare: 2_000, entered: 2_000, signed: 500, memory: 200, sqlite: 100 };

/** The cost of admission in an instance that knows its callers, and how often a call has to wait for a read or a write. */
export const run: Bench = async (seed) => {
  const ofOurs = await timesOfOurs();
  const ofPeers = await timesOfPeers();
  const withoutIo = await shareWithoutIo(seed);
  const bare = spreadOf(ofOurs.map((round) => round.bare));
  const entered = spreadOf(ofOurs.map((round) => round.entered));
  const signature = spreadOf(ofOurs.map((round) => round.signed - round.entered));
  const memory = spreadOf(ofPeers.map((round) => round.memory));
  const sqlite = spreadOf(ofPeers.map((round) => round.sqlite));
  const ratios = { memory: memory.median / bare.median, sqlite: sqlite.median / bare.median };
  console.log(`  ours: ${bare.text} µs, in ${rounds} rounds`);
  console.log(`  with its entry in the ledger: ${entered.text} µs; the signature of its receipt: ${signature.text} µs`);
  console.log(`  better-auth: memory ${memory.text} µs, SQLite ${sqlite.text} µs`);
  const value = {
    'µs of processor, p50': rounded(bare.median),
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
      'better-auth 1.7.5 api-key, memory, µs': rounded(memory.median),
      'better-auth 1.7.5 api-key, sqlite, µs': rounded(sqlite.median),
      'to sqlite, times': rounded(ratios.sqlite),
    },
    ratio: rounded(ratios.memory),
    ok:
      bare.median <= target['µs of processor, p50'] &&
      entered.median <= target['µs with entry and receipt, p50'] &&
      signature.median <= target['µs of the receipt’s signature, p50'] &&
      withoutIo >= target['% without I/O before the answer'] &&
      ratios.memory >= minRatio.memory &&
      ratios.sqlite >= minRatio.sqlite,
  };
};

/** Mean processor times of rounds, in µs a call. */
async function timesOfOurs() {
  const table = memoryTable();
  const secret = await newCaller(table, 'warm', Date.now());
  const instance = instanceOver(table, Date.now);
  console.log(`  an answer's headers: ${JSON.stringify(await instance.call(secret))}`);
  const entering = instanceOver(table, Date.now, countedLedger().stores);
  console.log(`  its receipt: ${(await entering.call(secret, { signs: true }))['tollgate-receipt']}`);
  const found: Record<'bare' | 'entered' | 'signed', number>[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    await instance.afterAnswer();
    await entering.afterAnswer();
    const bare = await cpuOfBatch(() => instance.call(secret), calls.bare);
    const entered = await cpuOfBatch(() => entering.call(secret), calls.entered);
    await entering.afterAnswer();
    const signed = await cpuOfBatch(() => entering.call(secret, { signs: true }), calls.signed);
    if (round >= 0) found.push({ bare, entered, signed });
  }
  await instance.close();
  await entering.close();
  return found;
}

/** The peers run after our batches. Between them, the peers' garbage would be collected on our time. */
async function timesOfPeers() {
  const peers = { memory: await betterAuthKeys('memory'), sqlite: await betterAuthKeys('sqlite') };
  const found: Record<keyof typeof peers, number>[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const memory = await cpuOfBatch(() => valid(peers.memory), calls.memory);
    const sqlite = await cpuOfBatch(() => valid(peers.sqlite), calls.sqlite);
    if (round >= 0) found.push({ memory, sqlite });
  }
  for (const peer of Object.values(peers)) peer.stop();
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
