import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { metricNamespace } from '../shared/env.ts';
import tollgate from '../tollgate.config.ts';
import { apiRoutesOf } from './api-routes.ts';
import type { Settings } from './config.ts';
import { Alarms } from './constructs/alarms.ts';
import { ApiAuthorizer } from './constructs/api-authorizer.ts';
import { DeploymentCheck } from './constructs/deployment-check.ts';
import type { Inbox } from './constructs/inbox.ts';
import { LambdaFunction } from './constructs/lambda-function.ts';
import { MailSender } from './constructs/mail-sender.ts';
import { Portal } from './constructs/portal.ts';
import type { SiteDirs } from './constructs/portal-files.ts';
import { PublicApi } from './constructs/public-api.ts';
import { ScheduledJob } from './constructs/scheduled-job.ts';
import { SecretParameters } from './constructs/secret-parameters.ts';
import type { DataStack } from './data-stack.ts';
import type { FunctionDeclaration, InboxName, JobDeclaration, Known } from './function-declaration.ts';
import { functions } from './functions.ts';
import { grantDepths, inboxesIn } from './inboxes.ts';

/** The settings, the stack that lasts, and the built assets. */
export type ServiceStackProps = {
  readonly settings: Settings;
  readonly data: DataStack;
  /** The folder of a function's bundle, by the function's name. */
  readonly assetDir: (name: string) => string;
  /** The built portal and pages; without them the distribution has no files. */
  readonly siteDirs?: SiteDirs;
};

const apiRoutes = apiRoutesOf(functions);

/** Everything that can be thrown away and deployed again. `functions.ts` declares the permissions of the functions. */
export class ServiceStack extends Stack {
  readonly #props: ServiceStackProps;
  readonly #alarms: Alarms;
  readonly #api: PublicApi;
  readonly #portal: Portal;
  readonly #secrets: SecretParameters;
  readonly #mailSender: MailSender;
  readonly #inboxes: Readonly<Record<InboxName, Inbox>>;
  readonly #functions = new Map<string, LambdaFunction>();
  readonly #checks: DeploymentCheck[] = [];
  readonly #checked: LambdaFunction[] = [];

  constructor(scope: Construct, props: ServiceStackProps) {
    const { settings, data } = props;
    const { stage, mailFrom, alarmEmail } = settings;
    super(scope, `TollgateService-${stage}`);
    this.addStackDependency(data, 'A weak reference reads what the data stack says when this stack is deployed.');
    const { said, accepted } = data.originSecrets;
    this.#props = props;
    this.#alarms = new Alarms(this, 'Alarms', { email: alarmEmail });
    this.#secrets = new SecretParameters(this, 'Secrets', { stage });
    this.#api = new PublicApi(this, 'PublicApi', { stage, originSecrets: accepted });
    this.#portal = new Portal(this, 'Portal', {
      ...{ ...props, api: this.#api, originSecret: said },
      datasets: data.datasets,
    });
    this.#inboxes = inboxesIn(this, this.#alarms);
    this.#mailSender = new MailSender(this, 'MailSender', {
      from: mailFrom,
      feedback: this.#inboxes.mailFeedback,
      alarms: this.#alarms,
    });
    for (const [name, declaration] of Object.entries(functions)) this.#add(name, declaration);
    this.#grantInvoking();
    this.#changeAfterChecks();
    new CfnOutput(this, 'PortalUrl', { value: this.#portal.origin });
    if (settings.domain) new CfnOutput(this, 'CnameTarget', { value: this.#portal.host });
    new CfnOutput(this, 'WebhookUrl', { value: `${this.#portal.origin}/webhooks/stripe` });
  }

  #add(name: string, declaration: FunctionDeclaration & Partial<JobDeclaration>): void {
    const { settings, assetDir } = this.#props;
    const fn = new LambdaFunction(this, name, {
      stage: settings.stage,
      assetDir: assetDir(name),
      size: declaration.size,
    });
    this.#functions.set(name, fn);
    this.#grant(fn, declaration);
    this.#watch(fn, declaration);
    this.#trigger(name, fn, declaration);
    if (declaration.compares)
      this.#checks.push(new DeploymentCheck(this, 'Licences', { fn, of: tollgate.publishedLicences }));
    else this.#checked.push(fn);
    for (const known of declaration.knows ?? []) fn.setEnv({ [known]: this.#valueOf(known) });
  }

  /** Replaces functions only after all checks, so that a refused change serves no request before it is rolled back. */
  #changeAfterChecks(): void {
    for (const { handler } of this.#checked) handler.node.addDependency(...this.#checks);
  }

  #grant(fn: LambdaFunction, { table, secrets, sendsTo, may }: FunctionDeclaration): void {
    const { data } = this.#props;
    if (table) data.table.grant(fn, table);
    if (secrets) this.#secrets.grantRead(fn, secrets);
    for (const inbox of sendsTo ?? []) this.#inboxes[inbox].grantSend(fn);
    if (may?.includes('read datasets')) data.datasets.grantRead(fn);
    if (may?.includes('read samples')) data.datasets.grantReadSamples(fn);
    if (may?.includes('see versions')) data.datasets.grantSeeVersions(fn);
    if (may?.includes('see depths of queues')) grantDepths(fn, this.#inboxes);
    if (may?.includes('keep status')) data.datasets.grantStatus(fn);
    if (may?.includes('keep exports')) data.datasets.grantExport(fn);
    if (may?.includes('send mail')) this.#mailSender.grantSend(fn);
    if (may?.includes('read signing keys')) data.signingKeys.grantRead(fn);
    if (may?.includes('sign credentials')) data.signingKeys.grantSign(fn);
    this.#grantEvidence(fn, may ?? []);
  }

  #grantEvidence(fn: LambdaFunction, may: NonNullable<FunctionDeclaration['may']>): void {
    const { evidence, ledgerKeys, receiptKeys, datasets } = this.#props.data;
    if (may.includes('write details')) evidence.grantWriteDetails(fn);
    if (may.includes('keep the ledger')) evidence.grantSeal(fn);
    if (may.includes('read entries')) evidence.grantRead(fn);
    if (may.includes('keep statements')) evidence.grantState(fn);
    if (may.includes('read statements')) evidence.grantReadStatements(fn);
    if (may.includes('keep packs')) datasets.grantPacks(fn);
    if (may.includes('read packs')) datasets.grantReadPacks(fn);
    if (may.includes('read ledger keys')) ledgerKeys.grantRead(fn);
    if (may.includes('sign seals')) ledgerKeys.grantSign(fn);
    if (may.includes('read receipt keys')) receiptKeys.grantRead(fn);
    if (may.includes('certify instances')) receiptKeys.grantSign(fn);
  }

  /** Runs after all functions exist. */
  #grantInvoking(): void {
    for (const [name, { invokes = [] }] of Object.entries(functions)) {
      if (invokes.length === 0) continue;
      const resources = invokes.map((each) => this.#function(each).handler.functionArn);
      this.#function(name).allow({ actions: ['lambda:InvokeFunction'], resources });
    }
  }

  #function(name: string): LambdaFunction {
    const fn = this.#functions.get(name);
    if (!fn) throw new Error(`There is no function ${name}`);
    return fn;
  }

  #watch(fn: LambdaFunction, { counts = {}, fails }: FunctionDeclaration): void {
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
    if (!fails) return;
    const metric = fn.handler.metricErrors({ period: Duration.hours(1), statistic: 'Sum' });
    this.#alarms.raise(`${fn.node.id}Failing`, { metric, says: fails, threshold: 5 });
  }

  #trigger(
    name: string,
    fn: LambdaFunction,
    { routes, callsPerSecond, consumes, recurring, guards }: FunctionDeclaration & Partial<JobDeclaration>,
  ): void {
    if (routes) this.#api.route(fn, apiRoutes.get(name) ?? [], callsPerSecond);
    if (guards) this.#guard(fn);
    if (consumes) this.#inboxes[consumes.inbox].deliverTo(fn, consumes.batchSize);
    if (consumes?.mayHide) this.#inboxes[consumes.inbox].grantHide(fn);
    if (!recurring) return;
    const id = `${'nightlyAtHour' in recurring ? 'Nightly' : 'Recurring'}${fn.node.id}`;
    new ScheduledJob(this, id, { fn, recurring, alarms: this.#alarms });
  }

  #guard(fn: LambdaFunction): void {
    for (const apiId of this.#props.settings.guardedApis) {
      const { authorizerId } = new ApiAuthorizer(this, `Guard${apiId}`, { apiId, fn: fn.handler });
      new CfnOutput(this, `AuthorizerOf${apiId}`, { value: authorizerId });
    }
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
