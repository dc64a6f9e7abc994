import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { LambdaFunction } from './lambda-function.ts';

/** Sending through SES from one address, which the operator has verified: by itself or by its domain. */
export class MailSender extends Construct {
  readonly #from: string;

  constructor(scope: Construct, id: string, props: { readonly from: string }) {
    super(scope, id);
    this.#from = props.from;
  }

  /** Lets `fn` send mail from this address only, and tells it the address. */
  grantSend(fn: LambdaFunction): void {
    const identities = [this.#from, this.#from.slice(this.#from.indexOf('@') + 1)];
    const arnOf = (identity: string) =>
      Stack.of(this).formatArn({ service: 'ses', resource: 'identity', resourceName: identity });
    fn.allow({
      actions: ['ses:SendEmail'],
      resources: identities.map(arnOf),
      conditions: { StringEquals: { 'ses:FromAddress': this.#from } },
    });
    fn.setEnv({ MAIL_FROM: this.#from });
  }
}
