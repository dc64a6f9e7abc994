/** The process that runs DuckDB: one query at a time, one locked-down instance a file, no credentials in its environment. */
import {
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBResult,
  StatementType,
} from '@duckdb/node-api';
import { takeRows } from './duckdb-rows.ts';
import { exportFile } from './export-file.ts';
import { identifier } from './sql.ts';
import type { Failure, QuerySource, Row, WorkerAnswer, WorkerRequest, WrittenFile } from './worker-protocol.ts';

const maxOpenFiles = 4;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

function readerOf({ path, format, columns }: QuerySource): string {
  const file = literal(path);
  if (format === 'parquet') return `read_parquet(${file})`;
  if (format === 'csv') return `read_csv(${file}, header = true, all_varchar = true)`;
  const types = columns.map(([name, type]) => `${literal(name)}: ${literal(type)}`).join(', ');
  return `read_json(${file}, format = 'newline_delimited', columns = {${types}})`;
}

/**
 * Opens a file so that SQL can read it and nothing else. The order matters: the view needs the file before access is closed, and nothing
 * can be set after the lock (DuckDB, "Securing DuckDB").
 * A query that does not fit into memory fails; it never spills to disk.
 */
async function open(source: QuerySource, memoryLimitMb: number): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '1',
    memory_limit: `${memoryLimitMb}MB`,
    temp_directory: '',
    enable_external_file_cache: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  const columns = source.columns.map(([name, type]) => `CAST(${identifier(name)} AS ${type}) AS ${identifier(name)}`);
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run('SET parquet_metadata_cache = true');
  await connection.run(`CREATE VIEW records AS SELECT ${columns.join(', ')} FROM ${readerOf(source)}`);
  await connection.run(`SET allowed_paths = [${literal(source.path)}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
  return connection;
}

function failureOf(message: string): Failure {
  if (/^(INTERRUPT|Out of Memory) Error/.test(message)) return 'too_heavy';
  return /^(IO|Conversion|Binder|Invalid Input) Error/.test(message) ? 'unreadable' : 'failed';
}

const tooLarge: WorkerAnswer = { ok: false, failure: 'record_too_large', message: 'One record is over the bound' };

async function answered(result: DuckDBResult, maxBytes: number): Promise<WorkerAnswer> {
  const rows: Row[] = [];
  const { cut } = await takeRows(result, maxBytes, (row) => void rows.push(row));
  return cut && rows.length === 0 ? tooLarge : { ok: true, rows, cut };
}

async function written(result: DuckDBResult, maxBytes: number, target: WrittenFile): Promise<WorkerAnswer> {
  const file = exportFile(target);
  const ids: string[] = [];
  let last: Row | undefined;
  let count = 0;
  let more = false;
  await file.head();
  const { cut } = await takeRows(result, maxBytes, async (row) => {
    more = count === target.maxRows;
    if (more) return;
    await file.write(row);
    ids.push(String(row[0]));
    last = row;
    count += 1;
  });
  await file.end();
  return cut && !last ? tooLarge : { ok: true, rows: last ? [last] : [], cut: cut || more, written: count, ids };
}

/**
 * The client binds each whole number as a BIGINT and throws from 2^63 on (`typeForValue` of @duckdb/node-api). So a number beyond the safe
 * whole numbers is bound as the DOUBLE that it is. Without a type it binds by the value.
 */
function bind(statement: DuckDBPreparedStatement, params: WorkerRequest['params']): void {
  for (const [i, value] of params.entries()) {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) statement.bindDouble(i + 1, value);
    else statement.bindValue(i + 1, value);
  }
}

async function query(connection: DuckDBConnection, request: WorkerRequest): Promise<WorkerAnswer> {
  const { text, params, timeoutMs, maxBytes, file } = request;
  const statement = await connection.prepare(text);
  const timer = setTimeout(() => connection.interrupt(), timeoutMs);
  try {
    if (statement.statementType !== StatementType.SELECT) throw new Error('Only SELECT is allowed');
    bind(statement, params);
    const result = await statement.stream();
    return file ? await written(result, maxBytes, file) : await answered(result, maxBytes);
  } finally {
    clearTimeout(timer);
    // A statement holds the buffers of its file until then; left to the garbage collector they add up to the memory limit.
    statement.destroySync();
  }
}

/** Answers queries that arrive as messages, until its parent goes. `memoryLimitMb` bounds each query. */
export function serveQueries(worker: NodeJS.Process, memoryLimitMb: number): void {
  const connections = new Map<string, DuckDBConnection>();

  const connectionTo = async (source: QuerySource): Promise<DuckDBConnection> => {
    const key = JSON.stringify(source);
    const connection = connections.get(key) ?? (await open(source, memoryLimitMb));
    connections.delete(key);
    connections.set(key, connection);
    const [oldest] = connections.keys();
    if (connections.size > maxOpenFiles && oldest !== undefined) {
      connections.get(oldest)?.closeSync();
      connections.delete(oldest);
    }
    return connection;
  };

  const answer = async (request: WorkerRequest): Promise<WorkerAnswer> => {
    try {
      return await query(await connectionTo(request.source), request);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { ok: false, failure: failureOf(message), message };
    }
  };

  worker.on('message', async (request: WorkerRequest) => worker.send?.(await answer(request)));
  worker.on('disconnect', () => worker.exit(0));
  worker.send?.('ready');
}
