import { DynamoDB } from '@aws-sdk/client-dynamodb';

/** A client that adds up the units that DynamoDB reports for each write; a refused conditional write counts as one unit. */
export function countingClient(endpoint: string): { readonly client: DynamoDB; units(): number } {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDB({ endpoint, region: 'us-east-1', credentials });
  let units = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!/^(Put|Update|Delete)Item/.test(commandName ?? '')) return next(args);
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        try {
          const result = await next(args);
          const { ConsumedCapacity } = result.output as { ConsumedCapacity?: { CapacityUnits?: number } };
          units += ConsumedCapacity?.CapacityUnits ?? 0;
          return result;
        } catch (error) {
          if ((error as Error).name === 'ConditionalCheckFailedException') units += 1;
          throw error;
        }
      },
    { step: 'initialize' },
  );
  return { client, units: () => units };
}

/** A table with one text key of the given name. */
export async function createKeyedTable(client: DynamoDB, TableName: string, key: string): Promise<void> {
  await client.createTable({
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
  });
}
