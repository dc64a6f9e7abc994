import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { failedClauses } from './condition.ts';
import { type Item, StorageUnavailable, type WriteCondition, type WriteRefusal } from './table.ts';

/**
 * Errors after which the same call may succeed (Developer Guide, "Error handling with DynamoDB": "OK to retry? Yes"), and those of
 * a connection that gave no answer.
 */
const RETRYABLE = new Set([
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'TimeoutError',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

type Thrown = {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly Item?: Record<string, AttributeValue>;
  readonly CancellationReasons?: CancellationReason[];
};

/** The error that the port promises for `error`: `StorageUnavailable` when a retry may help, otherwise `error` itself. */
export function portError(error: unknown): unknown {
  const { name = '', code = '', $metadata, CancellationReasons = [] } = error as Thrown;
  const isServerFault = ($metadata?.httpStatusCode ?? 0) >= 500;
  const isThrottled = CancellationReasons.some(
    ({ Code }) => Code === 'ThrottlingError' || Code === 'ProvisionedThroughputExceeded',
  );
  const isRetryable = isServerFault || isThrottled || RETRYABLE.has(name) || RETRYABLE.has(code);
  return isRetryable ? new StorageUnavailable(error) : error;
}

/** The refusal that a failed condition stands for; undefined for every other error. */
export function refusalOf(error: unknown, condition: WriteCondition | undefined): WriteRefusal | undefined {
  const { name, Item: old } = error as Thrown;
  return name === 'ConditionalCheckFailedException' ? refusal(condition, old) : undefined;
}

/** Why each write of a transaction did not go through, in order; undefined when it failed for more than conditions and conflicts. */
export function reasonsOf(
  error: unknown,
  conditions: readonly (WriteCondition | undefined)[],
): (null | 'conflict' | WriteRefusal)[] | undefined {
  const { name, CancellationReasons = [] } = error as Thrown;
  const known = ['None', 'ConditionalCheckFailed', 'TransactionConflict'];
  if (name !== 'TransactionCanceledException') return undefined;
  if (!CancellationReasons.every(({ Code = '' }) => known.includes(Code))) return undefined;
  return CancellationReasons.map(({ Code, Item }, position) => {
    if (Code === 'TransactionConflict') return 'conflict';
    return Code === 'None' ? null : refusal(conditions[position], Item);
  });
}

function refusal(
  condition: WriteCondition | undefined,
  attributes: Record<string, AttributeValue> | undefined,
): WriteRefusal {
  const old = attributes && Object.keys(attributes).length > 0 ? (unmarshall(attributes) as Item) : undefined;
  return { failed: failedClauses(condition, old), ...(old && { old }) };
}
