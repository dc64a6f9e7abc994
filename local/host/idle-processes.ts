import type { FunctionProcess } from './function-process.ts';
import { silentLifeMs } from './idle.ts';

type Idle = {
  readonly process: FunctionProcess;
  readonly retirement: NodeJS.Timeout;
  /** By the local clock, epoch milliseconds; null: it does nothing beside its answers. */
  readonly silentSince: number | null;
};

type Options = {
  /** Without an event for so long a process is retired. */
  readonly idleMs: number;
  /** The local clock, epoch milliseconds. */
  readonly localNow: () => number;
  readonly retire: (process: FunctionProcess) => void;
};

export type IdleProcesses = {
  add(process: FunctionProcess): void;
  /** The one used last, as Lambda takes it. */
  take(): FunctionProcess | undefined;
  /** Retires processes that work beside their answers and were not called for long by the local clock. */
  retireSilent(): void;
  /** Retires none by itself any more. */
  stop(): void;
};

/** Processes of one function that wait for an event. */
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
