import { countingClient, createKeyedTable } from './counting-client.ts';

type Modules = {
  makeIdempotent<I, O>(handler: (input: I) => Promise<O>, options: object): (input: I, context: object) => Promise<O>;
  DynamoDBPersistenceLayer: new (config: object) => object;
};

/** Write units that @aws-lambda-powertools/idempotency needs for a delivery, without any write of the product's own state. */
export async function powertoolsUnits(endpoint: string): Promise<Record<string, number>> {
  const names = ['@aws-lambda-powertools/idempotency', '@aws-lambda-powertools/idempotency/dynamodb'];
  const parts = await Promise.all(names.map((name) => import(name)));
  const { makeIdempotent, DynamoDBPersistenceLayer } = Object.assign({}, ...parts) as Modules;
  const { client, units } = countingClient(endpoint);
  const tableName = 'idempotency';
  await createKeyedTable(client, tableName, 'id');
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
