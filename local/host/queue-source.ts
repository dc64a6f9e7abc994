import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { type EventSource, failedIn, type Mapping } from './event-source.ts';
import type { FunctionPool } from './function-pool.ts';
import { sqsEvent } from './sqs-event.ts';

type Options = {
  readonly sqs: SQSClient;
  readonly queueUrl: string;
  readonly mapping: Mapping;
  readonly pool: FunctionPool;
  /** The first wait before a failed message is visible again; it doubles with each receipt. Default 100. */
  readonly retryMs?: number;
};

/** Short, because a queue may try a message dozens of times, and the world is not quiet before the last try. */
const longestRetryMs = 500;
/** The wait before the next call of a queue that did not answer. */
const afterErrorMs = 2_000;

/**
 * Feeds a queue to a function, as many batches at once as the function has processes. A failed message comes back soon, instead of after the
 * visibility timeout. It stays in flight until then, so that its group keeps its order and its receipts count towards the dead-letter queue.
 */
export function startQueueSource(options: Options): EventSource {
  const { sqs, queueUrl, mapping, pool } = options;
  const stopping = new AbortController();
  const inHand = new Set<Promise<void>>();
  const handle = batchHandler(options, stopping.signal);
  const receive = async () => {
    const command = receiveCommand(queueUrl, mapping.BatchSize);
    const { Messages = [] } = await sqs.send(command, { abortSignal: stopping.signal });
    if (Messages.length === 0) return;
    const work: Promise<void> = handle(Messages)
      .catch((error: unknown) => void (stopping.signal.aborted || console.error(error)))
      .finally(() => inHand.delete(work));
    inHand.add(work);
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await receive().catch(async (error: unknown) => {
        if (stopping.signal.aborted) return;
        console.error(error);
        await sleep(afterErrorMs, undefined, { signal: stopping.signal }).catch(() => {});
      });
      while (inHand.size >= pool.spec.concurrency) await Promise.race(inHand);
    }
    await Promise.all(inHand);
  };
  const done = loop();

  return {
    busy: () => inHand.size > 0,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}

/** Invokes the function with a batch; deletes the messages that it handled, and makes the failed ones visible again. */
function batchHandler({ sqs, queueUrl, mapping, pool, retryMs = 100 }: Options, signal: AbortSignal) {
  const retryLater = async (message: Message) => {
    const receipts = Number(message.Attributes?.ApproximateReceiveCount ?? 1);
    const wait = Math.min(longestRetryMs, retryMs * 2 ** (receipts - 1));
    await sleep(wait, undefined, { signal }).catch(() => {});
    const receipt = { QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle };
    await sqs.send(new ChangeMessageVisibilityCommand({ ...receipt, VisibilityTimeout: 0 }));
  };
  return async (messages: readonly Message[]) => {
    const outcome = await pool.invoke(sqsEvent(messages, mapping.EventSourceArn));
    const ids = messages.map((message) => message.MessageId ?? '');
    const failed = failedIn(ids, outcome, mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'));
    await Promise.all(
      messages.map((message) =>
        failed.has(message.MessageId ?? '')
          ? retryLater(message)
          : sqs.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: message.ReceiptHandle })),
      ),
    );
  };
}

const receiveCommand = (QueueUrl: string, batchSize: number) =>
  new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: Math.min(10, batchSize),
    WaitTimeSeconds: 20,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
