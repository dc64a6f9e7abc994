import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const versions = '/usr/lib/postgresql';

/** The folder of programs of the newest installed PostgreSQL of Debian; undefined: none is installed. */
function programs(): string | undefined {
  const newest = existsSync(versions) ? readdirSync(versions).toSorted((a, b) => Number(b) - Number(a))[0] : undefined;
  return newest === undefined ? undefined : join(versions, newest, 'bin');
}

function install(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  console.log('Installing PostgreSQL with apt-get, once…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'postgresql'], { env });
}

/** A command run as another user, because PostgreSQL refuses to run as root. */
const asUser = (args: readonly string[]) =>
  process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', ...args] : args;

function run(...args: string[]): void {
  const [command = '', ...rest] = asUser(args);
  const { status, stderr } = spawnSync(command, rest, {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    cwd: '/',
  });
  if (status !== 0) throw new Error(`${args[0]} failed: ${stderr?.trim()}`);
}

/**
 * Starts an empty PostgreSQL on 127.0.0.1 in its own folder. `stop`, or the end of this process, removes both. Undefined: PostgreSQL is
 * not installed and cannot be.
 */
export async function startPostgres(): Promise<{ readonly url: string; stop(): void } | undefined> {
  if (!programs()) install();
  const bin = programs();
  if (!bin) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'tollgate-bench-'));
  if (process.getuid?.() === 0) chownSync(folder, ...ownerOf('/var/lib/postgresql'));
  const data = join(folder, 'data');
  const port = await freePort();
  run(join(bin, 'initdb'), '-D', data, '-U', 'postgres', '-A', 'trust');
  const options = `-h 127.0.0.1 -p ${port} -k ${folder} -c fsync=off`;
  run(join(bin, 'pg_ctl'), '-D', data, '-w', '-l', join(folder, 'log'), '-o', options, 'start');
  const stop = () => {
    process.off('exit', stop);
    run(join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', stop);
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

function ownerOf(path: string): [uid: number, gid: number] {
  const { uid, gid } = statSync(path);
  return [uid, gid];
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
