import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Order, Settings } from './messages.ts';

export interface Process {
  readonly name: string;
  isAlive(): boolean;
  /** Whether an order is not done yet. */
  isBusy(): boolean;
  /** Resolves once the order is done or the process has ended. */
  tell(order: Order): Promise<void>;
  kill(): Promise<void>;
  /** Stops wherever it is, and continues from there. */
  freeze(): void;
  thaw(): void;
}

/** Processes to kill at the end: a stopped one would outlive us, since it does not see that its parent has gone. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Starts a process with an admission instance; resolves once it takes orders. It ends with this process at the latest. */
export async function startProcess(settings: Settings): Promise<Process> {
  const child = fork(join(import.meta.dirname, 'instance-process.ts'), [JSON.stringify(settings)], { execArgv: [] });
  running.add(child);
  const exited = once(child, 'exit').then(() => void running.delete(child));
  await Promise.race([once(child, 'message'), exited]);
  if (!isAlive(child)) throw new Error(`The process ${settings.name} ended while it started.`);
  let open = 0;
  return {
    name: settings.name,
    isAlive: () => isAlive(child),
    isBusy: () => open > 0,
    async tell(order) {
      open += 1;
      child.send(order, () => {});
      await Promise.race([once(child, 'message'), exited]);
      open -= 1;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}

const isAlive = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode === null && signalCode === null;
