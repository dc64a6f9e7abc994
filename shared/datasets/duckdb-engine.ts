import type { Dataset } from '../domain/catalog/catalog.ts';
import { encodeCursor } from '../domain/datasets/cursor.ts';
import { fieldNames } from '../domain/datasets/filters.ts';
import type { DatasetFiles } from './dataset-files.ts';
import { type DataRecord, DatasetUnavailable, type QueryEngine, QueryTooHeavy } from './query-engine.ts';
import { type QueryProcessOptions, queryProcess } from './query-process.ts';
import { countsSql, recordSql, recordsSql, type Sql, selectedFields, sqlColumns } from './sql.ts';
import type { Row } from './worker-protocol.ts';

export type DuckDbEngine = QueryEngine & {
  /** Ends the child process. */
  close(): void;
};

function recordOf(row: Row, fields: readonly string[]): DataRecord {
  return Object.fromEntries(fields.map((name, index) => [name, row[index] ?? null]));
}

function atLeastOne(name: string, value: number): number {
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${name} must be a whole number of at least 1`);
  return value;
}

/** The query port on files, through DuckDB in a child process with bounds on memory and time. */
export function duckDbEngine(files: DatasetFiles, options: QueryProcessOptions): DuckDbEngine {
  const worker = queryProcess(options);

  const rowsOf = async (dataset: Dataset, sql: Sql): Promise<readonly Row[]> => {
    const { path, format } = await files.current(dataset.id);
    const answer = await worker.ask({ source: { path, format, columns: sqlColumns(dataset) }, ...sql });
    if (answer.ok) return answer.rows;
    switch (answer.failure) {
      case 'too_heavy':
        throw new QueryTooHeavy(answer.message);
      case 'unreadable':
        throw new DatasetUnavailable(dataset.id, answer.message);
      case 'failed':
        throw new Error(`A query of ${dataset.id} failed: ${answer.message}`);
    }
  };

  return {
    async records(dataset, query, { maxRecords, sampleOnly }) {
      const size = Math.min(query.limit, atLeastOne('maxRecords', maxRecords));
      const found = await rowsOf(dataset, recordsSql(dataset, query, { rows: size + 1, sampleOnly }));
      const page = found.slice(0, size);
      const records = page.map((row) => recordOf(row, query.fields));
      const last = found.length > size ? page.at(-1) : undefined;
      if (last === undefined) return { records };
      const { id, ...values } = recordOf(last, selectedFields(dataset, query));
      const time = dataset.timeField === undefined ? undefined : (values[dataset.timeField] as string | null);
      return { records, nextCursor: encodeCursor(dataset, query, { id: String(id), time }) };
    },

    async record(dataset, id, { sampleOnly, fields = fieldNames(dataset) }) {
      const [row] = await rowsOf(dataset, recordSql(dataset, id, { fields, sampleOnly }));
      return row === undefined ? null : recordOf(row, fields);
    },

    async counts(dataset, query, { maxBuckets, sampleOnly }) {
      const bounds = { maxBuckets: atLeastOne('maxBuckets', maxBuckets), sampleOnly };
      const rows = await rowsOf(dataset, countsSql(dataset, query, bounds));
      return rows.map(([bucket, count]) => ({ bucket: String(bucket), count: Number(count) }));
    },

    close: () => worker.close(),
  };
}
