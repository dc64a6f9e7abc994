import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';

type Modules = {
  makeIdempotent<I, O>(handler: (input: I) => Promise<O>, options: object): (input: I, context: object) => Promise<O>;
  DynamoDBPersistenceLayer: new (config: object) => object;
};

/** Write units that @aws-lambda-powertools/idempotency takes for a delivery before any state of a product is written. */
export async function powertoolsUnits(endpoint: string): Promise<Record<string, number>> {
  const names = ['@aws-lambda-powertools/idempotency', '@aws-lambda-powertools/idempotency/dynamodb'];
  const parts = await Promise.all(names.map((name) => import(name)));
  const { makeIdempotent, DynamoDBPersistenceLayer } = Object.assign({}, ...parts) as Modules;
  const { client, units } = countingClient(endpoint);
  const tableName = 'idempotency';
  await createTable(client, tableName);
  process.env.AWS_LAMBDA_FUNCTION_NAME ??= 'bench';
  const persistenceStore = new DynamoDBPersistenceLayer({ tableName, awsSdkV3Client: client });
  const handler = makeIdempotent(async (event: { id: string }) => event.id, { persistenceStore });
  const deliver = async (id: string) => {
    const before = units();
    await handler({ id }, { getRemainingTimeInMillis: () => 30_000 });
    return units() - before;
  };
  const name = 'powertools idempotency 2.35, WRU';
  return { [`${name}, first`]: await deliver('evt_1'), [`${name}, duplicate`]: await deliver('evt_1') };
}

/** A client that asks DynamoDB for what each call consumed, and the sum; a refused conditional write counts one unit. */
function countingClient(endpoint: string) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  let units = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (!/^(Put|Update|Delete)Item/.test(commandName ?? '')) return next(args);
        Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        try {
          const result = await next(args);
          units +=
            (result.output as { ConsumedCapacity?: { CapacityUnits?: number } }).ConsumedCapacity?.CapacityUnits ?? 0;
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

async function createTable(client: DynamoDBClient, tableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: tableName });
}
