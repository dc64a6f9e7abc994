import type { ReconcileRun } from '../../shared/storage/billing/drift.ts';
import type { ReconcileDeps } from './deps.ts';

type Counts = Pick<ReconcileRun, 'checked' | 'corrected' | 'failed'>;
/** How far a run has come, stored as it goes on, so that the next invocation can continue it. */
export type RunProgress = {
  /** How far the run has come by what was noted. */
  state(): ReconcileRun;
  /** Notes that an account of the page at hand is done, and what that adds to the counts; resolves when that is saved. */
  done(accountId: string, counts: Partial<Counts>): Promise<void>;
  /** Notes what was found beside the page at hand. */
  counted(counts: Partial<Counts>): Promise<void>;
  /** Notes that a page is done; `cursor` is that of the next one, undefined after the last. */
  turned(cursor: string | undefined): Promise<void>;
  /** Notes anything else of the run. */
  noted(change: Partial<ReconcileRun>): Promise<void>;
};

/**
 * Notes a run's progress account by account, so that whatever ends it, the next goes on behind the accounts that are done. Saves follow
 * one another, and one that is asked for meanwhile takes along all that was noted.
 */
export function progressOf({ drift }: Pick<ReconcileDeps, 'drift'>, begun: ReconcileRun): RunProgress {
  let state = begun;
  let underWay: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;
  const save = () => {
    next ??= underWay.then(() => {
      next = undefined;
      underWay = drift.saveRun(state, { finished: false });
      return underWay;
    });
    return next;
  };
  const noted = (change: Partial<ReconcileRun>) => {
    state = { ...state, ...change };
    return save();
  };
  return {
    state: () => state,
    noted,
    done: (accountId, counts) => noted({ ...plus(state, counts), compared: [...(state.compared ?? []), accountId] }),
    counted: (counts) => noted(plus(state, counts)),
    turned: (cursor) => noted({ cursor, compared: [], allCompared: cursor === undefined }),
  };
}

const plus = (run: ReconcileRun, { checked = 0, corrected = 0, failed = 0 }: Partial<Counts>): Counts => ({
  checked: run.checked + checked,
  corrected: run.corrected + corrected,
  failed: run.failed + failed,
});
