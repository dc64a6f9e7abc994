import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { exists } from './fixture.ts';

const reaperModule = new URL('../../../local/host/reaper.ts', import.meta.url).href;

/** A host that watches one frozen group and has released another, and prints their ids. */
const host = `
import { spawn } from 'node:child_process';
import { startReaper } from ${JSON.stringify(reaperModule)};
const reaper = startReaper();
const ids = [0, 1].map(() => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' }).pid);
for (const id of ids) reaper.watch(id);
reaper.forget(ids[1]);
process.kill(-ids[0], 'SIGSTOP');
console.log(JSON.stringify(ids));
setInterval(() => {}, 1000);`;

test('when the host is killed, the groups that it still watched end, even frozen ones, and no others', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', host], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
  });
  const [watched, forgotten] = await new Promise<[number, number]>((resolve) =>
    child.stdout.once('data', (line) => resolve(JSON.parse(String(line)))),
  );
  onTestFinished(() => void process.kill(forgotten, 'SIGKILL'));
  expect(exists(watched)).toBe(true);
  child.kill('SIGKILL');
  await vi.waitFor(() => expect(exists(watched)).toBe(false), 60_000);
  expect(exists(forgotten)).toBe(true);
});
