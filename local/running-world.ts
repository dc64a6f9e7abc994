import type { Cleanup } from './cleanup.ts';
import type { LocalClock } from './clock.ts';
import type { ClockAnswer, Status } from './contract.ts';
import { withControl } from './control/control.ts';
import { addressesOf, type Prepared } from './deployment.ts';
import type { Host } from './host/host.ts';
import type { Mail } from './mailbox.ts';
import { isSettled, settled } from './settle.ts';
import { startTimeMachine, type Timeline } from './time-machine.ts';

/** A deployment that answers on this machine. */
export type RunningWorld = {
  /** `http://localhost:PORT` */
  readonly url: string;
  /** The processes of functions, frozen ones too, for tests that kill one. */
  processes(): { functionName: string; pid: number }[];
  status(): Promise<Status>;
  now(): Date;
  /** All mails, newest first. */
  mail(): readonly Mail[];
  /** Moves the clock, stopping wherever work falls due on the way; `settled` is false if the world did not become quiet. */
  advance(seconds: number): Promise<ClockAnswer>;
  /** Waits until the world is quiet, for 60 seconds at most; false if it is not. */
  settle(): Promise<boolean>;
  /** Ends every process that the world started. */
  stop(): Promise<void>;
};

const settleMs = 60_000;

type Parts = { readonly url: string; readonly clock: LocalClock; readonly host: Host; readonly prepared: Prepared };

/** Lets time pass, and returns the world for tests and for HTTP, where `/__local/` controls it. */
export function runningWorld({ url, clock, host, prepared }: Parts, cleanup: Cleanup) {
  const { stripe, standIns } = prepared;
  const watched = { stripe, host };
  const time = startTimeMachine({
    clock,
    timelines: [endingsOf(host), stripe.timeline, schedulesOf(host, clock), standIns.delayedMessages],
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
  const world: RunningWorld = {
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

const schedulesOf = ({ scheduler }: Host, clock: LocalClock): Timeline => ({
  nextDueAt: scheduler.nextDueAt,
  runDue: (closestMs?: number) => scheduler.runDue(clock.now(), closestMs),
});

/** Ends silent processes whenever the clock stops on its way. */
const endingsOf = ({ functions }: Host): Timeline => ({
  nextDueAt: () => null,
  async runDue() {
    for (const pool of functions) pool.endSilent();
  },
});
