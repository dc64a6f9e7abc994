import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ExtensionsApi } from './extensions-api.ts';
import type { FunctionSpec, Invocation } from './function-spec.ts';
import type { ProcessExtensions } from './process-extensions.ts';
import { nextReply, outcomeOf, type ProcessReply, startFailure } from './process-reply.ts';
import type { Reaper } from './reaper.ts';

/** The services of the host that its processes need. */
export type ProcessHost = {
  /** Milliseconds that the function's clock is ahead of the machine's. */
  offsetMs(): number;
  log(functionName: string, line: string): void;
  readonly reaper: Reaper;
  readonly extensionsApi: ExtensionsApi;
};

/** The outcome of an event. `atRest` is set if extensions of the process still work on it, and resolves when they are done. */
export type Answered = { readonly outcome: Invocation; readonly atRest?: Promise<void> };

/** One running copy of a function: takes one event at a time. */
export type FunctionProcess = {
  readonly pid: number;
  alive(): boolean;
  /** Whether the process also works after its answers: it has a registered extension. */
  worksBeside(): boolean;
  /** Handles one event; call it only when the process is at rest. */
  invoke(event: unknown): Promise<Answered>;
  /** Stops the process and all that it started, until the next call. */
  freeze(): void;
  /** Kills the process; SIGTERM comes first if it has an extension, as on Lambda. Resolves when it is gone. */
  end(): Promise<void>;
};

/**
 * The limit for a bundle that never finishes loading. Beside 25 other programs a cold start of 0.3 s of processor time took 16 s. A limit of
 * 20 s therefore failed on busy machines. Lambda has no such limit: a start that takes longer than 10 s begins again within the call's time.
 */
const initTimeoutMs = 120_000;
/** Lambda gives 500 ms; a machine that also runs everything else needs longer. A killed process loses the usage that it has not reported. */
const endGraceMs = 60_000;
const shim = fileURLToPath(new URL('./shim.mjs', import.meta.url));

/** Starts a process and waits until its handler is imported; returns the reason if that fails. */
export async function startFunctionProcess(
  spec: FunctionSpec,
  host: ProcessHost,
): Promise<FunctionProcess | Extract<Invocation, { ok: false }>> {
  const scratch = mkdtempSync(join(tmpdir(), 'tollgate-fn-'));
  const api = await host.extensionsApi.open({ functionName: spec.name, handler: spec.handler });
  const child = fork(shim, [], {
    cwd: spec.directory,
    env: { ...spec.environment, TMPDIR: scratch, AWS_LAMBDA_RUNTIME_API: api.address },
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
    api.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  const started = await nextReply(child, initTimeoutMs);
  if (started.ok && started.reply.ready) {
    const process = running(child, pid, { spec, host, extensions: api.extensions });
    await process.initialised();
    return process;
  }
  signal(pid, 'SIGKILL');
  return { ok: false, reason: 'not_started', message: startFailure(started) };
}

type Around = { readonly spec: FunctionSpec; readonly host: ProcessHost; readonly extensions: ProcessExtensions };

function running(child: ChildProcess, pid: number, around: Around) {
  const { spec, host, extensions } = around;
  const { timeoutMs } = spec;
  let killed = false;
  const exited = exitOf(child);
  const gone = () => child.exitCode !== null || child.signalCode !== null;
  const kill = () => {
    killed = true;
    signal(pid, 'SIGKILL');
  };
  /** Waits for extensions, which share the function's time, and kills the process if they take longer. */
  const atRest = async (withinMs: number) => {
    const outcome = await Promise.race([extensions.untilAtRest(), exited, elapsed(withinMs)]);
    if (outcome !== 'too late') return;
    host.log(spec.name, `Its extension was not done within ${timeoutMs / 1000} seconds and was ended`);
    kill();
  };
  return {
    pid,
    alive: () => !killed && !gone(),
    worksBeside: extensions.registered,
    async initialised() {
      await atRest(initTimeoutMs);
      extensions.closeRegistration();
    },
    async invoke(event: unknown): Promise<Answered> {
      signal(pid, 'SIGCONT');
      const deadline = performance.now() + timeoutMs;
      const answer = await replyTo(event, child, around);
      if (!answer.ok) {
        kill();
        return { outcome: answer };
      }
      const outcome = outcomeOf(answer.reply);
      return extensions.atRest() ? { outcome } : { outcome, atRest: atRest(deadline - performance.now()) };
    },
    freeze: () => signal(pid, 'SIGSTOP'),
    async end() {
      if (gone()) return;
      if (!extensions.registered()) kill();
      else child.send({ terminate: true, offsetMs: host.offsetMs() }, () => {});
      signal(pid, 'SIGCONT');
      const killer = setTimeout(kill, endGraceMs);
      await exited;
      clearTimeout(killer);
    },
  };
}

/** Sends an event to the process and its extensions; resolves with the reply, or why none came. */
function replyTo(event: unknown, child: ChildProcess, { spec, host, extensions }: Around): Promise<ProcessReply> {
  const { timeoutMs, arn } = spec;
  const requestId = randomUUID();
  const offsetMs = host.offsetMs();
  const answered = nextReply(child, timeoutMs);
  child.send({ event, requestId, arn, timeoutMs, offsetMs }, () => {});
  extensions.invoke({ requestId, deadlineMs: Date.now() + offsetMs + timeoutMs, invokedFunctionArn: arn });
  return answered;
}

const exitOf = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

const elapsed = (ms: number) => new Promise<'too late'>((resolve) => setTimeout(resolve, ms, 'too late').unref());

/** Signals the whole process group, if it still exists. Windows cannot stop or continue a process, and ends the process alone. */
function signal(groupId: number, name: NodeJS.Signals): void {
  const windows = process.platform === 'win32';
  if (windows && (name === 'SIGSTOP' || name === 'SIGCONT')) return;
  try {
    process.kill(windows ? groupId : -groupId, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
