/** A peer that makes the recorded calls as a usual function does: middy, the SDK with its document client, and the Logger of Powertools. */
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import {
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import middy from '@middy/core';
import { recordedCalls } from '../recorded.ts';
import { callUpstream } from '../upstream.ts';

const commands = {
  GetItem: GetCommand,
  PutItem: PutCommand,
  Query: QueryCommand,
  TransactWriteItems: TransactWriteCommand,
  UpdateItem: UpdateCommand,
};
const logger = new Logger({ serviceName: 'gateway' });
const parameters = new SSMClient({});
const read = (name: string) =>
  parameters.send(new GetParametersCommand({ Names: [`${process.env.SECRETS_PATH}/${name}`], WithDecryption: true }));
await Promise.all(['upstream-trends', 'key-peppers'].map(read));
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));

/** Makes the recorded calls, writes a log line, then calls the upstream. */
export const handler = middy()
  .use(injectLambdaContext(logger))
  .handler(async () => {
    for (const group of recordedCalls()) {
      await Promise.all(
        group.map(({ action, input }) => client.send(new commands[action as 'GetItem'](input as never) as never)),
      );
    }
    logger.info('admitted');
    return { statusCode: 200, body: await callUpstream() };
  });
