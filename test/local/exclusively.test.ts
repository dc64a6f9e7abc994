import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exclusively } from '../../local/exclusively.ts';

function lockFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'exclusively-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'made/on/the/way');
}

/** Starts a process that holds the lock until its input ends. */
async function holder(file: string) {
  const script = `
    import { exclusively } from ${JSON.stringify(new URL('../../local/exclusively.ts', import.meta.url).href)};
    await exclusively(${JSON.stringify(file)}, async () => {
      console.log('holds');
      for await (const _ of process.stdin);
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

test('the exclusive work of one process begins after that of another has ended', async () => {
  const file = lockFile();
  const other = await holder(file);
  let begun = false;
  const mine = exclusively(file, async () => {
    begun = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toBe(false);
  other.stdin.end();
  await mine;
  expect(begun).toBe(true);
});

test('a killed process blocks nobody', async () => {
  const file = lockFile();
  const other = await holder(file);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(await exclusively(file, async () => 'done')).toBe('done');
});

test('many processes that wait for a killed one work one at a time', async () => {
  const file = lockFile();
  const other = await holder(file);
  const atWork = { now: 0, most: 0, done: 0 };
  const waiting = Array.from({ length: 12 }, () =>
    exclusively(file, async () => {
      atWork.now += 1;
      atWork.most = Math.max(atWork.most, atWork.now);
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      atWork.now -= 1;
      atWork.done += 1;
    }),
  );
  other.kill('SIGKILL');
  await Promise.all(waiting);
  expect(atWork).toEqual({ now: 0, most: 1, done: 12 });
});

test('a waiting process can be cancelled, and work that fails lets the next one in', async () => {
  const file = lockFile();
  await expect(exclusively(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await exclusively(file, async () => 'done')).toBe('done');
  await exclusively(file, async () => {
    const given = exclusively(file, async () => 'never', AbortSignal.abort(new Error('Interrupted')));
    await expect(given).rejects.toThrow('Interrupted');
  });
});
