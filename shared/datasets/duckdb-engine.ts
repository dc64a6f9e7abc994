import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Dataset } from '../domain/catalog/catalog.ts';
import { encodeCursor } from '../domain/datasets/cursor.ts';
import { fieldNames } from '../domain/datasets/filters.ts';
import type { RecordsQuery } from '../domain/datasets/query.ts';
import type { DatasetFiles } from './dataset-files.ts';
import { type DataRecord, DatasetUnavailable, type QueryEngine, QueryTooHeavy } from './query-engine.ts';
import { type QueryLimits, type QueryProcessOptions, queryProcess } from './query-process.ts';
import { countsSql, recordSql, recordsSql, type Sql, selectedFields, sizeSql, sqlColumns } from './sql.ts';
import type { Row, WorkerAnswer, WrittenFile } from './worker-protocol.ts';

/** The query engine over DuckDB in a child process. */
export type DuckDbEngine = QueryEngine & {
  /** Ends the child process. */
  close(): void;
};
/** Options of the engine: those of its process, and where it writes exports. */
export type DuckDbEngineOptions = QueryProcessOptions & {
  /** Where exports are written, on this machine; made if missing. */
  readonly exportDirectory?: string;
};

type Rows = Extract<WorkerAnswer, { ok: true }>;
type Ask = (dataset: Dataset, sql: Sql, more?: Partial<QueryLimits> & { readonly file?: WrittenFile }) => Promise<Rows>;

/** An export may take longer than a page, and still be written and sent within the 29 s that the API waits. */
const exportBounds: QueryLimits = { timeoutMs: 15_000, maxBytes: 128_000_000 };

function recordOf(row: Row, fields: readonly string[]): DataRecord {
  return Object.fromEntries(fields.map((name, index) => [name, row[index] ?? null]));
}

function atLeastOne(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name} must be a whole number of at least 1`);
  return value;
}

function rowsOf(dataset: Dataset, answer: WorkerAnswer): Rows {
  if (answer.ok) return answer;
  const { failure, message } = answer;
  switch (failure) {
    case 'too_heavy':
      throw new QueryTooHeavy(message);
    case 'record_too_large':
      throw new QueryTooHeavy(
        message,
        'One record is larger than a response may be. Leave its large fields out: name the others in fields.',
      );
    case 'unreadable':
      throw new DatasetUnavailable(dataset.id, message);
    case 'failed':
      throw new Error(`A query of ${dataset.id} failed: ${message}`);
  }
}

/** The cursor after a row of `selectedFields`. */
function cursorAfter(dataset: Dataset, query: RecordsQuery, row: Row): string {
  const { id, ...values } = recordOf(row, selectedFields(dataset, query));
  const time = dataset.timeField === undefined ? undefined : (values[dataset.timeField] as string | null);
  return encodeCursor(dataset, query, { id: String(id), time });
}

type Cut = { readonly rows: number; readonly sampleOnly: boolean };

/** The first rows after the cursor: those with a time by a range of it, and those without only where the former do not suffice. */
async function firstRows(ask: Ask, dataset: Dataset, query: RecordsQuery, { rows, sampleOnly }: Cut): Promise<Rows> {
  const found = await ask(dataset, recordsSql(dataset, { ...query, timed: true }, { rows, sampleOnly }));
  const left = rows - found.rows.length;
  if (typeof query.after?.time !== 'string' || found.cut || left === 0) return found;
  const untimed = { ...query, after: { id: '', time: null } };
  const rest = await ask(dataset, recordsSql(dataset, untimed, { rows: left, sampleOnly }));
  return { ...rest, rows: [...found.rows, ...rest.rows] };
}

function recordsOver(ask: Ask): QueryEngine['records'] {
  return async (dataset, query, { maxRecords, sampleOnly }) => {
    const size = Math.min(query.limit, atLeastOne('maxRecords', maxRecords));
    const { rows, cut } = await firstRows(ask, dataset, query, { rows: size + 1, sampleOnly });
    const page = rows.slice(0, size);
    const last = rows.length > size || cut ? page.at(-1) : undefined;
    const records = page.map((row) => recordOf(row, query.fields));
    return last === undefined ? { records } : { records, nextCursor: cursorAfter(dataset, query, last) };
  };
}

function exportedOver(ask: Ask, directory: string): QueryEngine['exported'] {
  return async (dataset, query, { maxRecords, sampleOnly, format }) => {
    const size = Math.min(query.limit, atLeastOne('maxRecords', maxRecords));
    await mkdir(directory, { recursive: true });
    const file = path.resolve(directory, `${randomUUID()}.${format}.gz`);
    try {
      const target = { path: file, format, names: query.fields, maxRows: size };
      const sql = recordsSql(dataset, query, { rows: size + 1, sampleOnly });
      const { rows, cut, written = 0, ids = [] } = await ask(dataset, sql, { ...exportBounds, file: target });
      const next = cut && rows[0] ? { nextCursor: cursorAfter(dataset, query, rows[0]) } : {};
      return { path: file, records: written, ids, bytes: (await stat(file)).size, ...next };
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
  };
}

/** The query port on files, through DuckDB in a child process with bounds on memory, time and the size of an answer. */
export function duckDbEngine(files: DatasetFiles, options: DuckDbEngineOptions): DuckDbEngine {
  const worker = queryProcess(options);
  const ask: Ask = async (dataset, sql, more = {}) => {
    const { path: file, format } = await files.current(dataset.id);
    const source = { path: file, format, columns: sqlColumns(dataset) };
    return rowsOf(dataset, await worker.ask({ source, ...sql, ...more }));
  };

  return {
    async version(dataset) {
      const { version, publishedAt } = await files.current(dataset.id);
      return { version, publishedAt };
    },

    records: recordsOver(ask),
    async size(dataset, query, scope) {
      const { rows } = await ask(dataset, sizeSql(dataset, query, scope));
      return Number(rows[0]?.[0] ?? 0);
    },

    exported: exportedOver(ask, options.exportDirectory ?? 'exports'),

    async record(dataset, id, { sampleOnly, fields = fieldNames(dataset) }) {
      const { rows } = await ask(dataset, recordSql(dataset, id, { fields, sampleOnly }));
      return rows[0] === undefined ? null : recordOf(rows[0], fields);
    },

    async counts(dataset, query, { maxBuckets, sampleOnly }) {
      const bounds = { maxBuckets: atLeastOne('maxBuckets', maxBuckets) + 1, sampleOnly };
      const { rows, cut } = await ask(dataset, countsSql(dataset, query, bounds));
      const found = rows.slice(0, maxBuckets);
      const counts = found.map(([bucket, count]) => ({ bucket: String(bucket), count: Number(count) }));
      return { counts, isCut: cut || rows.length > maxBuckets };
    },

    close: () => worker.close(),
  };
}
