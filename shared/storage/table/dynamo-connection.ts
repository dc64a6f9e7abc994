import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { portError } from './dynamo-errors.ts';

export type Connection = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

/** What the client answers, or what the port promises to throw. */
export async function answerOf<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw portError(error);
  }
}
