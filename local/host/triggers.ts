import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Assembly } from './assembly.ts';
import { readMappings } from './event-source.ts';
import { type EventSources, startEventSources } from './event-sources.ts';
import type { FunctionPool } from './function-pool.ts';
import type { Resolver } from './intrinsics.ts';
import type { Queue } from './queues.ts';
import type { Endpoints } from './resources.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { readSchedules } from './schedules.ts';

type Options = {
  readonly assembly: Assembly;
  readonly resolver: Resolver;
  readonly functions: ReadonlyMap<string, FunctionPool>;
  readonly queues: readonly Queue[];
  readonly sqs: SQSClient;
  readonly endpoints: Endpoints;
  readonly now: () => Date;
};

/** Starts the template's schedules, queues and streams, which invoke functions. */
export function startTriggers({ assembly, resolver, functions, queues, sqs, endpoints, now }: Options): {
  readonly scheduler: Scheduler;
  readonly sources: EventSources;
} {
  const scheduler = createScheduler(readSchedules(assembly, resolver, now()), functions, now());
  const mappings = readMappings(assembly, resolver);
  return { scheduler, sources: startEventSources({ mappings, functions, queues, sqs, endpoints }) };
}
