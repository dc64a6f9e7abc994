/**
 * Asks of every grant that `infra/` declares whether a test of the unit suite needs it. Each function runs in tests on a table limited to its
 * declaration; here each operation that one grant alone let through is noted. `REMOVE=10` then takes that many grants away, one at a time, and
 * runs the first test file that needs each: it has to fail.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../datasets/random.ts';
import { functions } from '../infra/functions.ts';
import { grantOf, grantsOf } from './support/grants.ts';

const seed = Number(process.env.SEED ?? 20261201);
const removals = Number(process.env.REMOVE ?? 10);
const began = Date.now();

const vitest = (paths: readonly string[], env: Readonly<Record<string, string>>, stdio: 'ignore' | 'inherit') =>
  spawnSync('vitest', ['run', '--project', 'unit', ...paths], { env: { ...process.env, ...env }, stdio }).status === 0;

const declared = Object.entries(functions).flatMap(([name, { table = {} }]) =>
  grantsOf(table).map((grant) => grantOf(name, grant)),
);

/** By grant, the test files that need it, in the order in which one run of the suite came upon them. */
function neededIn(): ReadonlyMap<string, readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-grants-'));
  const file = join(folder, 'needed');
  writeFileSync(file, '');
  try {
    if (!vitest(['test/functions', 'test/signing'], { GRANTS_RECORD: file }, 'inherit'))
      throw new Error('The unit suite failed');
    const found = new Map<string, string[]>();
    for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
      const [grant = '', path = ''] = line.split('\t');
      found.set(grant, [...(found.get(grant) ?? []), path]);
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Whether a test fails where this grant is taken away. The files that come first in a run are its longest, so they are asked last. */
const isMissed = (grant: string, files: readonly string[]): boolean =>
  files.toReversed().some((file) => !vitest([file, '--bail=1'], { GRANTS_WITHOUT: grant }, 'ignore'));

const needed = neededIn();
const unneeded = declared.filter((grant) => !needed.has(grant));
for (const grant of unneeded) console.log(`No test needs: ${grant}`);

const random = seededRandom(seed);
const removed = [...needed]
  .map(([grant, files]) => ({ grant, files, at: random.next() }))
  .toSorted((one, other) => one.at - other.at)
  .slice(0, removals);
const unmissed = removed.filter(({ grant, files }) => !isMissed(grant, files));
for (const { grant } of unmissed) console.log(`Taken away, and no test failed: ${grant}`);

const seconds = Math.round((Date.now() - began) / 1_000);
console.log(
  `${declared.length} grants, ${unneeded.length} that no test needs; ${removed.length} taken away (SEED=${seed}), ${unmissed.length} not missed; ${seconds} s`,
);
process.exitCode = unneeded.length + unmissed.length > 0 ? 1 : 0;
