import { join } from 'node:path';
import { root } from './child.ts';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { createClock } from './clock.ts';
import { signUpDemoAccounts } from './demo.ts';
import { deploy, prepare } from './deployment.ts';
import { exclusively } from './exclusively.ts';
import { listen } from './host/front.ts';
import { openFunctionLog } from './log.ts';
import { fillDeployment, webhookSecret } from './operator-commands.ts';
import { choosePort } from './port.ts';
import { type RunningWorld, runningWorld } from './running-world.ts';

/** How a world starts; everything has a default. */
export type WorldOptions = {
  /** Default: `PORT`, else 4000. 0: any free port. */
  readonly port?: number;
  /** Errors of functions go to the log file only. */
  readonly quiet?: boolean;
  /** Default `.local/functions.log`. */
  readonly logFile?: string;
  /** The start of the clock; the machine's time if that is later or nothing is given. */
  readonly startAt?: Date;
  /** Called before each step of the start, with a few words. */
  onStep?(step: string): void;
  /** Cancels the start and ends everything that it started. */
  readonly signal?: AbortSignal;
};

/** The whole deployment on this machine. */
export type World = RunningWorld & {
  readonly logFile: string;
  /** Resolves with one sentence if the table ends unexpectedly. The world's data is then lost, and every call fails. */
  readonly died: Promise<string>;
};

/** Starts everything of `npm start`. If it cannot, it throws one sentence that says what to do, and leaves nothing running. */
export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const cleanup = createCleanup();
  try {
    return await assemble(options, cleanup);
  } catch (error) {
    await cleanup.run();
    throw error;
  }
}

async function assemble(options: WorldOptions, cleanup: Cleanup): Promise<World> {
  const { startAt, quiet = false } = options;
  const { signal, step, onDeath, died } = startOf(options);
  const port = await choosePort(options.port);
  const url = `http://localhost:${port}`;
  const clock = createClock(Date.now, startAt);
  const log = openFunctionLog(options.logFile ?? join(root, '.local/functions.log'), quiet ? () => {} : console.error);
  cleanup.add(log.close);

  const build = async () => {
    step('Building functions, stacks and portal; starting DynamoDB Local and what else stands in for AWS and Stripe');
    const prepared = await prepare({ port, url, clock, signal, onDeath }, cleanup);
    step('Starting the deployment from its templates');
    return { prepared, host: await deploy(prepared, { clock, log }) };
  };
  const { prepared, host } = await exclusively(join(root, 'dist/starting.lock'), build, signal);
  cleanup.add(host.stop);
  const running = runningWorld({ url, clock, host, prepared }, cleanup);
  cleanup.add((await listen(port, running.handle)).close);

  const { standIns, stripe } = prepared;
  step('Pushing the catalogue to Stripe and the sample datasets to the bucket');
  await fillDeployment({ host, standIns, stripe }, signal);
  stripe.startForwarding({ url: `${url}/webhooks/stripe`, secret: webhookSecret(host, standIns.parameters) ?? '' });
  step('Signing up the demo accounts');
  await signUpDemoAccounts({ url, mailbox: standIns.mailbox, settle: running.world.settle });
  signal.throwIfAborted();
  return { ...running.world, died, logFile: log.file };
}

/** The steps of a start, which end when the caller cancels it or when the table dies. */
function startOf({ onStep, signal: cancelled }: WorldOptions) {
  const death = Promise.withResolvers<string>();
  const dead = new AbortController();
  const signal = cancelled ? AbortSignal.any([cancelled, dead.signal]) : dead.signal;
  return {
    signal,
    died: death.promise,
    onDeath(sentence: string) {
      death.resolve(sentence);
      dead.abort(new Error(sentence));
    },
    step(text: string) {
      signal.throwIfAborted();
      onStep?.(text);
    },
  };
}
