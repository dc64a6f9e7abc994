/** A peer that makes the recorded calls with bare clients of the SDK, in their recorded order, and nothing else. */
import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { recordedCalls } from '../recorded.ts';
import { callUpstream } from '../upstream.ts';

const commands = {
  GetItem: GetItemCommand,
  PutItem: PutItemCommand,
  Query: QueryCommand,
  TransactWriteItems: TransactWriteItemsCommand,
  UpdateItem: UpdateItemCommand,
};
const parameters = new SSMClient({});
const read = (name: string) =>
  parameters.send(new GetParametersCommand({ Names: [`${process.env.SECRETS_PATH}/${name}`], WithDecryption: true }));
await Promise.all(['upstream-trends', 'key-peppers'].map(read));
const client = new DynamoDBClient({});

/** Makes the recorded calls, then calls the upstream. */
export async function handler() {
  for (const group of recordedCalls()) {
    await Promise.all(group.map(({ action, input }) => client.send(new commands[action as 'GetItem'](input as never))));
  }
  return { statusCode: 200, body: await callUpstream() };
}
