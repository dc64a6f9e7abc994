import { randomBytes } from 'node:crypto';
import { mintSecret } from '../../shared/domain/keys/format.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { callersOver } from '../callers.ts';
import { countedUnits } from '../counted-units.ts';
import { cpuMicros, cpuMicrosAtOnce } from '../cpu.ts';
import { type Bench, rounded } from '../figure.ts';
import { betterAuthKeys } from '../peers/better-auth-api-key.ts';

const target = { 'malformed, µs': 3, 'malformed, reads': 0, 'unknown again, µs': 3, 'unknown again, reads': 0 };

/** The cost of refusing a malformed key, and of refusing an unknown but well-formed key again and again. */
export const run: Bench = async () => {
  const value = await ours();
  const peer: Record<string, number> = {};
  for (const storage of ['memory', 'sqlite'] as const) {
    const keys = await betterAuthKeys(storage);
    if (!(await keys.verify(keys.secret))) throw new Error('better-auth does not know its own key');
    peer[`better-auth 1.7.5 api-key, ${storage}, unknown, µs`] = rounded(
      await cpuMicros(() => keys.verify('x'.repeat(64)), { batches: 11, calls: 200 }),
    );
    keys.stop();
  }
  const slowest = Math.max(value['malformed, µs'], value['unknown again, µs']);
  const ratio = rounded((peer['better-auth 1.7.5 api-key, memory, unknown, µs'] ?? Number.NaN) / slowest);
  const ok = slowest <= 3 && value['malformed, reads'] === 0 && value['unknown again, reads'] === 0;
  return { bench: 'abuse-floor', value, unit: 'µs of processor, reads', target, peer, ratio, ok };
};

async function ours() {
  const { table, units } = countedUnits(memoryTable());
  const nowMs = Date.now();
  const callers = callersOver(table, () => nowMs);
  const reads = () => [...units().values()].reduce((sum, { calls }) => sum + calls, 0);
  const malformed = `tg_live_${'x'.repeat(36)}`;
  const unknown = mintSecret('live', randomBytes);
  if (callers.peek(malformed, nowMs) !== null) throw new Error('A malformed key is not refused at once');
  const ofMalformed = cpuMicrosAtOnce(() => callers.peek(malformed, nowMs));
  const before = reads();
  if ((await callers.find(unknown)) !== null) throw new Error('A key that nobody has is known');
  const first = reads() - before;
  const ofUnknown = cpuMicrosAtOnce(() => callers.peek(unknown, nowMs));
  console.log(`  the first time that an unknown key comes: ${first} reads, one of them the view of changes`);
  return {
    'malformed, µs': rounded(ofMalformed),
    'malformed, reads': before,
    'unknown again, µs': rounded(ofUnknown),
    'unknown again, reads': reads() - before - first,
  };
}
