import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 100;
/** `SQLITE_BUSY`: another connection holds the lock. */
const busy = 5;

/**
 * Does `work` while no other process of this machine that names the same file does any; who comes meanwhile waits. The file is an SQLite
 * database with nothing in it, for its lock: the system lets go of it whenever its process ends, however that ends, so nobody ever has to
 * judge whether a lock was left behind. Throws what `signal` was aborted with, while waiting.
 */
export async function exclusively<T>(file: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    using lock = lockOf(file);
    if (lock) return await work();
    await sleep(pollMs);
    signal?.throwIfAborted();
  }
}

/** The lock of the file, held until it is closed or this process ends; null: somebody holds it. */
export function lockOf(file: string): DatabaseSync | null {
  mkdirSync(dirname(file), { recursive: true });
  const lock = new DatabaseSync(file, { timeout: 0 });
  if (isTaken(lock)) return lock;
  lock.close();
  return null;
}

/** Closing the database gives the lock back. Source: SQLite, "File Locking And Concurrency In SQLite Version 3". */
function isTaken(lock: DatabaseSync): boolean {
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === busy) return false;
    throw error;
  }
}
