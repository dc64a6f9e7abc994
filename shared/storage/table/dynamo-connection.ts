import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { portError } from './dynamo-errors.ts';

/** A client and the name of its table. */
export type Connection = { readonly client: DynamoDBDocumentClient; readonly tableName: string };

/** The client's answer. Its errors become those that the port promises. */
export async function answerOf<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw portError(error);
  }
}
