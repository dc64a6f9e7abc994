import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exclusively } from '../../local/exclusively.ts';

function lockFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'exclusively-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'made/on/the/way');
}

/** A process that holds the file until its input ends. */
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

test('what one process does exclusively begins after what another does has ended', async () => {
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
  expect([begun, existsSync(file)]).toEqual([true, false]);
});

test('a process that was killed holds nobody up', async () => {
  const file = lockFile();
  const other = await holder(file);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(existsSync(file)).toBe(true);
  expect(await exclusively(file, async () => 'done')).toBe('done');
});

test('who waits can be told to give up, and work that fails lets the next one in', async () => {
  const file = lockFile();
  await expect(exclusively(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await exclusively(file, async () => 'done')).toBe('done');
  writeFileSync(file, String(process.pid));
  const given = exclusively(file, async () => 'never', AbortSignal.abort(new Error('Interrupted')));
  await expect(given).rejects.toThrow('Interrupted');
});
