import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { awsAccount, type Resolver, region } from './intrinsics.ts';
import type { Queue } from './queues.ts';

const refused = (what: string) => z.undefined(`${what} of topics are not understood by the local host`).optional();
const Topic = z.looseObject({ TopicName: z.string().optional(), FifoTopic: z.literal(false).default(false) });
const Subscription = z.looseObject({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string(),
  FilterPolicy: refused('filters'),
});
const ToQueue = z.looseObject({
  RawMessageDelivery: z.literal(
    true,
    'the local host delivers what is published to a topic as it is, without envelope',
  ),
});

/** Puts a message into every queue that subscribes to the topic. */
export type Publish = (message: string) => Promise<void>;

/** Registers the template's topics with the resolver and connects their queues; by ARN. Subscriptions by email are ignored. */
export function createTopics(
  assembly: Assembly,
  resolver: Resolver,
  { sqs, queues }: { readonly sqs: SQSClient; readonly queues: readonly Queue[] },
): ReadonlyMap<string, Publish> {
  const urls = new Map<string, string[]>();
  for (const resource of assembly.resources('AWS::SNS::Topic')) {
    const { TopicName = resource.logicalId } = Topic.parse(resource.properties);
    const arn = `arn:aws:sns:${region}:${awsAccount}:${TopicName}`;
    resolver.register(resource, arn, { TopicArn: arn, TopicName });
    urls.set(arn, []);
  }
  for (const { properties, stack } of assembly.resources('AWS::SNS::Subscription')) {
    const resolved = resolver.resolve(properties, stack);
    const { TopicArn, Protocol, Endpoint } = Subscription.parse(resolved);
    if (Protocol === 'email') continue;
    const queue = Protocol === 'sqs' && ToQueue.parse(resolved) && queues.find(({ arn }) => arn === Endpoint);
    if (!queue) throw new Error(`The local host does not understand the subscription of ${Endpoint} by ${Protocol}`);
    urls.get(TopicArn)?.push(queue.url);
  }
  const publishTo = (queueUrls: readonly string[]) => async (MessageBody: string) => {
    for (const QueueUrl of queueUrls) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  };
  return new Map([...urls].map(([arn, queueUrls]) => [arn, publishTo(queueUrls)]));
}
