import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { operation, within } from '../support/table-operations.ts';
import { kindOf, outcomeOf, shown } from '../support/table-outcomes.ts';
import { newDynamoTable } from '../support/tables.ts';

/** `SEED` repeats a run; `OPERATIONS` makes it longer. */
const seed = Number(process.env.SEED ?? 20_261_124);
const operations = Number(process.env.OPERATIONS ?? 3_000);
const LONGEST_RUN = 100;
const USUAL_RUN = 48;

let dynamo: Table;

beforeAll(async () => {
  dynamo = await newDynamoTable(inject('dynamoDbEndpoint'));
});

test(`the memory table answers about ${operations} generated operations as DynamoDB Local does (SEED=${seed})`, async () => {
  let runs = 0;
  let compared = 0;
  const outcomes = new Map<string, number>();
  const sequence = fc.array(operation, { minLength: 1, maxLength: LONGEST_RUN, size: 'max' });
  const property = fc.asyncProperty(sequence, async (generated) => {
    runs += 1;
    const run = `${runs}`.padStart(7, '0');
    const memory = memoryTable();
    for (const made of generated) {
      const current = within(run, made);
      const expected = await outcomeOf(dynamo, current);
      const actual = await outcomeOf(memory, current);
      if (!isDeepStrictEqual(actual, expected)) expect(actual, shown(current)).toStrictEqual(expected);
      outcomes.set(kindOf(current, actual), (outcomes.get(kindOf(current, actual)) ?? 0) + 1);
      compared += 1;
    }
  });
  await fc.assert(property, { seed, numRuns: Math.ceil(operations / USUAL_RUN) });

  console.log(`${compared} operations compared:`, Object.fromEntries([...outcomes].toSorted()));
  const kinds = ['get', 'getAll', 'put', 'insert', 'update', 'delete', 'transact', 'query'];
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(kinds.map((kind) => `${kind} ok`)));
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(kinds.slice(2, 7).map((kind) => `${kind} refused`)));
}, 3_600_000);
