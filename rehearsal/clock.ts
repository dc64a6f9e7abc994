import type Stripe from 'stripe';
import type { Backend } from './backend.ts';

/** The names of the rehearsal's test clocks begin so; a clock has no metadata. */
export const clockPrefix = 'Tollgate rehearsal';

/** A test clock of one case. */
export type Clock = {
  readonly id: string;
  /** Epoch seconds, at most two intervals of the shortest subscription from now. */
  advanceTo(target: number): Promise<void>;
  /** Deletes it, with its customers and their subscriptions. */
  remove(): Promise<void>;
};

type Deps = { readonly quiet: Stripe; readonly backend: Backend };

/** Stripe advances a clock in some seconds, at times in a minute. */
const tries = 90;

/** A test clock at `start` (epoch seconds) for the case `id`. */
export async function newClock(
  deps: Deps,
  { start, id }: { readonly start: number; readonly id: string },
): Promise<Clock> {
  const clocks = deps.quiet.testHelpers.testClocks;
  const made = await clocks.create({ frozen_time: start, name: `${clockPrefix} ${deps.backend.run} ${id}` });
  return {
    id: made.id,
    async advanceTo(target) {
      await clocks.advance(made.id, { frozen_time: target });
      await ready(deps, made.id);
    },
    remove: () => removeClock(deps, made.id),
  };
}

async function ready({ quiet, backend }: Deps, id: string): Promise<void> {
  for (let n = 0; n < tries; n++) {
    const { status } = await quiet.testHelpers.testClocks.retrieve(id);
    if (status === 'ready') return;
    if (status === 'internal_failure') throw new Error(`Stripe’s test clock ${id} failed`);
    backend.signal.throwIfAborted();
    await backend.pause({ isDebit: false });
  }
  throw new Error(`Stripe’s test clock ${id} was not ready in time`);
}

/** Deletes a test clock; one that still advances is waited for. One that is gone is gone. */
export async function removeClock(deps: Deps, id: string): Promise<void> {
  const clocks = deps.quiet.testHelpers.testClocks;
  for (let n = 0; ; n++) {
    try {
      await clocks.del(id);
      return;
    } catch (error) {
      const { code } = error as { code?: string };
      if (code === 'resource_missing') return;
      if (n === tries) throw error;
      const isAdvancing = (await clocks.retrieve(id)).status === 'advancing';
      if (!isAdvancing) throw error;
      await deps.backend.pause({ isDebit: false });
    }
  }
}
