import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type NamedDepth, type QueueName, queueNames } from '../../shared/domain/status/queue-depth.ts';

export type Handler = (event: unknown, context: unknown) => Promise<unknown>;
type Queued<M> = { readonly id: string; readonly group?: string; readonly message: M; readonly receiveCount: number };

/** A queue whose waiting messages a test can see. A failed message returns to the front, and is dead after `maxReceives` tries. */
export function testQueue<M>(maxReceives = 5) {
  let waiting: Queued<M>[] = [];
  let made = 0;
  const dead: M[] = [];
  const swallowed = new Set<string>();
  return {
    dead,
    messages: () => waiting.map(({ message }) => message),
    /** Replaces the waiting messages by others, or puts them into another order. */
    rearrange(change: (messages: readonly M[]) => readonly M[], groupOf?: (message: M) => string) {
      waiting = change(waiting.map(({ message }) => message)).map((message) => queued(message, groupOf?.(message)));
    },
    /** Adds a message, unless its deduplication id was used before. */
    put(message: M, { group, deduplicationId }: { readonly group?: string; readonly deduplicationId?: string } = {}) {
      if (deduplicationId !== undefined && swallowed.has(deduplicationId)) return;
      if (deduplicationId !== undefined) swallowed.add(deduplicationId);
      waiting.push(queued(message, group));
    },
    /** Passes one batch of up to 10 messages to `handler`; false if there was none. */
    async receive(handler: Handler): Promise<boolean> {
      const batch = waiting.splice(0, 10).map((each) => ({ ...each, receiveCount: each.receiveCount + 1 }));
      if (batch.length === 0) return false;
      const failed = await failedOf(handler, batch);
      const again = batch.filter(({ id }) => failed.has(id));
      waiting.unshift(...again.filter(({ receiveCount }) => receiveCount < maxReceives));
      dead.push(...again.filter(({ receiveCount }) => receiveCount >= maxReceives).map(({ message }) => message));
      return true;
    },
  };

  function queued(message: M, group: string | undefined): Queued<M> {
    return { id: `message-${++made}`, message, receiveCount: 0, ...(group === undefined ? {} : { group }) };
  }
}

type Held = { messages(): readonly unknown[]; readonly dead: readonly unknown[] };

/** The depths of a test's queues, as SQS would count it between two deliveries. */
export const depthsOf = (queues: Readonly<Record<QueueName, Held>>): NamedDepth[] =>
  queueNames.map((name) => {
    const { messages, dead } = queues[name];
    return { name, depth: { waiting: messages().length, inFlight: 0, failed: dead.length } };
  });

/** The ids that failed: all of them if the handler threw. */
async function failedOf(handler: Handler, batch: readonly Queued<unknown>[]): Promise<Set<string>> {
  const { batchItemFailures } = (await handler(batchOf(batch), {})) as SQSBatchResponse;
  return new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
}

/** The event of an SQS queue, FIFO where messages have a group. */
export const batchOf = (batch: readonly Queued<unknown>[]): SQSEvent => ({
  Records: batch.map(({ id, group, message, receiveCount }) => ({
    messageId: id,
    receiptHandle: id,
    body: JSON.stringify(message),
    attributes: {
      ApproximateReceiveCount: String(receiveCount),
      SentTimestamp: '0',
      SenderId: 'tests',
      ApproximateFirstReceiveTimestamp: '0',
      ...(group === undefined ? {} : { MessageGroupId: group }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:local:0:queue',
    awsRegion: 'local',
  })),
});
