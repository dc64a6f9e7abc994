import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type App, Validations } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, test } from 'vitest';
import { stacksOf } from './support.ts';

type Report = {
  readonly pluginReports: readonly {
    readonly violations: readonly { ruleName: string; violatingConstructs?: { constructPath: string }[] }[];
  }[];
};

/** Every finding of the AwsSolutions rules that is not acknowledged: rule and construct. */
function findings(app: App): string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  try {
    app.synth();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
  }
  const report = JSON.parse(readFileSync(path.join(app.outdir, 'validation-report.json'), 'utf8')) as Report;
  return report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs = [] }) =>
      violatingConstructs.map(({ constructPath }) => `${ruleName} ${constructPath}`),
    ),
  );
}

const domain = {
  domainName: 'data.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555',
};

test.each([
  ['the default stage', {}],
  ['the laptop', { stage: 'local' }],
  ['a stage with a domain and a mailed alarm', { stage: 'prod', ...domain, alarmEmail: 'operator@example.com' }],
  ['a stage that is not kept', { stage: 'trial', retain: 'false' }],
])('%s passes the AwsSolutions rules', (_, context) => {
  expect(findings(stacksOf(context).app)).toEqual([]);
});

test('a queue without a dead-letter queue or transport encryption does not pass', () => {
  const { app, service } = stacksOf();
  new Queue(service, 'Careless');
  expect(findings(app)).toEqual([
    'AwsSolutions-SQS3 TollgateService-dev/Careless/Resource',
    'AwsSolutions-SQS4 TollgateService-dev/Careless/Resource',
  ]);
});
