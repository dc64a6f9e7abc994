import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** One alarm: a metric, its threshold, and the text of the alarm. */
export type AlarmRule = {
  readonly metric: IMetric;
  /** The text of the alarm: the problem, and the first step to fix it. */
  readonly says: string;
  /** Raised at `threshold` or more (default), or below it. */
  readonly when?: 'any' | 'none';
  /** Default 1. */
  readonly threshold?: number;
  /** How many successive periods of `metric` must breach the threshold; default 1. */
  readonly periods?: number;
};

/** Alarms of a deployment, mailed to the operator where an address is given. */
export class Alarms extends Construct {
  readonly #action: SnsAction | undefined;

  constructor(scope: Construct, id: string, props: { readonly email?: string }) {
    super(scope, id);
    if (!props.email) return;
    const topic = new Topic(this, 'Topic', { enforceSSL: true });
    topic.addSubscription(new EmailSubscription(props.email));
    letAlarmsPublish(topic);
    this.#action = new SnsAction(topic);
  }

  /**
   * Adds an alarm over periods of `metric`. When data stops arriving, `none` is raised and `any` is not. Before the first data both are silent: an
   * alarm begins without data, and reports only a change of state. If missing data counted as a breach, the first deployment would raise it.
   * Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data".
   */
  raise(id: string, { metric, says, when = 'any', threshold = 1, periods = 1 }: AlarmRule): void {
    const alarm = new Alarm(this, id, {
      metric,
      alarmDescription: says,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator:
        when === 'any' ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: when === 'any' ? TreatMissingData.NOT_BREACHING : TreatMissingData.MISSING,
    });
    if (!this.#action) return;
    alarm.addAlarmAction(this.#action);
    if (when === 'none') alarm.addInsufficientDataAction(this.#action);
  }
}

/**
 * A topic whose policy only denies accepts messages from roles of its own account alone. CloudWatch has no such role, so the policy names the
 * alarms of this account. Source: SNS Developer Guide, "Example cases for Amazon SNS access control" (the topic's default policy is replaced).
 */
function letAlarmsPublish(topic: Topic): void {
  topic.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sns:Publish'],
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      resources: [topic.topicArn],
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  );
}
