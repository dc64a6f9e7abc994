import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EnvName } from '../../shared/env.ts';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';

export type InboxProps = {
  /** In order within a message group, groups beside each other; senders give each message its de-duplication id. */
  readonly fifo?: boolean;
  /** The variable that tells functions that send where the queue is; none where no function sends. */
  readonly urlEnv?: EnvName;
  /** Five tries at least, and as many receipts as half an hour of throttling takes: one each visibility timeout. */
  readonly maxReceiveCount: number;
  /** Batches that the function works off at the same time; 2 unless given, which is the least that Lambda takes. */
  readonly batchesAtOnce?: number;
  /** How long the function that works it off may run; 30 s unless given. */
  readonly functionSeconds?: number;
  readonly alarms: Alarms;
  /** What is in the dead-letter queue and what to do about it. */
  readonly says: string;
};

const fifoProps: QueueProps = {
  fifo: true,
  contentBasedDeduplication: false,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
};

/** Lambda's advice: a message stays hidden for six times as long as its function may run. */
const visibilityTimeout = ({ functionSeconds = 30 }: InboxProps) => Duration.seconds(6 * functionSeconds);

/**
 * A queue that one function works off; what it cannot do ends in a dead-letter queue with an alarm, where it stays until it is 14 days old
 * (FIFO: for 14 days). The function never takes more than a few of the account's environments, so that a full queue leaves the API its own: a
 * new account has ten in all. Source: Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings".
 */
export class Inbox extends Construct {
  readonly #queue: Queue;
  readonly #urlEnv: EnvName | undefined;
  readonly #batchesAtOnce: number;

  constructor(scope: Construct, id: string, props: InboxProps) {
    super(scope, id);
    this.#urlEnv = props.urlEnv;
    this.#batchesAtOnce = props.batchesAtOnce ?? 2;
    const common = { ...(props.fifo && fifoProps), encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    const failed = new Queue(this, 'Failed', { ...common, retentionPeriod: Duration.days(14) });
    this.#queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: visibilityTimeout(props),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: failed, maxReceiveCount: props.maxReceiveCount },
    });
    const metric = failed.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    });
    props.alarms.raise(`${id}Failed`, { metric, says: props.says });
  }

  /** Lets `fn` send and tells it where to. */
  grantSend(fn: LambdaFunction): void {
    if (!this.#urlEnv) throw new Error(`No function sends to ${this.node.id}: it has no variable for its address`);
    fn.allow({ actions: ['sqs:SendMessage'], resources: [this.#queue.queueArn] });
    fn.setEnv({ [this.#urlEnv]: this.#queue.queueUrl });
  }

  /** Takes what is published to `topic`, as it was published. */
  takeFrom(topic: ITopic): void {
    topic.addSubscription(new SqsSubscription(this.#queue, { rawMessageDelivery: true }));
  }

  /** Lets `fn`, to which it delivers, say how long a message that failed is to wait. */
  grantHide(fn: LambdaFunction): void {
    fn.allow({ actions: ['sqs:ChangeMessageVisibility'], resources: [this.#queue.queueArn] });
    fn.setEnv({ INBOX_URL: this.#queue.queueUrl });
  }

  /** Hands messages to `fn`, at most `batchSize` at once; it answers which of them failed. */
  deliverTo(fn: LambdaFunction, batchSize: number): void {
    fn.allow({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [this.#queue.queueArn],
    });
    new EventSourceMapping(this, 'Delivery', {
      target: fn.handler,
      eventSourceArn: this.#queue.queueArn,
      batchSize,
      maxConcurrency: this.#batchesAtOnce,
      reportBatchItemFailures: true,
    });
  }
}
