import { type FunctionProcess, type ProcessHost, startFunctionProcess } from './function-process.ts';
import type { FunctionSpec, Invocation } from './function-spec.ts';
import { idleLifeMs } from './idle.ts';

/** The processes of one function: as many as its concurrency allows, further events wait in order. */
export type FunctionPool = {
  readonly spec: FunctionSpec;
  invoke(event: unknown): Promise<Invocation>;
  /** Invocations running or waiting. */
  busy(): number;
  /** Invocations begun so far. */
  begun(): number;
  pids(): number[];
  /** Ends every process, running ones too; later events are answered `stopped`. */
  stop(): Promise<void>;
};

type Idle = { readonly process: FunctionProcess; readonly retirement: NodeJS.Timeout };

/** `idleMs`: a process without an event for so long ends. The most recently used one is taken first, as Lambda does. */
export function createFunctionPool(spec: FunctionSpec, host: ProcessHost, { idleMs = idleLifeMs } = {}): FunctionPool {
  const idle: Idle[] = [];
  const all = new Set<FunctionProcess>();
  const slots = createSlots(spec.concurrency);
  let stopped = false;
  let begun = 0;

  const warm = (): FunctionProcess | undefined => {
    for (let next = idle.pop(); next; next = idle.pop()) {
      clearTimeout(next.retirement);
      if (next.process.alive()) return next.process;
      all.delete(next.process);
    }
    return undefined;
  };
  const retire = (process: FunctionProcess) => {
    const index = idle.findIndex((entry) => entry.process === process);
    if (index >= 0) idle.splice(index, 1);
    all.delete(process);
    void process.end();
  };
  const giveBack = (process: FunctionProcess) => {
    if (stopped || !process.alive()) return void all.delete(process);
    process.freeze();
    idle.push({ process, retirement: setTimeout(() => retire(process), idleMs).unref() });
  };
  const run = async (event: unknown): Promise<Invocation> => {
    if (stopped) return { ok: false, reason: 'stopped', message: 'The local world is stopping' };
    const process = warm() ?? (await startFunctionProcess(spec, host));
    if ('ok' in process) return process;
    all.add(process);
    if (stopped) await process.end();
    const outcome = await process.invoke(event);
    giveBack(process);
    return outcome;
  };

  return {
    spec,
    invoke(event) {
      begun += 1;
      return slots.use(() => run(event));
    },
    busy: slots.held,
    begun: () => begun,
    pids: () => [...all].filter((process) => process.alive()).map((process) => process.pid),
    async stop() {
      stopped = true;
      for (const { retirement } of idle) clearTimeout(retirement);
      await Promise.all([...all].map((process) => process.end()));
    },
  };
}

/** At most `count` callers at once; the rest wait, first come first served. */
function createSlots(count: number) {
  const waiting: (() => void)[] = [];
  let free = count;
  let held = 0;
  return {
    held: () => held,
    async use<T>(work: () => Promise<T>): Promise<T> {
      held += 1;
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        held -= 1;
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
