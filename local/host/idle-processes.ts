import type { FunctionProcess } from './function-process.ts';
import { silentLifeMs } from './idle.ts';

type Idle = {
  readonly process: FunctionProcess;
  readonly retirement: NodeJS.Timeout;
  /** When it answered last by the local clock, in epoch milliseconds; null: it does not work after its answers. */
  readonly silentSince: number | null;
};

type Options = {
  /** A process without an event for so long is retired. */
  readonly idleMs: number;
  /** The local clock, epoch milliseconds. */
  readonly localNow: () => number;
  readonly retire: (process: FunctionProcess) => void;
};

/** The idle processes of one function. */
export type IdleProcesses = {
  add(process: FunctionProcess): void;
  /** Takes the most recently used process, as Lambda does. */
  take(): FunctionProcess | undefined;
  /** Retires processes that also work after their answers and have had no event for long, by the local clock. */
  retireSilent(): void;
  /** Stops retiring processes after `idleMs`. */
  stop(): void;
};

/** Creates the list of one function's processes that wait for an event; `retire` ends one. */
export function idleProcesses({ idleMs, localNow, retire }: Options): IdleProcesses {
  const idle: Idle[] = [];
  const end = (entry: Idle) => {
    clearTimeout(entry.retirement);
    idle.splice(idle.indexOf(entry), 1);
    retire(entry.process);
  };
  return {
    add(process) {
      const retirement = setTimeout(() => end(entry), idleMs).unref();
      const entry = { process, retirement, silentSince: process.worksBeside() ? localNow() : null };
      idle.push(entry);
    },
    take() {
      const last = idle.pop();
      clearTimeout(last?.retirement);
      return last?.process;
    },
    retireSilent() {
      const last = idle.at(-1);
      for (const entry of [...idle]) {
        const lifeMs = entry === last ? silentLifeMs.last : silentLifeMs.others;
        if (entry.silentSince !== null && localNow() - entry.silentSince >= lifeMs) end(entry);
      }
    },
    stop() {
      for (const { retirement } of idle) clearTimeout(retirement);
    },
  };
}
