import { randomBytes } from 'node:crypto';
import { always } from '../../shared/cached.ts';
import { mintSecret } from '../../shared/domain/keys/format.ts';
import { parsePeppers } from '../../shared/domain/keys/hash.ts';
import { knownCallers } from '../../shared/services/metering/known-callers.ts';
import { accessStatesOver } from '../../shared/storage/billing/access.ts';
import { changesOver } from '../../shared/storage/billing/changes.ts';
import { apiKeysOver } from '../../shared/storage/keys/api-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import catalog from '../../tollgate.config.ts';
import { countedUnits } from '../counted-units.ts';
import { cpuMicros, cpuMicrosAtOnce } from '../cpu.ts';
import { type Bench, rounded } from '../figure.ts';
import { betterAuthKeys } from '../peers/better-auth-api-key.ts';

const target = { 'malformed, µs': 3, 'malformed, reads': 0, 'unknown again, µs': 3, 'unknown again, reads': 0 };

/** What it costs to refuse a malformed key, and one that looks right and is not known, when it comes again and again. */
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
  const callers = knownCallers({
    catalog,
    apiKeys: apiKeysOver(table),
    access: accessStatesOver(table),
    changes: changesOver(table),
    peppers: always({
      peppers: parsePeppers(JSON.stringify({ 1: 'a pepper that nobody else can know' })),
      at: new Date(0),
    }),
    nowMs: () => nowMs,
  });
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
