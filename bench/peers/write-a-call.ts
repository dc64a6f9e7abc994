import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';
import { rounded } from '../figure.ts';
import { countingClient, createKeyedTable } from './counting-client.ts';

type Limiter = { consume(key: string, points: number): Promise<unknown> };
type Modules = { RateLimiterDynamo: new (options: object, ready: (error?: unknown) => void) => Limiter };

const sample = 200;

/** rate-limiter-flexible over DynamoDB, once its table is ready. */
export async function limiterOver(storeClient: object, tableName: string, points: number): Promise<Limiter> {
  const name = 'rate-limiter-flexible';
  const { RateLimiterDynamo } = (await import(name)) as Modules;
  const options = { storeClient, tableName, tableCreated: true, ttlSet: true, points, duration: 86_400 };
  return new Promise((resolve, reject) => {
    const limiter: Limiter = new RateLimiterDynamo(options, (error) => (error ? reject(error) : resolve(limiter)));
  });
}

/** Write units per thousand calls of peers that write in every call, from a sample against DynamoDB Local. */
export async function unitsOfWriteACall() {
  const dynamoDb = await startDynamoDbLocal();
  try {
    const { client, units } = countingClient(dynamoDb.endpoint);
    await createKeyedTable(client, 'limits', 'key');
    const limiter = await limiterOver(client, 'limits', 1_000_000);
    const per1000 = async (call: (key: string) => Promise<unknown>) => {
      const before = units();
      for (let i = 0; i < sample; i++) await call(`key-${i % 10}`);
      return rounded((1_000 * (units() - before)) / sample);
    };
    const add = (key: string) =>
      client.updateItem({
        TableName: 'limits',
        Key: { key: { S: `add-${key}` } },
        UpdateExpression: 'ADD points :one',
        ExpressionAttributeValues: { ':one': { N: '1' } },
      });
    return {
      'rate-limiter-flexible 11.4.0, DynamoDB': await per1000((key) => limiter.consume(key, 1)),
      'UpdateItem ADD': await per1000(add),
    };
  } finally {
    await dynamoDb.stop();
  }
}
