import { type Answered, type FunctionProcess, type ProcessHost, startFunctionProcess } from './function-process.ts';
import type { FunctionSpec, Invocation } from './function-spec.ts';
import { idleLifeMs } from './idle.ts';
import { idleProcesses } from './idle-processes.ts';

/** The processes of one function, as many as its concurrency allows; further events wait in order. */
export type FunctionPool = {
  readonly spec: FunctionSpec;
  /** Invokes the function; `begun` is called once a free process gets the event. */
  invoke(event: unknown, begun?: () => void): Promise<Invocation>;
  /** How many invocations run or wait or still work after their answer, plus the processes that are ending. */
  busy(): number;
  /** Invocations begun so far. */
  begun(): number;
  pids(): number[];
  /** Ends processes that also work after their answers and have had no event for long, by the local clock. */
  endSilent(): void;
  /** Ends every process, in any state, and resolves when they are gone; later events get `stopped`. */
  stop(): Promise<void>;
};

/** Creates an empty pool. A process ends after `idleMs` without an event. The most recently used one gets the next event, as on Lambda. */
export function createFunctionPool(spec: FunctionSpec, host: ProcessHost, { idleMs = idleLifeMs } = {}): FunctionPool {
  const { all, end, start, ending, endAll } = createLifetimes(() => startFunctionProcess(spec, host));
  const slots = createSlots(spec.concurrency);
  let stopped = false;
  let begun = 0;

  const retire = (process: FunctionProcess) => void end(process);
  const idle = idleProcesses({ idleMs, localNow: () => Date.now() + host.offsetMs(), retire });
  const warm = (): FunctionProcess | undefined => {
    for (let next = idle.take(); next; next = idle.take()) {
      if (next.alive()) return next;
      all.delete(next);
    }
    return undefined;
  };
  const giveBack = (process: FunctionProcess) => {
    if (stopped || !process.alive()) return void all.delete(process);
    process.freeze();
    idle.add(process);
  };
  const run = async (event: unknown, atWork: () => void): Promise<Answered> => {
    if (stopped) return stopping;
    const process = warm() ?? (await start());
    if ('ok' in process) return { outcome: process };
    all.add(process);
    if (stopped) {
      await end(process);
      return stopping;
    }
    atWork();
    const { outcome, atRest } = await process.invoke(event);
    if (!atRest) giveBack(process);
    return { outcome, atRest: atRest?.then(() => giveBack(process)) };
  };

  return {
    spec,
    invoke(event, atWork = () => {}) {
      begun += 1;
      return slots.use(() => run(event, atWork));
    },
    busy: () => slots.held() + ending(),
    begun: () => begun,
    pids: () => [...all].filter((process) => process.alive()).map((process) => process.pid),
    endSilent: idle.retireSilent,
    async stop() {
      stopped = true;
      idle.stop();
      await endAll();
    },
  };
}

/** The processes of a pool: started, starting and ending. */
function createLifetimes<T>(startOne: () => Promise<T>) {
  const all = new Set<FunctionProcess>();
  const starting = new Set<Promise<T>>();
  const ending = new Set<Promise<void>>();
  const end = (process: FunctionProcess): Promise<void> => {
    all.delete(process);
    const ended = process.end().finally(() => ending.delete(ended));
    ending.add(ended);
    return ended;
  };
  return {
    all,
    end,
    ending: () => ending.size,
    start(): Promise<T> {
      const started = startOne().finally(() => starting.delete(started));
      starting.add(started);
      return started;
    },
    /** Resolves when none is left, including those that were starting or ending. */
    async endAll(): Promise<void> {
      while (all.size + starting.size + ending.size > 0)
        await Promise.all([...[...all].map(end), ...starting, ...ending]);
    },
  };
}

const stopping: Answered = {
  outcome: { ok: false, reason: 'stopped', message: 'The local world is stopping' },
};

/** Admits at most `count` callers at once, each until its process is at rest; the others wait in order. */
function createSlots(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  let held = 0;
  const leave = () => {
    held -= 1;
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return {
    held: () => held,
    async use(work: () => Promise<Answered>): Promise<Invocation> {
      held += 1;
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let atRest: Promise<void> | undefined;
      try {
        const answered = await work();
        atRest = answered.atRest;
        return answered.outcome;
      } finally {
        if (atRest) void atRest.then(leave);
        else leave();
      }
    },
  };
}
