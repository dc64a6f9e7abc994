import type { Table } from '../../shared/storage/table/table.ts';

/** A table that counts rounds of reads: calls that wait together are one round trip. */
export function countingTrips(table: Table) {
  let trips = 0;
  let underWay = 0;
  const counted =
    <Parameters extends unknown[], Result>(call: (...parameters: Parameters) => Promise<Result>) =>
    async (...parameters: Parameters): Promise<Result> => {
      if (underWay === 0) trips++;
      underWay++;
      try {
        // All that the same moment asks for is under way before any of it is answered.
        await new Promise((resolve) => setImmediate(resolve));
        return await call(...parameters);
      } finally {
        setImmediate(() => underWay--);
      }
    };
  return {
    table: {
      ...table,
      get: counted(table.get),
      getAll: counted(table.getAll),
      query: counted(table.query),
    } satisfies Table,
    trips: () => trips,
    reset: () => {
      trips = 0;
    },
  };
}
