import path from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { identifier, sqlTypes } from '../../shared/datasets/sql.ts';
import type { FileFormat } from '../../shared/datasets/worker-protocol.ts';
import { reservedFieldNames } from '../../shared/domain/catalog/dataset-rule.ts';
import type { FieldType } from '../../shared/domain/catalog/field.ts';

/** An inspected file: an SQL relation that reads it, and its fields except `id` with their types. */
export type Inspected = { readonly relation: string; readonly fields: Readonly<Record<string, FieldType>> };

const formats: Readonly<Record<string, FileFormat>> = {
  '.parquet': 'parquet',
  '.csv': 'csv',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
};
const types: readonly (readonly [pattern: RegExp, type: FieldType])[] = [
  [/^(VARCHAR|UUID|ENUM\b.*)$/, 'string'],
  [/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/, 'integer'],
  [/^(FLOAT|DOUBLE|DECIMAL\b.*)$/, 'number'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP\b.*$/, 'timestamp'],
];

/** A text as an SQL string literal. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** An in-memory DuckDB for this command; it reads the operator's files on the operator's machine. */
export async function openDuckDb(): Promise<DuckDBConnection> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run("SET TimeZone = 'UTC'");
  return connection;
}

/** The rows of a query. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql)).getRows();
}

function readerOf(file: string): string {
  const format = formats[path.extname(file).toLowerCase()];
  const name = literal(path.resolve(file));
  switch (format) {
    case 'parquet':
      return `read_parquet(${name})`;
    case 'csv':
      return `read_csv(${name}, header = true, sample_size = -1)`;
    case 'ndjson':
      return `read_json(${name}, format = 'newline_delimited', sample_size = -1)`;
    default:
      throw new Error(`${path.basename(file)} is none of .parquet, .csv, .ndjson and .jsonl`);
  }
}

/** The columns as the file declares them. In CSV, text fields and `id` are read verbatim, so that `007` does not become a number. */
async function columnsOf(connection: DuckDBConnection, file: string, given: Readonly<Record<string, FieldType>>) {
  const reader = readerOf(file);
  const rows = await rowsOf(connection, `DESCRIBE SELECT * FROM ${reader}`);
  const columns = rows.map(([name, type]) => [`${name}`, `${type}`] as const);
  const texts = columns.filter(([name]) => name === 'id' || given[name] === 'string');
  if (!reader.startsWith('read_csv') || texts.length === 0) return { reader, columns };
  const types = texts.map(([name]) => `${literal(name)}: 'VARCHAR'`).join(', ');
  return { reader: reader.replace(/\)$/, `, types = {${types}})`), columns };
}

function typeOf(name: string, type: string): FieldType {
  const found = types.find(([pattern]) => pattern.test(type))?.[1];
  if (found) return found;
  if (type === 'JSON')
    throw new Error(`The field ${name} holds values of several types; say which it shall be: --type ${name}=string`);
  throw new Error(
    `The field ${name} is of type ${type}, which no record can have; make plain fields of it, or leave it out`,
  );
}

function checkName(name: string): void {
  if ((reservedFieldNames as readonly string[]).includes(name))
    throw new Error(
      `The field ${name} has the name of a query parameter; call it something other than ${reservedFieldNames.join(', ')}`,
    );
  if (!/^[A-Za-z][A-Za-z0-9_]{0,62}$/.test(name))
    throw new Error(
      `The field ${JSON.stringify(name)} must be named with letters, digits and "_", starting with a letter`,
    );
}

/** A column as a field of this type. */
export const castTo = (name: string, type: FieldType): string =>
  `CAST(${identifier(name)} AS ${sqlTypes[type]}) AS ${identifier(name)}`;

/**
 * Reads the schema of a file from all of its records. `given`: types that the operator set.
 * @throws Error with one sentence if no dataset can have such fields
 */
export async function inspect(
  connection: DuckDBConnection,
  file: string,
  given: Readonly<Record<string, FieldType>>,
): Promise<Inspected> {
  const { reader, columns } = await columnsOf(connection, file, given);
  if (!columns.some(([name]) => name === 'id'))
    throw new Error(`${path.basename(file)} has no field id; every record needs one, a text of its own that stays`);
  const others = columns.filter(([name]) => name !== 'id');
  for (const [name] of others) checkName(name);
  const stranger = Object.keys(given).find((name) => !others.some(([other]) => other === name));
  if (stranger !== undefined) throw new Error(`--type names ${stranger}, which is no field of ${path.basename(file)}`);
  const fields = Object.fromEntries(others.map(([name, type]) => [name, given[name] ?? typeOf(name, type)]));
  if (others.length === 0) throw new Error(`${path.basename(file)} has no field beside id`);
  const list = Object.keys(fields).map((name) => (given[name] ? castTo(name, given[name]) : identifier(name)));
  return { relation: `(SELECT ${[castTo('id', 'string'), ...list].join(', ')} FROM ${reader})`, fields };
}
