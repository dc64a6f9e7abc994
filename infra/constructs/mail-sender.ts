import { Stack } from 'aws-cdk-lib';
import { ConfigurationSet, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { Inbox } from './inbox.ts';
import type { LambdaFunction } from './lambda-function.ts';

export type MailSenderProps = {
  readonly from: string;
  /** Where it is told which mails bounced, met a complaint or were rejected. */
  readonly feedback: Inbox;
};

/**
 * Sending through SES from one address, which the operator has verified: by itself or by its domain. SES's own list of suppressed
 * addresses is off for these mails: the table's is the only one, so that what an operator lifts is lifted.
 */
export class MailSender extends Construct {
  readonly #from: string;
  readonly #set: ConfigurationSet;

  constructor(scope: Construct, id: string, { from, feedback }: MailSenderProps) {
    super(scope, id);
    this.#from = from;
    this.#set = new ConfigurationSet(this, 'ConfigurationSet', { disableSuppressionList: true });
    const topic = new Topic(this, 'Feedback', { enforceSSL: true });
    this.#set.addEventDestination('ToTopic', {
      destination: EventDestination.snsTopic(topic),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    feedback.takeFrom(topic);
  }

  /** Lets `fn` send mail from this address only, and tells it the address and where SES reports what becomes of it. */
  grantSend(fn: LambdaFunction): void {
    const identities = [this.#from, this.#from.slice(this.#from.indexOf('@') + 1)];
    const arnOf = (resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
    const set = this.#set.configurationSetName;
    fn.allow({
      actions: ['ses:SendEmail'],
      resources: [...identities.map((identity) => arnOf('identity', identity)), arnOf('configuration-set', set)],
      conditions: { StringEquals: { 'ses:FromAddress': this.#from } },
    });
    fn.setEnv({ MAIL_FROM: this.#from, MAIL_CONFIGURATION_SET: set });
  }
}
