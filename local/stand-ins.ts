import { createMailService, type MailService } from './aws/mail-service.ts';
import { createParameterStore, type ParameterStore } from './aws/parameter-store.ts';
import { startQueuesAndBuckets } from './aws/queues-and-buckets.ts';
import { startAwsServer } from './aws/server.ts';
import type { Cleanup } from './cleanup.ts';
import type { LocalClock } from './clock.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';
import type { Endpoints } from './host/resources.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';

export type StandIns = {
  readonly endpoints: Endpoints;
  readonly parameters: ParameterStore;
  readonly mailbox: Mailbox;
  readonly mailService: MailService;
  /** The variables that point AWS clients here. */
  readonly environment: Readonly<Record<string, string>>;
};

/** Starts everything that takes the place of an AWS service, on 127.0.0.1. */
export async function startStandIns(clock: LocalClock, cleanup: Cleanup): Promise<StandIns> {
  const parameters = createParameterStore(clock.now);
  const mailbox = createMailbox();
  const mailService = createMailService(mailbox, clock.now);
  const starting = [startDynamoDbLocal(), startQueuesAndBuckets(), startAwsServer(parameters, mailService)] as const;
  for (const service of await Promise.allSettled(starting))
    if (service.status === 'fulfilled') cleanup.add(service.value.stop);
  const [dynamodb, queuesAndBuckets, aws] = await Promise.all(starting);
  return {
    endpoints: { dynamodb: dynamodb.endpoint, queuesAndBuckets: queuesAndBuckets.endpoint },
    parameters,
    mailbox,
    mailService,
    environment: {
      AWS_ENDPOINT_URL_DYNAMODB: dynamodb.endpoint,
      AWS_ENDPOINT_URL_SQS: queuesAndBuckets.endpoint,
      AWS_ENDPOINT_URL_S3: queuesAndBuckets.endpoint,
      AWS_ENDPOINT_URL_SSM: aws.endpoint,
      AWS_ENDPOINT_URL_SESV2: aws.endpoint,
    },
  };
}
