import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

const pollMs = 100;
/** `SQLITE_BUSY`: another connection holds the lock. */
const busy = 5;

/**
 * Runs `work` while no other process of this machine runs any under the same file; others wait. The file is an empty SQLite database, used
 * for its lock. The system releases the lock however its process ends, so no lock is ever left behind. If `signal` is aborted while waiting,
 * it throws the signal's reason.
 */
export async function exclusively<T>(file: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    using lock = lockOf(file);
    if (lock) return await work();
    await sleep(pollMs);
    signal?.throwIfAborted();
  }
}

/** Takes the file's lock, until it is closed or this process ends; null: another process has it. */
export function lockOf(file: string): DatabaseSync | null {
  mkdirSync(dirname(file), { recursive: true });
  const lock = new DatabaseSync(file, { timeout: 0 });
  if (isTaken(lock)) return lock;
  lock.close();
  return null;
}

/** Whether the lock was acquired; closing the database releases it. Source: SQLite, "File Locking And Concurrency In SQLite Version 3". */
function isTaken(lock: DatabaseSync): boolean {
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return true;
  } catch (error) {
    if ((error as { errcode?: number }).errcode === busy) return false;
    throw error;
  }
}
