import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Assembly, Resource } from './assembly.ts';
import { awsAccount, type Resolver, region } from './intrinsics.ts';

const Properties = z.looseObject({
  QueueName: z.string().optional(),
  FifoQueue: z.boolean().optional(),
  RedrivePolicy: z.looseObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() }).optional(),
});

/** Attributes that take effect locally; the others, such as encryption and throughput, are ignored. */
const attributeNames = [
  'FifoQueue',
  'ContentBasedDeduplication',
  'VisibilityTimeout',
  'DelaySeconds',
  'MessageRetentionPeriod',
] as const;

/** A created queue of the template. */
export type Queue = {
  readonly logicalId: string;
  readonly url: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly isDeadLetter: boolean;
};

/** Creates the template's queues, FIFO and redrive as declared, and registers their addresses. */
export async function createQueues(
  assembly: Assembly,
  resolver: Resolver,
  { sqs, endpoint }: { sqs: SQSClient; endpoint: string },
): Promise<Queue[]> {
  const resources = assembly.resources('AWS::SQS::Queue');
  const named = resources.map((resource) => ({ resource, ...addressOf(resource, endpoint) }));
  for (const { resource, url, arn, name } of named) resolver.register(resource, url, { Arn: arn, QueueName: name });
  const parsed = named.map(({ resource, ...address }) => {
    const resolved = resolver.resolve(resource.properties, resource.stack) as Record<string, unknown>;
    return { ...address, logicalId: resource.logicalId, resolved, ...Properties.parse(resolved) };
  });
  const deadLetters = new Set(parsed.map((queue) => queue.RedrivePolicy?.deadLetterTargetArn));
  for (const queue of parsed.toSorted((a, b) => Number(!!a.RedrivePolicy) - Number(!!b.RedrivePolicy)))
    await sqs.send(new CreateQueueCommand({ QueueName: queue.name, Attributes: attributesOf(queue) }));
  return parsed.map(({ logicalId, url, arn, FifoQueue = false }) => ({
    logicalId,
    url,
    arn,
    fifo: FifoQueue,
    isDeadLetter: deadLetters.has(arn),
  }));
}

function addressOf({ properties, logicalId }: Resource, endpoint: string) {
  const suffix = properties.FifoQueue ? '.fifo' : '';
  const name = typeof properties.QueueName === 'string' ? properties.QueueName : `${logicalId}${suffix}`;
  return { name, url: `${endpoint}/${awsAccount}/${name}`, arn: `arn:aws:sqs:${region}:${awsAccount}:${name}` };
}

function attributesOf(queue: { resolved: Record<string, unknown>; RedrivePolicy?: object }): Record<string, string> {
  const given = attributeNames.flatMap((name) =>
    queue.resolved[name] === undefined ? [] : [[name, String(queue.resolved[name])]],
  );
  return {
    ...Object.fromEntries(given),
    ...(queue.RedrivePolicy && { RedrivePolicy: JSON.stringify(queue.RedrivePolicy) }),
  };
}

const Depths = z.array(
  z.object({
    name: z.string(),
    approximateMessageCount: z.number(),
    approximateInflightCount: z.number(),
    approximateDelayedCount: z.number(),
  }),
);

/**
 * Whether no message is visible, in flight or delayed in any of the queues. It uses the stand-in's own API at `endpoint`, which has one call
 * for all queues. SQS needs a call for each queue, and a simulated year asks several thousand times.
 */
export async function areQueuesEmpty(endpoint: string, queues: readonly Queue[]): Promise<boolean> {
  const response = await fetch(`${endpoint}/_fauxqs/queues`);
  const names = new Set(queues.map(({ url }) => url.split('/').at(-1)));
  const depths = Depths.parse(await response.json()).filter(({ name }) => names.has(name));
  if (depths.length < queues.length) throw new Error('The stand-in for SQS has lost a queue');
  return depths.every(
    (each) => each.approximateMessageCount + each.approximateInflightCount + each.approximateDelayedCount === 0,
  );
}
