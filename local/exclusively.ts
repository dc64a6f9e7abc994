import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 100;

/**
 * Does `work` while no other process of this machine that names the same file does any; who comes meanwhile waits. A file whose process
 * is gone holds nobody up. Throws what `signal` was aborted with, while waiting.
 */
export async function exclusively<T>(file: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  while (!(await take(file))) {
    if (await isLeftBehind(file)) await rm(file, { force: true });
    else await sleep(pollMs);
    signal?.throwIfAborted();
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

/** Whether the file is this process's now. It comes into being with its content, so that nobody ever reads half of it. */
async function take(file: string): Promise<boolean> {
  const own = `${file}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

async function isLeftBehind(file: string): Promise<boolean> {
  const owner = Number(await readFile(file, 'utf8').catch(() => process.pid));
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
