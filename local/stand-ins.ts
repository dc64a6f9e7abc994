import { randomBytes } from 'node:crypto';
import { createMailService, type MailService } from './aws/mail-service.ts';
import { createParameterStore, type ParameterStore } from './aws/parameter-store.ts';
import { type QueuesAndBuckets, startQueuesAndBuckets } from './aws/queues-and-buckets.ts';
import { startAwsServer } from './aws/server.ts';
import type { Cleanup } from './cleanup.ts';
import type { LocalClock } from './clock.ts';
import { type DnsServer, startDnsServer } from './dns-server.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';
import type { Endpoints } from './host/resources.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { type SampleUpstream, startSampleUpstream } from './sample-upstream.ts';

/** The running stand-ins for AWS, resolvers and an operator's API. */
export type StandIns = {
  readonly endpoints: Endpoints;
  readonly parameters: ParameterStore;
  readonly mailbox: Mailbox;
  readonly mailService: MailService;
  /** Messages of queues that wait for the local clock. */
  readonly delayedMessages: QueuesAndBuckets['delayed'];
  /** The API in place of the default catalogue's upstream. */
  readonly upstream: SampleUpstream;
  /** The resolver in place of the internet's. */
  readonly dns: DnsServer;
  /**
   * Environment variables that point AWS clients to the stand-ins, and three that no template has. Those are the addresses of the upstream and
   * of the resolver, and the permission for webhooks to reach a receiver on this machine.
   */
  readonly environment: Readonly<Record<string, string>>;
};

type Options = {
  readonly clock: LocalClock;
  /** Called with one sentence if a stand-in ends unexpectedly. */
  onDeath(sentence: string): void;
};

/** Starts all stand-ins for AWS services and for an operator's API, on 127.0.0.1. */
export async function startStandIns({ clock, onDeath }: Options, cleanup: Cleanup): Promise<StandIns> {
  const parameters = createParameterStore(clock.now);
  const mailbox = createMailbox();
  const mailService = createMailService(mailbox, clock.now);
  const starting = [
    startDynamoDbLocal({ onDeath }),
    startQueuesAndBuckets(clock.now),
    startAwsServer(parameters, mailService),
    startSampleUpstream(randomBytes(24).toString('base64url')),
    startDnsServer(),
  ] as const;
  for (const service of await Promise.allSettled(starting))
    if (service.status === 'fulfilled') cleanup.add(service.value.stop);
  const [dynamodb, queuesAndBuckets, aws, upstream, dns] = await Promise.all(starting);
  return {
    endpoints: { dynamodb, queuesAndBuckets: queuesAndBuckets.endpoint, keys: aws.endpoint },
    parameters,
    mailbox,
    mailService,
    delayedMessages: queuesAndBuckets.delayed,
    upstream,
    dns,
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
      AWS_ENDPOINT_URL_SQS: queuesAndBuckets.endpoint,
      AWS_ENDPOINT_URL_S3: queuesAndBuckets.endpoint,
      AWS_ENDPOINT_URL_SSM: aws.endpoint,
      AWS_ENDPOINT_URL_SESV2: aws.endpoint,
      AWS_ENDPOINT_URL_KMS: aws.endpoint,
      LOCAL_DNS: dns.address,
      LOCAL_WEBHOOKS: 'allowed',
      LOCAL_UPSTREAMS: JSON.stringify({ trends: upstream.url }),
    },
  };
}
