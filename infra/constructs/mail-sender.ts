import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { Inbox } from './inbox.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** The sender's address, and the queue and alarms for mails that fail. */
export type MailSenderProps = {
  readonly from: string;
  /** The queue for SES's reports of deliveries, bounces, complaints and rejects. */
  readonly feedback: Inbox;
  readonly alarms: Alarms;
};

/** Rates at which SES puts an account under review; source: SES Developer Guide, "Amazon SES Sending review process FAQs". */
const reviewed = [
  {
    rate: 'Reputation.BounceRate',
    id: 'MailBounceRate',
    threshold: 0.05,
    says: '5 % of the mails of this account bounce',
  },
  {
    rate: 'Reputation.ComplaintRate',
    id: 'MailComplaintRate',
    threshold: 0.001,
    says: '0.1 % of the mails of this account are called spam',
  },
];

/**
 * Sends through SES from one address, which the operator has verified: the address itself or its domain. SES's own suppression list is off
 * for these mails. The only list is the one in the table, so that an operator who lifts an entry there lifts it for good.
 */
export class MailSender extends Construct {
  readonly #from: string;
  readonly #set: ConfigurationSet;

  constructor(scope: Construct, id: string, { from, feedback, alarms }: MailSenderProps) {
    super(scope, id);
    this.#from = from;
    this.#set = new ConfigurationSet(this, 'ConfigurationSet', { disableSuppressionList: true });
    const topic = new Topic(this, 'Feedback', { enforceSSL: true });
    this.#set.addEventDestination('ToTopic', {
      destination: EventDestination.snsTopic(topic),
      events: [
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY,
      ],
    });
    feedback.takeFrom(topic);
    for (const { rate, id: alarmId, threshold, says } of reviewed) {
      const metric = new Metric({
        namespace: 'AWS/SES',
        metricName: rate,
        period: Duration.hours(1),
        statistic: 'Maximum',
      });
      const advice = `${says}: SES may stop sending, and then nobody can sign in by link. Look at GET /v1/admin/suppressions.`;
      alarms.raise(alarmId, { metric, threshold, says: advice });
    }
  }

  /**
   * Lets `fn` send mail from this address only; sets the variables with the address and SES's configuration set. The grant covers any identity
   * of the account as recipient. In the sandbox SES also checks a permission on the recipient's identity, and the verified ones are unknown here.
   * Source: SES Developer Guide, "Controlling access to Amazon SES" and "Request production access".
   */
  grantSend(fn: LambdaFunction): void {
    const arnOf = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    const set = this.#set.configurationSetName;
    fn.allow({
      actions: ['ses:SendEmail'],
      resources: [arnOf('identity', '*'), arnOf('configuration-set', set)],
      conditions: { StringEquals: { 'ses:FromAddress': this.#from } },
    });
    fn.setEnv({ MAIL_FROM: this.#from, MAIL_CONFIGURATION_SET: set });
    Validations.of(fn).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]`,
      reason:
        'Sends from one address only, which a condition says. In the sandbox SES asks for a right on the identity of each recipient too, and operators verify those as they need them.',
    });
  }
}
