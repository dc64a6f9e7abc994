import type { TestProject } from 'vitest/node';
import { startDynamoDbLocal } from '../../local/dynamodb-local.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where this run's DynamoDB Local answers, with any credentials. */
    dynamoDbEndpoint: string;
  }
}

/** Starts one DynamoDB Local for the whole run, and ends it after the last test. Tests keep apart by tables of their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dynamoDb = await startDynamoDbLocal();
  project.provide('dynamoDbEndpoint', dynamoDb.endpoint);
  return dynamoDb.stop;
}
