import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { FunctionSpec, Invocation } from './function-spec.ts';
import type { Reaper } from './reaper.ts';

/** What processes need of the host that runs them. */
export type ProcessHost = {
  /** Milliseconds that the function's clock is ahead of the machine's. */
  offsetMs(): number;
  log(functionName: string, line: string): void;
  readonly reaper: Reaper;
};

/** One running copy of a function: takes one event at a time. */
export type FunctionProcess = {
  readonly pid: number;
  alive(): boolean;
  invoke(event: unknown): Promise<Invocation>;
  /** Stops the process and all that it started, until the next call. */
  freeze(): void;
  /** Asks it to end, kills it after two seconds; resolves when it is gone. */
  end(): Promise<void>;
};

type Reply = {
  ready?: true;
  value?: string;
  failure?: { errorType: string; errorMessage: string };
  initFailure?: { errorType: string; errorMessage: string };
};

const initTimeoutMs = 20_000;
const endGraceMs = 2_000;
const shim = fileURLToPath(new URL('./shim.mjs', import.meta.url));

/** Starts a process and waits until its handler is imported; answers why where it is not. */
export async function startFunctionProcess(
  spec: FunctionSpec,
  host: ProcessHost,
): Promise<FunctionProcess | Extract<Invocation, { ok: false }>> {
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-fn-'));
  const child = fork(shim, [], {
    cwd: spec.directory,
    env: { ...spec.environment, TMPDIR: scratch },
    execArgv: [],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface({ input: stream }).on('line', (line) => host.log(spec.name, line));
  child.on('error', (error) => host.log(spec.name, String(error)));
  const pid = child.pid;
  if (pid === undefined) return { ok: false, reason: 'not_started', message: 'No process could be started' };
  host.reaper.watch(pid);
  child.once('exit', () => {
    signal(pid, 'SIGKILL');
    host.reaper.forget(pid);
    rmSync(scratch, { recursive: true, force: true });
  });
  const started = await nextReply(child, initTimeoutMs);
  if (started.ok && started.reply.ready) return running(child, pid, { spec, host });
  signal(pid, 'SIGKILL');
  const message = started.ok ? describe(started.reply.initFailure) : started.message;
  return { ok: false, reason: 'not_started', message };
}

function running(
  child: ChildProcess,
  pid: number,
  { spec, host }: { spec: FunctionSpec; host: ProcessHost },
): FunctionProcess {
  let killed = false;
  const alive = () => !killed && child.exitCode === null && child.signalCode === null;
  return {
    pid,
    alive,
    async invoke(event) {
      signal(pid, 'SIGCONT');
      const { timeoutMs, arn } = spec;
      const answered = nextReply(child, timeoutMs);
      child.send({ event, requestId: randomUUID(), arn, timeoutMs, offsetMs: host.offsetMs() }, () => {});
      const outcome = await answered;
      if (!outcome.ok) {
        killed = true;
        signal(pid, 'SIGKILL');
        return outcome;
      }
      const { value, failure } = outcome.reply;
      if (failure) return { ok: false, reason: 'threw', message: describe(failure) };
      return { ok: true, value: JSON.parse(value ?? 'null') };
    },
    freeze: () => signal(pid, 'SIGSTOP'),
    async end() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      signal(pid, 'SIGTERM');
      signal(pid, 'SIGCONT');
      const killer = setTimeout(() => signal(pid, 'SIGKILL'), endGraceMs);
      await gone;
      clearTimeout(killer);
    },
  };
}

type Outcome = { ok: true; reply: Reply } | { ok: false; reason: 'timed_out' | 'exited'; message: string };

/** The child's next message, or why none came. */
function nextReply(child: ChildProcess, timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (reply: unknown) => settle({ ok: true, reply: reply as Reply });
    const onExit = (code: number | null, name: string | null) =>
      settle({ ok: false, reason: 'exited', message: `The process ended (${name ?? `exit code ${code}`})` });
    const timer = setTimeout(
      () => settle({ ok: false, reason: 'timed_out', message: `It did not answer within ${timeoutMs / 1000} seconds` }),
      timeoutMs,
    );
    child.once('message', onMessage);
    child.once('exit', onExit);
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode);
  });
}

const describe = (failure: Reply['failure']): string =>
  failure ? `${failure.errorType}: ${failure.errorMessage}` : 'It gave no answer';

/** Signals the whole group. A group that is gone is fine; Windows cannot stop or continue, and ends the process only. */
function signal(groupId: number, name: NodeJS.Signals): void {
  const windows = process.platform === 'win32';
  if (windows && (name === 'SIGSTOP' || name === 'SIGCONT')) return;
  try {
    process.kill(windows ? groupId : -groupId, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
