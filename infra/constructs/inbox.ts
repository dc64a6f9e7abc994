import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { EnvName } from '../../shared/env.ts';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** How one queue delivers, and the alarm for its dead letters. */
export type InboxProps = {
  /** Keeps the order within a message group; groups run in parallel. Senders give each message its de-duplication id. */
  readonly fifo?: boolean;
  /** The variable with the queue's URL for functions that send; none where no function sends. */
  readonly urlEnv?: EnvName;
  /** Five tries at least, and as many receipts as half an hour of throttling takes: one each visibility timeout. */
  readonly maxReceiveCount: number;
  /** Batches in progress at the same time; 2 by default, the least that Lambda accepts. */
  readonly batchesAtOnce?: number;
  /** The timeout of the function that consumes the queue; 30 s by default. */
  readonly functionSeconds?: number;
  readonly alarms: Alarms;
  /** The text of the alarm: which messages are in the dead-letter queue, and what to do about them. */
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
 * A queue that one function consumes. A message that fails too often goes to a dead-letter queue with an alarm. It stays there until it is
 * 14 days old (FIFO: for 14 days). The function uses few of the account's concurrent executions, because a new account has only ten: a full
 * queue leaves the rest to the API. Source: Lambda Developer Guide, "Configuring scaling behavior for SQS event source mappings".
 */
export class Inbox extends Construct {
  readonly #queue: Queue;
  readonly #failed: Queue;
  readonly #urlEnv: EnvName | undefined;
  readonly #batchesAtOnce: number;

  constructor(scope: Construct, id: string, props: InboxProps) {
    super(scope, id);
    this.#urlEnv = props.urlEnv;
    this.#batchesAtOnce = props.batchesAtOnce ?? 2;
    const common = { ...(props.fifo && fifoProps), encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.#failed = new Queue(this, 'Failed', { ...common, retentionPeriod: Duration.days(14) });
    this.#queue = new Queue(this, 'Queue', {
      ...common,
      visibilityTimeout: visibilityTimeout(props),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.#failed, maxReceiveCount: props.maxReceiveCount },
    });
    const metric = this.#failed.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(1),
      statistic: 'Maximum',
    });
    props.alarms.raise(`${id}Failed`, { metric, says: props.says });
  }

  /** Lets `fn` send messages, and sets the variable with the queue's URL. */
  grantSend(fn: LambdaFunction): void {
    if (!this.#urlEnv) throw new Error(`No function sends to ${this.node.id}: it has no variable for its address`);
    fn.allow({ actions: ['sqs:SendMessage'], resources: [this.#queue.queueArn] });
    fn.setEnv({ [this.#urlEnv]: this.#queue.queueUrl });
  }

  /** Both queues' names: its own, and that of its dead letters. */
  get names(): readonly [string, string] {
    return [this.#queue.queueName, this.#failed.queueName];
  }

  /** Lets `fn` ask how many messages are in the queue and in its dead-letter queue. */
  grantDepth(fn: LambdaFunction): void {
    const resources = [this.#queue.queueArn, this.#failed.queueArn];
    fn.allow({ actions: ['sqs:GetQueueAttributes'], resources });
  }

  /** Subscribes the queue to `topic`; messages arrive as they were published, without SNS's envelope. */
  takeFrom(topic: ITopic): void {
    topic.addSubscription(new SqsSubscription(this.#queue, { rawMessageDelivery: true }));
  }

  /** Lets `fn`, which consumes the queue, set how long a failed message waits. */
  grantHide(fn: LambdaFunction): void {
    fn.allow({ actions: ['sqs:ChangeMessageVisibility'], resources: [this.#queue.queueArn] });
    fn.setEnv({ INBOX_URL: this.#queue.queueUrl });
  }

  /** Delivers messages to `fn`, at most `batchSize` in one call; `fn` returns the ids of those that failed. */
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
