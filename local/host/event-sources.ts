import type { SQSClient } from '@aws-sdk/client-sqs';
import type { EventSource, Mapping } from './event-source.ts';
import type { FunctionPool } from './function-pool.ts';
import { startQueueSource } from './queue-source.ts';
import { areQueuesEmpty, type Queue } from './queues.ts';
import type { Endpoints } from './resources.ts';
import { type StreamSource, startStreamSource } from './stream-source.ts';

type Options = {
  readonly mappings: readonly Mapping[];
  readonly functions: ReadonlyMap<string, FunctionPool>;
  readonly queues: readonly Queue[];
  readonly sqs: SQSClient;
  readonly endpoints: Endpoints;
};

/** All event sources of the host as one. */
export type EventSources = EventSource & {
  /** Whether queues are empty, except dead-letter queues, and streams are read to their end. */
  isDrained(): Promise<boolean>;
};

/** Starts feeding every queue and stream of the mappings to its function. */
export function startEventSources({ mappings, functions, queues, sqs, endpoints }: Options): EventSources {
  const sources: EventSource[] = [];
  const streams: StreamSource[] = [];
  for (const mapping of mappings) {
    const pool = functions.get(mapping.functionId);
    if (!pool) throw new Error(`The event source ${mapping.EventSourceArn} has no function`);
    const queue = queues.find(({ arn }) => arn === mapping.EventSourceArn);
    if (queue) sources.push(startQueueSource({ sqs, queueUrl: queue.url, mapping, pool }));
    else if (mapping.EventSourceArn.includes('/stream/'))
      streams.push(startStreamSource({ dynamodb: endpoints.dynamodb, mapping, pool }));
    else throw new Error(`The local host does not understand the event source ${mapping.EventSourceArn}`);
  }
  const all = [...sources, ...streams];
  const fed = queues.filter(({ isDeadLetter }) => !isDeadLetter);
  return {
    busy: () => all.some((source) => source.busy()),
    async isDrained() {
      const answers = await Promise.all([
        areQueuesEmpty(endpoints.queuesAndBuckets, fed),
        ...streams.map((stream) => stream.atTip()),
      ]);
      return answers.every(Boolean);
    },
    stop: async () => void (await Promise.all(all.map((source) => source.stop()))),
  };
}
