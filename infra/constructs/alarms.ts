import { Aws } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export type AlarmRule = {
  readonly metric: IMetric;
  /** What has happened and what to do, for whoever is woken. */
  readonly says: string;
  /** Raised at `threshold` or more (default), or below it. */
  readonly when?: 'any' | 'none';
  /** Default 1. */
  readonly threshold?: number;
  /** How many periods of `metric` must be so, one after the other; default 1. */
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
   * Raises an alarm by periods of `metric`. Where data stops coming, `none` is raised and `any` is not. Before the first data both are silent: an
   * alarm begins without data, and tells of the change only. Missing data that counted as a breach would raise it at the first deployment.
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
 * A topic whose policy only denies takes from nobody but roles of its account, and CloudWatch has none: its alarms of this account are let
 * in by name. Source: SNS Developer Guide, "Example cases for Amazon SNS access control" (the policy that a topic starts with is replaced).
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
