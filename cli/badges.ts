/** `npm run badges`: gives badges from before decision 0091 the part that their public pages read. */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { showAgain } from '../shared/storage/badges/show-again.ts';
import { dynamoTable } from '../shared/storage/table/dynamo-table.ts';
import { localConnection } from './invariants/deployment.ts';
import { deploymentIn } from './operators/settings.ts';

const usage = `Usage: npm run badges -- show [--url http://localhost:4000]
       npm run badges -- show --stage STAGE --table NAME

Gives every badge, and every account's grants, the part that public pages read, where it is missing. Run it before and after you deploy a
version with decision 0091 over an older one. It may be repeated.`;

const text = { type: 'string' } as const;

async function main(): Promise<void> {
  const options = { url: text, stage: text, table: text };
  const { positionals, values } = parseArgs({ args: process.argv.slice(2), allowPositionals: true, options });
  if (positionals.join() !== 'show' || (values.url && values.stage)) throw new Error(usage);
  const deployment = deploymentIn(values);
  const { dynamodb, tableName } =
    deployment.where === 'local'
      ? await localConnection(deployment.url)
      : { dynamodb: {}, tableName: deployment.tableName };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb));
  const { badges, grants } = await showAgain(dynamoTable({ client, tableName }));
  console.log(`Shown again: ${badges} badges, and the grants of ${grants} accounts.`);
}

try {
  await main();
} catch (error) {
  console.error(`badges: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
