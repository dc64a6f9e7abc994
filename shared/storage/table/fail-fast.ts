import { StorageUnavailable, type Table } from './table.ts';

type Options = {
  /** Milliseconds of a clock that only moves forward. */
  readonly nowMs: () => number;
  /** Resolves after so many milliseconds. */
  readonly elapsed?: (ms: number) => Promise<unknown>;
};

/** A call that failed after so long had no answer: throttling and errors come at once. */
const hungAfterMs = 2_500;
/** So long nothing is sent to a table that hangs. */
const restMs = 5_000;
/** So long the one call waits that is sent then. */
const probeMs = 1_000;

/**
 * A table that refuses calls for a while after it left one unanswered. They fail at once as unavailable, and nothing of them is sent.
 * After the while one call is sent, for a second at most, and the others still fail. Any answer ends it.
 * Callers treat an unavailable table as before: the write may or may not have happened.
 * Source: M. Nygard, Release It!, "Circuit Breaker".
 */
export function failFast(table: Table, { nowMs, elapsed = wait }: Options): Table {
  /** 0: the table answers. */
  let restsUntilMs = 0;
  const answers = () => {
    restsUntilMs = 0;
  };
  const rest = () => {
    restsUntilMs = nowMs() + restMs;
  };
  const probed = async <R>(asked: Promise<R>): Promise<R> => {
    rest();
    asked.then(answers, () => {});
    const late = elapsed(probeMs).then(() => Promise.reject(noAnswer()));
    try {
      return await Promise.race([asked, late]);
    } catch (error) {
      if (error instanceof StorageUnavailable) rest();
      else answers();
      throw error;
    }
  };
  const guarded =
    <A extends readonly unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const beganMs = nowMs();
      if (beganMs < restsUntilMs) throw noAnswer();
      if (restsUntilMs > 0) return probed(call(...given));
      try {
        return await call(...given);
      } catch (error) {
        if (error instanceof StorageUnavailable && nowMs() - beganMs >= hungAfterMs) rest();
        throw error;
      }
    };
  return {
    get: guarded(table.get),
    getAll: guarded(table.getAll),
    query: guarded(table.query),
    put: guarded(table.put),
    insert: guarded(table.insert),
    update: guarded(table.update),
    delete: guarded(table.delete),
    transact: guarded(table.transact),
  };
}

const noAnswer = () => new StorageUnavailable(new Error('The table has left a call without an answer a moment ago'));
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms).unref());
