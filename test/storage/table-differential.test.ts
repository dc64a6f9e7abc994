import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { beforeAll, expect, inject, test } from 'vitest';
import { memoryTable } from '../../shared/storage/memory-table.ts';
import type { Item, Page, Query, Table } from '../../shared/storage/table.ts';
import { type Operation, operation, within } from '../support/table-operations.ts';
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
  const kinds = ['get', 'put', 'update', 'delete', 'transact', 'query'];
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(kinds.map((kind) => `${kind} ok`)));
  expect([...outcomes.keys()]).toEqual(expect.arrayContaining(kinds.slice(1, 5).map((kind) => `${kind} refused`)));
}, 3_600_000);

/** The operation as JSON, long fillers cut short. */
function shown(current: Operation): string {
  return JSON.stringify(current).replaceAll(/(.)\1{49,}/gu, (filler, letter) => `${letter}*${filler.length}`);
}

type Outcome = { readonly answer: unknown } | { readonly error: string };

async function outcomeOf(table: Table, current: Operation): Promise<Outcome> {
  try {
    return { answer: await perform(table, current) };
  } catch (error) {
    // A transaction may be wrong in several ways at once; which of them is named first is nobody's business.
    return { error: current.kind === 'transact' ? 'refused as invalid' : (error as Error).name };
  }
}

async function perform(table: Table, current: Operation): Promise<unknown> {
  switch (current.kind) {
    case 'get':
      return table.get(current.key, { consistent: current.consistent });
    case 'put':
      return table.put(current.item, current.if);
    case 'update':
      return table.update(current.key, current.change, current.if);
    case 'delete':
      return table.delete(current.key, current.if);
    case 'transact':
      return repeated(current.times, () => table.transact(current.writes, { token: current.token }));
    case 'query':
      return everyPage(table, current.query);
  }
}

async function repeated<T>(times: number, call: () => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  while (answers.length < times) answers.push(await call());
  return answers;
}

/**
 * All pages of a query. Entries of the index that share a sort key have no promised order, so they are put in one here, and the
 * units of pages between which they may have moved are left out.
 */
async function everyPage(table: Table, query: Query): Promise<unknown> {
  const pages: Page[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await table.query({ ...query, ...(cursor !== undefined && { cursor }) });
    pages.push(page);
    cursor = page.cursor;
  }
  const items = pages.flatMap((page) => page.items);
  if (!query.index) return pages.map(({ cursor, ...page }) => ({ ...page, more: cursor !== undefined }));
  const order = items.map((item) => item.listSk);
  const hasTies = new Set(order).size < order.length;
  const sizes = pages.map((page) => ({ count: page.items.length, ...(!hasTies && { readUnits: page.readUnits }) }));
  return { sizes, order, items: items.toSorted(byKey) };
}

function byKey(a: Item, b: Item): number {
  return Buffer.compare(Buffer.from(`${a.pk} ${a.sk}`), Buffer.from(`${b.pk} ${b.sk}`));
}

function kindOf({ kind }: Operation, outcome: Outcome): string {
  if ('error' in outcome) return `${kind} ${outcome.error}`;
  const [first] = [outcome.answer].flat() as { ok?: boolean }[];
  return `${kind} ${first?.ok === false ? 'refused' : 'ok'}`;
}
