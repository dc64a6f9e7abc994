import type { Table } from '../../shared/storage/table/table.ts';

/** A table that counts round trips: reads that are asked for before any of them is answered go together. */
export function countedTrips(table: Table) {
  let trips = 0;
  let leaving: Promise<void> | null = null;
  const together = (): Promise<void> => {
    leaving ??= new Promise((resolve) =>
      setImmediate(() => {
        trips += 1;
        leaving = null;
        resolve();
      }),
    );
    return leaving;
  };
  const read =
    <Args extends unknown[], Answer>(ask: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      await together();
      return ask(...args);
    };
  const counted: Table = { ...table, get: read(table.get), getAll: read(table.getAll), query: read(table.query) };
  return {
    table: counted,
    /** The round trips that something takes. */
    async of(work: () => Promise<unknown>): Promise<number> {
      trips = 0;
      await work();
      return trips;
    },
  };
}
