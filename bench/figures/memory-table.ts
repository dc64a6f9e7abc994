import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import type { Table } from '../../shared/storage/table/table.ts';
import { type Operation, operation, within } from '../../test/support/table-operations.ts';
import { outcomeOf, shown } from '../../test/support/table-outcomes.ts';
import { newDynamoTable } from '../../test/support/tables.ts';
import { type Bench, secondsSince } from '../figure.ts';

const operations = Number(process.env.OPERATIONS ?? 100_000);
const longestRun = 100;
const atOnce = 16;

/** How many answers of the memory table differ from DynamoDB Local's, over generated operations. */
export const run: Bench = async (seed) => {
  const began = performance.now();
  const dynamoDb = await startDynamoDbLocal();
  try {
    const table = await newDynamoTable(dynamoDb.endpoint);
    const runs = runsOf(seed);
    const total = runs.reduce((sum, { length }) => sum + length, 0);
    let differences = 0;
    const left = runs.entries();
    const compare = async () => {
      for (const [index, generated] of left)
        differences += await differencesIn(table, `${index}`.padStart(7, '0'), generated);
    };
    await Promise.all(Array.from({ length: atOnce }, compare));
    console.log(`  ${total} operations in ${runs.length} runs; ${secondsSince(began)} s`);
    const unit = `differences in ${total} operations`;
    return { bench: 'memory-table', value: differences, unit, target: 0, peer: {}, ratio: null, ok: differences === 0 };
  } finally {
    await dynamoDb.stop();
  }
};

/** Runs that each start with an empty table, and together have the requested number of operations. */
function runsOf(seed: number): Operation[][] {
  const sequence = fc.array(operation, { minLength: 1, maxLength: longestRun, size: 'max' });
  const runs: Operation[][] = [];
  for (let made = 0, turn = 0; made < operations; turn++) {
    for (const run of fc.sample(sequence, { seed: seed + turn, numRuns: 100 })) {
      if (made >= operations) break;
      runs.push(run);
      made += run.length;
    }
  }
  return runs;
}

/** The differences in one run. It ends at the first, because later ones would only repeat it. */
async function differencesIn(dynamo: Table, name: string, generated: readonly Operation[]): Promise<number> {
  const memory = memoryTable();
  for (const made of generated) {
    const current = within(name, made);
    const expected = await outcomeOf(dynamo, current);
    const actual = await outcomeOf(memory, current);
    if (isDeepStrictEqual(actual, expected)) continue;
    console.log(
      `  differs: ${shown(current)}\n    DynamoDB Local ${JSON.stringify(expected)}\n    memory ${JSON.stringify(actual)}`,
    );
    return 1;
  }
  return 0;
}
