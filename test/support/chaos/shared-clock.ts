import { openSync, readSync, writeSync } from 'node:fs';

/**
 * A clock that several processes read and one moves: a file of one number, read anew each time. So a process that was stopped anywhere sees
 * the right time once it goes on. Epoch milliseconds.
 */
export function sharedClock(file: string): { now(): number; set(ms: number): void } {
  const handle = openSync(file, 'a+');
  const writing = openSync(file, 'r+');
  const time = new Float64Array(1);
  const bytes = new Uint8Array(time.buffer);
  return {
    now() {
      readSync(handle, bytes, 0, 8, 0);
      return time[0] ?? 0;
    },
    set(ms) {
      time[0] = ms;
      writeSync(writing, bytes, 0, 8, 0);
    },
  };
}
