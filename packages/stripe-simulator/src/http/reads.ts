import type { Simulation } from '../core/simulation.ts';

/** Reads of the last 30 days, and how many an account may make in them: null where the account rations none. */
export type ReadAllocation = { readonly reads: number; readonly allowed: number | null };

/** The count of an account's reads. */
export type Reads = { count(): void; allocation(): ReadAllocation };

const windowSeconds = 30 * 86_400;
const perTransaction = 500;
const least = 10_000;

/**
 * Counts reads by the simulator's own clock. Each transaction (a charge that succeeded) of the last 30 days allows 500, and every account may
 * make 10,000. Stripe's page does not say what follows beyond, so nothing is refused. https://docs.stripe.com/rate-limits
 */
export function readsOf(sim: () => Simulation): Reads {
  let byHour = new Map<number, number>();
  const oldest = () => sim().time.clockNow() - windowSeconds;
  const inWindow = () => new Map([...byHour].filter(([hour]) => hour * 3600 > oldest()));
  return {
    count() {
      const hour = Math.floor(sim().time.clockNow() / 3600);
      if (!byHour.has(hour)) byHour = inWindow();
      byHour.set(hour, (byHour.get(hour) ?? 0) + 1);
    },
    allocation() {
      const reads = [...inWindow().values()].reduce((sum, count) => sum + count, 0);
      if (!sim().rules.isOn('L9')) return { reads, allowed: null };
      const charges = sim().store.charges.newestFirst();
      const transactions = charges.filter(({ created, status }) => created > oldest() && status === 'succeeded').length;
      return { reads, allowed: Math.max(least, perTransaction * transactions) };
    },
  };
}
