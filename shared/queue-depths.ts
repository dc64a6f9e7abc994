import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { type NamedDepth, type QueueDepth, type QueueName, queueNames } from './domain/status/queue-depth.ts';
import type { Log } from './log.ts';

/** How many messages wait between the functions. */
export interface QueueDepths {
  /** Every queue, in the order of `queueNames`, all read at once. One that does not answer within two seconds is null, and logged. */
  read(): Promise<readonly NamedDepth[]>;
}

/** A queue and its dead-letter queue, by their names at SQS. */
type Pair = { readonly name: QueueName; readonly queue: string; readonly failed: string };

/**
 * Reads the variable `QUEUE_NAMES`: `stripe NAME DEAD-LETTER-NAME,mail …`. Names take half the room of addresses, and all variables of a
 * function have 4 KB together. Source: Lambda Developer Guide, "Lambda quotas".
 * @throws Error where a queue is missing
 */
function queuesIn(variable: string): readonly Pair[] {
  const rows = new Map(variable.split(',').map((row) => [row.split(' ')[0], row.split(' ')]));
  return queueNames.map((name) => {
    const [, queue, failed] = rows.get(name) ?? [];
    if (!queue || !failed) throw new Error(`QUEUE_NAMES has no queue ${name}`);
    return { name, queue, failed };
  });
}

const patienceMs = 2_000;

type Options = { readonly names: string; readonly beside: string; readonly log: Log };

/**
 * Depths over SQS, two requests a queue. `names`: the variable `QUEUE_NAMES`. `beside`: the address of any queue of the same account and region.
 * Source: SQS Developer Guide, "Queue and message identifiers"; SQS API Reference, "GetQueueAttributes", of which the counts are approximate.
 */
export function queueDepthsOver(sqs: SQSClient, { names, beside, log }: Options): QueueDepths {
  const pairs = queuesIn(names);
  const folder = beside.slice(0, beside.lastIndexOf('/') + 1);
  const countsOf = async (name: string) => {
    const command = new GetQueueAttributesCommand({
      QueueUrl: folder + name,
      AttributeNames: [
        'ApproximateNumberOfMessages',
        'ApproximateNumberOfMessagesDelayed',
        'ApproximateNumberOfMessagesNotVisible',
      ],
    });
    const { Attributes: found = {} } = await sqs.send(command, { abortSignal: AbortSignal.timeout(patienceMs) });
    return {
      waiting: Number(found.ApproximateNumberOfMessages ?? 0) + Number(found.ApproximateNumberOfMessagesDelayed ?? 0),
      inFlight: Number(found.ApproximateNumberOfMessagesNotVisible ?? 0),
    };
  };
  const depthOf = async ({ queue, failed }: Pair): Promise<QueueDepth> => {
    const [own, dead] = await Promise.all([countsOf(queue), countsOf(failed)]);
    return { ...own, failed: dead.waiting + dead.inFlight };
  };
  return {
    read: () =>
      Promise.all(
        pairs.map(async (pair) => ({
          name: pair.name,
          depth: await depthOf(pair).catch((error: unknown) => {
            log.error('the depth of a queue cannot be read', error, { queue: pair.name });
            return null;
          }),
        })),
      ),
  };
}
