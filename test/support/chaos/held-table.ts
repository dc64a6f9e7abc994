import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Random } from '../../../datasets/random.ts';
import type { Table } from '../../../shared/storage/table/table.ts';

type Holding = {
  readonly random: Random;
  /** How many of a hundred calls wait before they are sent; as many wait before their answer is seen. */
  readonly heldPercent: number;
  /** Resolves once the clock has moved on by this time. */
  readonly wait: (ms: number) => Promise<void>;
  /** A place where the process may be made to die. */
  readonly mayDie: () => void;
};

const maxHeldMs = 3_000;

/** The table as a process sees it on a slow network. Its clock stands still between steps; `quiet` waits until nothing goes on without it. */
export function heldTable(table: Table, { random, heldPercent, wait, mayDie }: Holding) {
  let open = 0;
  let changed = () => {};
  const hold = async () => {
    if (random.next() * 100 < heldPercent) await wait(random.next() * maxHeldMs);
  };
  const around =
    <A extends unknown[], R>(call: (...parts: A) => Promise<R>) =>
    async (...parts: A): Promise<R> => {
      await hold();
      mayDie();
      open += 1;
      try {
        const sent = call(...parts);
        await Promise.race([sent, nextTurn()]);
        mayDie();
        return await sent;
      } finally {
        open -= 1;
        changed();
        mayDie();
        await hold();
      }
    };
  const held: Table = {
    get: around(table.get),
    getAll: around(table.getAll),
    query: around(table.query),
    put: around(table.put),
    insert: around(table.insert),
    update: around(table.update),
    delete: around(table.delete),
    transact: around(table.transact),
  };
  return {
    held,
    /** Until no call is open and nobody has begun another. */
    async quiet() {
      for (let calm = 0; calm < 3; calm++) {
        if (open > 0) {
          calm = -1;
          await new Promise<void>((resolve) => {
            changed = resolve;
          });
        } else await nextTurn();
      }
    },
  };
}
