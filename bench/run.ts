/** `npm run bench -- NAME…` measures the named figures, `npm run bench` all of them; `SEED=` varies the random draws. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './figure.ts';

const folder = import.meta.dirname;
const names = readdirSync(join(folder, 'figures'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
const seed = Number(process.env.SEED ?? 20_261_124);

/** Installs the peers at the first bench, because they are not dependencies of the product. */
function installPeers(): void {
  if (existsSync(join(folder, 'node_modules'))) return;
  console.log('Installing the peers that the figures are held beside, once…');
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  if (status !== 0) throw new Error('npm ci in bench/ failed: see above.');
}

async function measure(name: string): Promise<void> {
  console.log(`\n${name} (SEED=${seed})`);
  const { run } = (await import(`./figures/${name}.ts`)) as { run: Bench };
  console.log(JSON.stringify(await run(seed)));
}

/** Runs each figure in its own process, so that none inherits another's heap. */
function measureAll(all: readonly string[]): void {
  for (const name of all) {
    const { status } = spawnSync(process.execPath, [import.meta.filename, name], { stdio: 'inherit' });
    if (status !== 0) process.exitCode = 1;
  }
}

async function main(wanted: readonly string[]): Promise<void> {
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  if (!Number.isSafeInteger(seed)) throw new Error('SEED has to be a whole number.');
  installPeers();
  const [only, ...more] = wanted.length > 0 ? wanted : names;
  if (only !== undefined && more.length === 0) await measure(only);
  else measureAll(wanted.length > 0 ? wanted : names);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// A handler that a storm abandoned waits for ever and must not keep the process alive.
process.exit();
