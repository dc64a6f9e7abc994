import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { QueryTooHeavy } from './query-engine.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-protocol.ts';

/** Options of the process that runs queries. */
export type QueryProcessOptions = {
  /** The bundled worker: `worker.mjs` beside the function's bundle. */
  readonly workerPath: string;
  readonly memoryLimitMb?: number;
  /** A query is interrupted then. */
  readonly timeoutMs?: number;
  /** Rows that take more together as JSON are cut. */
  readonly maxBytes?: number;
  /** How long after that a worker that does not answer is killed. */
  readonly graceMs?: number;
};

/** Limits of one query, where they differ from the process's. */
export type QueryLimits = Pick<WorkerRequest, 'timeoutMs' | 'maxBytes'>;

/** A child process that runs queries. */
export interface QueryProcess {
  /** Runs one query after the other. Throws `QueryTooHeavy` when the worker had to be killed, once it is gone, or died of the query. */
  ask(request: Omit<WorkerRequest, 'timeoutMs' | 'maxBytes'> & Partial<QueryLimits>): Promise<WorkerAnswer>;
  /** Ends the worker. A later query starts another. */
  close(): void;
}

const startTimeoutMs = 10_000;

/** The worker has no credentials: of our environment it gets the library path only. Idle, it keeps nobody alive. */
async function start(workerPath: string, memoryLimitMb: number): Promise<ChildProcess> {
  const child = fork(workerPath, [String(memoryLimitMb)], {
    env: { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH },
    execArgv: ['--max-old-space-size=128'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), startTimeoutMs);
  const died = once(child, 'exit', waiting).then(([code, signal]) => {
    throw new Error(`The query worker could not start: it ended with ${signal ?? code}`);
  });
  try {
    await Promise.race([once(child, 'message', waiting), died]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
    died.catch(() => undefined);
    waiting.abort();
  }
  child.unref();
  child.channel?.unref();
  return child;
}

function askOnce(child: ChildProcess, request: WorkerRequest, graceMs: number): Promise<WorkerAnswer> {
  return new Promise((resolve, reject) => {
    let cause = 'The query worker ended';
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      finish();
    };
    const kill = (reason: string) => {
      cause = reason;
      child.kill('SIGKILL');
    };
    const onMessage = (answer: unknown) => settle(() => resolve(answer as WorkerAnswer));
    const onExit = () => settle(() => reject(new QueryTooHeavy(cause)));
    const timer = setTimeout(kill, request.timeoutMs + graceMs, 'The query worker did not answer');
    child.once('message', onMessage);
    child.once('exit', onExit);
    child.send(request, (error) => error && kill(error.message));
  });
}

/** A child process for queries, started with the first one and again after it had to be killed. */
export function queryProcess(options: QueryProcessOptions): QueryProcess {
  const { workerPath, memoryLimitMb = 256, timeoutMs = 5_000, graceMs = 500, maxBytes = 4_000_000 } = options;
  let child: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const ready = async (): Promise<ChildProcess> => {
    if (!child?.connected || child.killed) child = await start(workerPath, memoryLimitMb);
    return child;
  };

  return {
    ask(request) {
      const answer = last.then(async () => askOnce(await ready(), { timeoutMs, maxBytes, ...request }, graceMs));
      last = answer.catch(() => undefined);
      return answer;
    },
    close() {
      child?.kill('SIGKILL');
      child = undefined;
    },
  };
}
