import type { TestProject } from 'vitest/node';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of this run's DynamoDB Local, which accepts any credentials. */
    dynamoDbEndpoint: string;
  }
}

/** Starts one DynamoDB Local for the whole run, and ends it after the last test. Each test has its own table. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dynamoDb = await startDynamoDbLocal();
  project.provide('dynamoDbEndpoint', dynamoDb.endpoint);
  return dynamoDb.stop;
}
