import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Bench, secondsSince } from '../figure.ts';

const repository = join(import.meta.dirname, '../..');
const target = 60;

/** Seconds of `npm ci && npm start` on a fresh clone of what is committed, with an empty home and a warm npm cache. */
export const run: Bench = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-first-start-'));
  try {
    const clone = join(folder, 'clone');
    execFileSync('git', ['clone', '--quiet', repository, clone]);
    const env = await freshEnvironment(join(folder, 'home'));
    npm(clone, env, 'ci', '--ignore-scripts');
    rmSync(join(clone, 'node_modules'), { recursive: true });
    const began = performance.now();
    npm(clone, env, 'ci');
    const installed = secondsSince(began);
    await untilReady(clone, env);
    const value = secondsSince(began);
    console.log(`  npm ci ${installed} s, to the ready line ${value} s`);
    return { bench: 'first-start', value, unit: 's', target, peer: {}, ratio: null, ok: value <= target };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** An environment with an empty home, except for the caller's npm cache and registry. */
async function freshEnvironment(home: string): Promise<NodeJS.ProcessEnv> {
  mkdirSync(home);
  const setting = (name: string) =>
    execFileSync('npm', ['config', 'get', name], { encoding: 'utf8', cwd: tmpdir() }).trim();
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    PORT: String(await freePort()),
    npm_config_cache: setting('cache'),
    npm_config_registry: setting('registry'),
    npm_config_prefer_offline: 'true',
  };
}

function npm(cwd: string, env: NodeJS.ProcessEnv, ...args: string[]): void {
  execFileSync('npm', [...args, '--no-audit', '--no-fund'], { cwd, env, stdio: ['ignore', 'ignore', 'inherit'] });
}

async function untilReady(cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn('npm', ['start'], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const ended = once(child, 'close');
  try {
    await Promise.race([
      readyLine(child),
      ended.then(() => Promise.reject(new Error('npm start ended before it was ready'))),
    ]);
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
    await ended;
  }
}

async function readyLine({ stdout }: ChildProcess): Promise<void> {
  if (!stdout) throw new Error('npm start has no output');
  for await (const line of createInterface({ input: stdout })) if (line.includes('Tollgate is ready')) break;
  stdout.resume();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
