import { join } from 'node:path';
import { root } from './child.ts';
import { type Cleanup, createCleanup } from './cleanup.ts';
import { createClock, type LocalClock } from './clock.ts';
import type { ClockAnswer, Status } from './contract.ts';
import { withControl } from './control/control.ts';
import { signUpDemoAccounts } from './demo.ts';
import { addressesOf, deploy, type Prepared, prepare } from './deployment.ts';
import { exclusively } from './exclusively.ts';
import { listen } from './host/front.ts';
import type { Host } from './host/host.ts';
import { openFunctionLog } from './log.ts';
import type { Mail } from './mailbox.ts';
import { fillDeployment, webhookSecret } from './operator-commands.ts';
import { choosePort } from './port.ts';
import { isSettled, settled } from './settle.ts';
import { startTimeMachine, type Timeline } from './time-machine.ts';

export type WorldOptions = {
  /** Default: `PORT`, else 4000. 0 takes a free one. */
  readonly port?: number;
  /** Errors of functions go to the log file only. */
  readonly quiet?: boolean;
  /** Default `.local/functions.log`. */
  readonly logFile?: string;
  /** Where the clock starts: the machine's time where that is later, or nothing is given. */
  readonly startAt?: Date;
  /** Told what is being done, in a few words. */
  onStep?(step: string): void;
  /** Gives the start up; what was started is ended. */
  readonly signal?: AbortSignal;
};

/** The whole deployment on this machine. */
export type World = {
  /** `http://localhost:PORT` */
  readonly url: string;
  readonly logFile: string;
  /** Running copies of functions, frozen ones too: for tests that kill one. */
  processes(): { functionName: string; pid: number }[];
  status(): Promise<Status>;
  now(): Date;
  /** Newest first. */
  mail(): readonly Mail[];
  /** Moves the clock, stopping at everything due on the way; `settled` is false where the world did not become quiet. */
  advance(seconds: number): Promise<ClockAnswer>;
  /** Waits until the world is quiet, 60 seconds at most; answers whether it is. */
  settle(): Promise<boolean>;
  /** Resolves with one sentence where the table ends by itself: what the world held is gone, and every call fails from then on. */
  readonly died: Promise<string>;
  /** Ends every process that was started. */
  stop(): Promise<void>;
};

const settleMs = 60_000;

/** Brings up everything of `npm start`. Throws one sentence saying what to do where it cannot; nothing is then left running. */
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
  const { onStep, startAt, quiet = false } = options;
  const death = Promise.withResolvers<string>();
  const dead = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, dead.signal]) : dead.signal;
  const onDeath = (sentence: string) => {
    death.resolve(sentence);
    dead.abort(new Error(sentence));
  };
  const step = (text: string) => {
    signal.throwIfAborted();
    onStep?.(text);
  };
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
  return { ...running.world, died: death.promise, logFile: log.file };
}

type Parts = { readonly url: string; readonly clock: LocalClock; readonly host: Host; readonly prepared: Prepared };

/** Time passes, and the world answers over HTTP and to tests. */
function runningWorld({ url, clock, host, prepared }: Parts, cleanup: Cleanup) {
  const { stripe, standIns } = prepared;
  const watched = { stripe, host };
  const schedules: Timeline = {
    nextDueAt: host.scheduler.nextDueAt,
    runDue: (closestMs?: number) => host.scheduler.runDue(clock.now(), closestMs),
  };
  const endings: Timeline = {
    nextDueAt: () => null,
    async runDue() {
      for (const pool of host.functions) pool.endSilent();
    },
  };
  const time = startTimeMachine({
    clock,
    timelines: [endings, stripe.timeline, schedules, standIns.delayedMessages],
    settle: (deadline) => settled(watched, deadline),
  });
  cleanup.add(time.stop);
  const status = async (): Promise<Status> => ({
    now: clock.now().toISOString(),
    settled: await isSettled(watched),
    portal: url,
    ...addressesOf(prepared, host),
  });
  const { mailbox, dns } = standIns;
  const controlled = {
    mailbox,
    dns: dns.zone,
    functions: host.functions,
    jobs: host.scheduler.jobs,
    status,
    advance: time.advance,
    setFaults: stripe.setFaults,
  };
  const world = {
    url,
    processes: () =>
      host.functions.flatMap((pool) => pool.pids().map((pid) => ({ functionName: pool.spec.name, pid }))),
    status,
    now: clock.now,
    mail: mailbox.list,
    advance: async (seconds: number): Promise<ClockAnswer> => {
      const { now, settled } = await time.advance(seconds);
      return { now: now.toISOString(), settled };
    },
    settle: () => settled(watched, Date.now() + settleMs),
    stop: cleanup.run,
  };
  return { handle: withControl(controlled, host.handle), world };
}
