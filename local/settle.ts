import { setTimeout as sleep } from 'node:timers/promises';

type Watched = {
  /** `idle`: nothing is on its way from Stripe. */
  readonly stripe: { idle(): boolean };
  readonly host: { isQuiet(): Promise<boolean> };
};

/** Whether webhooks, queues, streams, jobs and requests are quiet, all at once. */
export const isSettled = async ({ stripe, host }: Watched): Promise<boolean> =>
  stripe.idle() && (await host.isQuiet()) && stripe.idle();

/** Short, because a check is cheap, and a move of the clock stops at many moments that each have to settle. */
const pollMs = 4;

/** Resolves true once the world is quiet; false at `deadline`, in this machine's epoch milliseconds. */
export async function settled(watched: Watched, deadline: number): Promise<boolean> {
  while (!(await isSettled(watched))) {
    if (Date.now() >= deadline) return false;
    await sleep(pollMs);
  }
  return true;
}
