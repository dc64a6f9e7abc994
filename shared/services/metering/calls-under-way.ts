import type { LedgerCall } from '../../domain/evidence/entry.ts';
import type { SegmentEntry } from '../../domain/usage/segment.ts';
import type { ServedRecords } from '../../domain/usage/served.ts';
import type { Noted } from './ledger-port.ts';
import type { Reserved } from './quota-leases.ts';
import type { UsageLog } from './usage-log.ts';

/** The ledger's line of a call, and the ids of its records. */
export type EnteredCall = { readonly call: LedgerCall; readonly ids: readonly string[] | undefined };

/**
 * Units reserved for one call. `commit` counts the call once, with its served records where the account is credited repeats, and enters it
 * into the ledger. Null: it is in no ledger.
 */
export type Metered = Omit<Reserved, 'commit'> & {
  commit(units: number, served?: ServedRecords, entered?: EnteredCall): Noted | null;
};

/** The view of calls under way that the parts of a meter need. */
export type CallsUnderWay = Pick<ReturnType<typeof callsUnderWay>, 'underWay' | 'isClosed'>;

/** Calls that hold reserved units. `close` waits until all of them are committed. */
export function callsUnderWay() {
  let count = 0;
  let closed = false;
  let done: (() => void) | undefined;
  return {
    isClosed: () => closed,
    underWay: () => count,
    began(reserved: Reserved, usageLog: UsageLog, row: Omit<SegmentEntry, 'units' | 'calls'>): Metered {
      count += 1;
      let isCommitted = false;
      return {
        ...reserved,
        commit(cost, served, entered) {
          if (isCommitted) return null;
          isCommitted = true;
          const units = Math.min(reserved.units, Math.max(0, cost));
          reserved.commit(units);
          if (units > 0) usageLog.count({ ...row, units }, served);
          count -= 1;
          const noted = entered ? usageLog.record(entered.call, entered.ids) : null;
          if (count === 0) done?.();
          return noted;
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
