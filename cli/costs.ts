/** `aws ce get-cost-and-usage … | npm run costs`: notes the cost of the AWS account, which the console then shows (decision 0151). */
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { costsOver } from '../shared/storage/costs.ts';
import { dynamoTable } from '../shared/storage/table/dynamo-table.ts';
import { readCosts } from './costs/read-costs.ts';
import { localConnection } from './invariants/deployment.ts';
import { deploymentIn } from './operators/settings.ts';

async function main(args: readonly string[]): Promise<void> {
  const option = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...args], options: { url: option, stage: option, table: option } });
  const deployment = deploymentIn(values);
  const cost = readCosts(await text(process.stdin), new Date());
  const { dynamodb, tableName } =
    deployment.where === 'local'
      ? await localConnection(deployment.url)
      : { dynamodb: {}, tableName: deployment.tableName };
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(dynamodb));
  await costsOver(dynamoTable({ client, tableName })).note(cost);
  console.log(`Noted: ${(cost.amountMinor / 100).toFixed(2)} USD from ${cost.from} until before ${cost.until}.`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(`costs: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
