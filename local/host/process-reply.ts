import type { ChildProcess } from 'node:child_process';
import type { Invocation } from './function-spec.ts';

type Message = {
  ready?: true;
  value?: string;
  failure?: { errorType: string; errorMessage: string };
  initFailure?: { errorType: string; errorMessage: string };
};

/** A message of a process, or why none came. */
export type ProcessReply =
  | { ok: true; reply: Message }
  | { ok: false; reason: 'timed_out' | 'exited'; message: string };

/** Waits for the child's next message. */
export function nextReply(child: ChildProcess, timeoutMs: number): Promise<ProcessReply> {
  return new Promise((resolve) => {
    const settle = (outcome: ProcessReply) => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(outcome);
    };
    const onMessage = (reply: unknown) => settle({ ok: true, reply: reply as Message });
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

/** The result of an invocation from the process's message. */
export function outcomeOf({ value, failure }: Message): Invocation {
  if (failure) return { ok: false, reason: 'threw', message: describe(failure) };
  return { ok: true, value: JSON.parse(value ?? 'null') };
}

/** Why a process did not become ready. */
export const startFailure = (started: ProcessReply): string =>
  started.ok ? describe(started.reply.initFailure) : started.message;

const describe = (failure: Message['failure']): string =>
  failure ? `${failure.errorType}: ${failure.errorMessage}` : 'It gave no answer';
