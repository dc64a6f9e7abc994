import { DuckDBDateValue, type DuckDBResult, DuckDBTimestampValue, type DuckDBValue } from '@duckdb/node-api';
import { timestampText } from '../domain/datasets/values.ts';
import type { Cell, Row } from './worker-protocol.ts';

const dayMicros = 86_400_000_000n;
/** About what a cell takes beside its text: quotes, comma, the name of its field. */
const cellBytes = 16;

function cellOf(value: DuckDBValue): Cell {
  if (value instanceof DuckDBTimestampValue) return value.isFinite ? timestampText(value.micros) : null;
  if (value instanceof DuckDBDateValue)
    return value.isFinite ? timestampText(BigInt(value.days) * dayMicros).slice(0, 10) : null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'boolean' ? value : value === null ? null : String(value);
}

/** About how many bytes a row takes as JSON in UTF-8. */
const bytesOf = (row: Row): number =>
  row.reduce<number>((sum, cell) => sum + cellBytes + (typeof cell === 'string' ? Buffer.byteLength(cell) : 0), 0);

/** The rows of a result, each made when it is asked for. */
async function* rowsIn(result: DuckDBResult): AsyncGenerator<Row> {
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk())
    for (let index = 0; index < chunk.rowCount; index += 1) yield chunk.getRowValues(index).map(cellOf);
}

/**
 * The first rows that take at most about `maxBytes` together, given to `take` one after the other. `cut` says that there were more.
 * The number of rows does not bound the size of one, so a row is cut before any of it is kept.
 */
export async function takeRows(
  result: DuckDBResult,
  maxBytes: number,
  take: (row: Row) => Promise<void> | void,
): Promise<{ readonly cut: boolean }> {
  let bytes = 0;
  for await (const row of rowsIn(result)) {
    bytes += bytesOf(row);
    if (bytes > maxBytes) return { cut: true };
    await take(row);
  }
  return { cut: false };
}
