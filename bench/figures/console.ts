import { batchWrites } from '../../cli/seed/batch-write.ts';
import { seedTable } from '../../cli/seed/seed.ts';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { dynamoTable } from '../../shared/storage/table/dynamo-table.ts';
import type { StripeGateway } from '../../shared/stripe/gateway.ts';
import { assemble } from '../../test/support/app.ts';
import { type Person, signUp } from '../../test/support/app-person.ts';
import { type ConsolePage, consolePages, type Known, knownThings, pathOf } from '../../test/support/console-pages.ts';
import { createTable } from '../../test/support/table-schema.ts';
import { localClient } from '../../test/support/tables.ts';
import catalog from '../../tollgate.config.ts';
import { type Bench, rounded, secondsSince } from '../figure.ts';

const target = { 'slowest page, p95 s': 1, 'pages that failed': 0 };
const tableName = 'console';
const reads = 20;
/** 10,000 organizations, 100,000 keys and 1,000,000 events. Fewer organizations by `ORGANIZATIONS`, for a first look. */
const organizations = Number(process.env.ORGANIZATIONS ?? 10_000);

type Measured = { readonly path: string; readonly p95Seconds: number; readonly hasFailed: boolean };

/** The time of each page's answer over DynamoDB Local, with the whole handler and its JSON, at the size that the console is made for. */
export const run: Bench = async (seed) => {
  const dynamoDb = await startDynamoDbLocal();
  try {
    const client = localClient(dynamoDb.endpoint);
    await createTable(client, tableName);
    const table = dynamoTable({ client, tableName });
    const now = new Date();
    const operator = await signUp(
      assemble({ table, stripe: {} as StripeGateway, now: () => now }),
      'operator@example.com',
    );
    const began = performance.now();
    const size = { organizations, keys: 10, events: 100, seed };
    const items = await seedTable({ ...size, now, catalog }, batchWrites(client, tableName), (done) => {
      if (done % 1_000 === 0) console.log(`  ${done} organizations after ${secondsSince(began)} s`);
    });
    console.log(`  ${items} items in ${secondsSince(began)} s`);
    const known = await knownThings(operator);
    const measured: Measured[] = [];
    for (const page of consolePages) measured.push(await timed(operator, page, known));
    return figureOf(measured);
  } finally {
    await dynamoDb.stop();
  }
};

async function timed(operator: Person, page: ConsolePage, known: Known): Promise<Measured> {
  const path = pathOf(page, known);
  const seconds: number[] = [];
  let hasFailed = false;
  for (let i = 0; i < reads; i += 1) {
    const began = performance.now();
    const { status } = await operator.get(path);
    seconds.push((performance.now() - began) / 1_000);
    hasFailed ||= status !== page.status;
  }
  const p95Seconds = seconds.toSorted((a, b) => a - b)[Math.ceil(reads * 0.95) - 1] ?? 0;
  console.log(`  ${page.path}: p95 ${rounded(p95Seconds * 1_000)} ms${hasFailed ? ', FAILED' : ''}`);
  return { path: page.path, p95Seconds, hasFailed };
}

function figureOf(measured: readonly Measured[]) {
  const slowest = measured.reduce((one, other) => (other.p95Seconds > one.p95Seconds ? other : one));
  console.log(`  slowest: ${slowest.path}`);
  const value = {
    'slowest page, p95 s': rounded(slowest.p95Seconds),
    'pages that failed': measured.filter(({ hasFailed }) => hasFailed).length,
  };
  const ok = value['slowest page, p95 s'] <= 1 && value['pages that failed'] === 0;
  const peer = { others: 'none publishes a console over a table of this size that runs on a laptop' };
  return { bench: 'console', value, unit: 'see names', target, peer, ratio: null, ok };
}
