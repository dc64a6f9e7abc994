/** `npm run seed`: fills the table of a local world with made-up organizations. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { localConnection } from './invariants/deployment.ts';
import { batchWrites } from './seed/batch-write.ts';
import { seedTable } from './seed/seed.ts';
import { readSeedSettings, refuseElsewhere } from './seed/settings.ts';

async function main(): Promise<void> {
  const { url, ...size } = readSeedSettings(process.argv.slice(2));
  const { dynamodb, tableName, now } = await localConnection(url);
  refuseElsewhere("The world's table", String(dynamodb.endpoint));
  const { default: catalog } = await import('../tollgate.config.ts');
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb));
  const items = await seedTable({ ...size, now: now(), catalog }, batchWrites(client, tableName), (done) => {
    if (done % 1_000 === 0) console.log(`${done} organizations`);
  });
  console.log(`Wrote ${items} items of ${size.organizations} organizations.`);
}

try {
  await main();
} catch (error) {
  console.error(`seed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
