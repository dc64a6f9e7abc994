import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { metricNamespace } from '../shared/env.ts';
import { stripeInboxTries } from '../shared/inbox-tries.ts';
import type { Settings } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import { Inbox } from './constructs/inbox.ts';
import { LambdaFunction } from './constructs/lambda-function.ts';
import { MailSender } from './constructs/mail-sender.ts';
import { NightlyJob } from './constructs/nightly-job.ts';
import { Portal } from './constructs/portal.ts';
import { PublicApi } from './constructs/public-api.ts';
import { SecretParameters } from './constructs/secret-parameters.ts';
import type { DataStack } from './data-stack.ts';
import { type FunctionDeclaration, functions, type InboxName, type Known } from './functions.ts';

export type ServiceStackProps = {
  readonly settings: Settings;
  readonly data: DataStack;
  /** The folder of a function's bundle, by the function's name. */
  readonly assetDir: (name: string) => string;
  /** The built portal; without it the distribution has no files. */
  readonly portalDir?: string;
};

/** Everything that can be thrown away and deployed again. What the functions may do is said in `functions.ts`. */
export class ServiceStack extends Stack {
  readonly #props: ServiceStackProps;
  readonly #alarms: Alarms;
  readonly #api: PublicApi;
  readonly #portal: Portal;
  readonly #secrets: SecretParameters;
  readonly #mailSender: MailSender;
  readonly #inboxes: Readonly<Record<InboxName, Inbox>>;

  constructor(scope: Construct, props: ServiceStackProps) {
    const { settings, data } = props;
    const { stage, mailFrom, alarmEmail } = settings;
    super(scope, `TollgateService-${stage}`);
    const originSecret = data.originSecret.value;
    this.#props = props;
    this.#alarms = new Alarms(this, 'Alarms', { email: alarmEmail });
    this.#secrets = new SecretParameters(this, 'Secrets', { stage });
    this.#api = new PublicApi(this, 'PublicApi', { stage, originSecret });
    this.#portal = new Portal(this, 'Portal', { ...props, api: this.#api, originSecret });
    const mailFeedback = this.#mailFeedback();
    this.#inboxes = { stripe: this.#stripeInbox(), mail: this.#mailbox(), mailFeedback, leaving: this.#leavers() };
    this.#mailSender = new MailSender(this, 'MailSender', {
      from: mailFrom,
      feedback: mailFeedback,
      alarms: this.#alarms,
    });
    for (const [name, declaration] of Object.entries(functions)) this.#add(name, declaration);
    new CfnOutput(this, 'PortalUrl', { value: this.#portal.origin });
    new CfnOutput(this, 'WebhookUrl', { value: `${this.#portal.origin}/webhooks/stripe` });
  }

  #stripeInbox(): Inbox {
    return new Inbox(this, 'StripeInbox', {
      fifo: true,
      urlEnv: 'STRIPE_QUEUE_URL',
      maxReceiveCount: stripeInboxTries,
      alarms: this.#alarms,
      says: 'A Stripe event could not be handled. Read the log of stripe-sync, then replay the event in the console.',
    });
  }

  #mailbox(): Inbox {
    return new Inbox(this, 'Mailbox', {
      urlEnv: 'MAIL_QUEUE_URL',
      maxReceiveCount: 5,
      alarms: this.#alarms,
      says: 'A mail could not be sent. Read the log of mailer, then redrive the queue if the mail is still wanted.',
    });
  }

  #mailFeedback(): Inbox {
    return new Inbox(this, 'FeedbackInbox', {
      maxReceiveCount: 5,
      alarms: this.#alarms,
      says: 'A bounce or complaint could not be noted. Read the log of mail-feedback, mend the cause, then redrive the queue.',
    });
  }

  #leavers(): Inbox {
    return new Inbox(this, 'Leavers', {
      urlEnv: 'LEAVING_QUEUE_URL',
      maxReceiveCount: 20,
      alarms: this.#alarms,
      says: 'An account that was to be deleted is not. Read the log of leaving, then redrive the queue: it goes on where it stopped.',
    });
  }

  #add(name: string, declaration: FunctionDeclaration): void {
    const { settings, assetDir } = this.#props;
    const fn = new LambdaFunction(this, name, {
      stage: settings.stage,
      assetDir: assetDir(name),
      size: declaration.size,
    });
    this.#grant(fn, declaration);
    this.#watch(declaration);
    this.#trigger(fn, declaration);
    for (const known of declaration.knows ?? []) fn.setEnv({ [known]: this.#valueOf(known) });
  }

  #grant(fn: LambdaFunction, { table, secrets, sendsTo, may }: FunctionDeclaration): void {
    const { data } = this.#props;
    if (table) data.table.grant(fn, table);
    if (secrets) this.#secrets.grantRead(fn, secrets);
    for (const inbox of sendsTo ?? []) this.#inboxes[inbox].grantSend(fn);
    if (may?.includes('read datasets')) data.datasets.grantRead(fn);
    if (may?.includes('send mail')) this.#mailSender.grantSend(fn);
  }

  #watch({ counts = {} }: FunctionDeclaration): void {
    const dimensionsMap = { Stage: this.#props.settings.stage };
    for (const [metricName, says] of Object.entries(counts)) {
      const metric = new Metric({
        namespace: metricNamespace,
        metricName,
        dimensionsMap,
        period: Duration.hours(1),
        statistic: 'Sum',
      });
      this.#alarms.raise(metricName, { metric, says });
    }
  }

  #trigger(fn: LambdaFunction, { routes, consumes, nightlyAtHour }: FunctionDeclaration): void {
    if (routes) this.#api.route(fn, routes);
    if (consumes) this.#inboxes[consumes.inbox].deliverTo(fn, consumes.batchSize);
    if (nightlyAtHour !== undefined)
      new NightlyJob(this, `Nightly${fn.node.id}`, { fn, hourUtc: nightlyAtHour, alarms: this.#alarms });
  }

  #valueOf(name: Known): string {
    const { isLocal, stripeMode } = this.#props.settings;
    const values = {
      PUBLIC_ORIGIN: this.#portal.origin,
      STRIPE_MODE: stripeMode,
      OPERATOR_SIGN_IN: isLocal ? 'link' : 'passkey',
    };
    return values[name];
  }
}
