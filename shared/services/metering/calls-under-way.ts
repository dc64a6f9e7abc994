import type { SegmentEntry } from '../../domain/usage/segment.ts';
import type { ServedRecords } from '../../domain/usage/served.ts';
import type { Reserved } from './quota-leases.ts';
import type { UsageLog } from './usage-log.ts';

/** Units reserved for one call, which is counted once it is settled: with the records served, where repeats of them are credited. */
export type Metered = Omit<Reserved, 'settle'> & { settle(units: number, served?: ServedRecords): void };

export type CallsUnderWay = Pick<ReturnType<typeof callsUnderWay>, 'underWay' | 'isClosed'>;

/** Calls that hold reserved units; whoever closes waits for them. */
export function callsUnderWay() {
  let count = 0;
  let closed = false;
  let done: (() => void) | undefined;
  return {
    isClosed: () => closed,
    underWay: () => count,
    began(reserved: Reserved, chain: UsageLog, row: Omit<SegmentEntry, 'units' | 'calls'>): Metered {
      count += 1;
      let isSettled = false;
      return {
        ...reserved,
        settle(cost, served) {
          if (isSettled) return;
          isSettled = true;
          const units = Math.min(reserved.units, Math.max(0, cost));
          reserved.settle(units);
          if (units > 0) chain.count({ ...row, units }, served);
          count -= 1;
          if (count === 0) done?.();
        },
      };
    },
    close(): Promise<void> {
      closed = true;
      if (count === 0) return Promise.resolve();
      return new Promise((resolve) => {
        done = resolve;
      });
    },
  };
}
