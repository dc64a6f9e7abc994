import type { DuckDBConnection } from '@duckdb/node-api';
import { identifier } from '../../shared/datasets/sql.ts';
import type { FieldType } from '../../shared/domain/catalog/field.ts';
import { rowsOf } from './inspect.ts';

const maxIdChars = 200;
/** The share of numeric values from which the other values of a text field look like mistakes. */
const almostAll = 0.9;

/**
 * Refuses a file without records, and ids that are missing, too long or shared. Also refuses integers beyond JSON's range, and text fields
 * in which nearly all values are numbers. `said` are fields whose type the operator named.
 * @throws Error with one sentence
 */
export async function checkRecords(
  connection: DuckDBConnection,
  relation: string,
  { fields, said }: { readonly fields: Readonly<Record<string, FieldType>>; readonly said: readonly string[] },
): Promise<number> {
  const one = async (sql: string) => (await rowsOf(connection, sql))[0] ?? [];
  const [all, fitting] = await one(
    `SELECT count(*), count(*) FILTER (length(id) BETWEEN 1 AND ${maxIdChars}) FROM ${relation}`,
  );
  if (Number(all) === 0) throw new Error('The file has no records');
  if (all !== fitting)
    throw new Error(`${Number(all) - Number(fitting)} of ${all} records have no id of 1 to ${maxIdChars} characters`);
  const [twice, times] = await one(
    `SELECT id, count(*) FROM ${relation} GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 1`,
  );
  if (twice !== undefined)
    throw new Error(`The id ${JSON.stringify(twice)} occurs ${times} times; each record needs its own`);
  for (const [name, type] of Object.entries(fields)) {
    const column = identifier(name);
    if (type === 'integer') {
      const [large] = await one(
        `SELECT ${column} FROM ${relation} WHERE abs(${column}::HUGEINT) > 9007199254740991 LIMIT 1`,
      );
      if (large !== undefined)
        throw new Error(
          `The field ${name} holds ${large}, larger than a JSON number can be; make it a text: --type ${name}=string`,
        );
    }
    if (type === 'string' && !said.includes(name)) await checkText(connection, relation, name);
  }
  return Number(all);
}

async function checkText(connection: DuckDBConnection, relation: string, name: string): Promise<void> {
  const column = identifier(name);
  const isNumber = `try_cast(${column} AS DOUBLE) IS NOT NULL`;
  const counts = `SELECT count(${column}), count(*) FILTER (${isNumber}), any_value(${column}) FILTER (NOT (${isNumber}))`;
  const [[values, numbers, odd] = []] = await rowsOf(connection, `${counts} FROM ${relation}`);
  if (Number(values) === Number(numbers) || Number(numbers) < almostAll * Number(values)) return;
  throw new Error(
    `The field ${name} is a number in ${numbers} of ${values} records, but one value is ${JSON.stringify(odd)}. Correct the file, or read the field as text: --type ${name}=string`,
  );
}
