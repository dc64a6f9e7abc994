import { readdirSync, readFileSync } from 'node:fs';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { expect, test } from 'vitest';
import { Alarms } from '../../infra/constructs/alarms.ts';
import { LambdaFunction } from '../../infra/constructs/lambda-function.ts';
import { type Recurring, ScheduledJob } from '../../infra/constructs/scheduled-job.ts';
import { functions } from '../../infra/functions.ts';
import { jobs as declaredJobs } from '../../infra/jobs.ts';
import { functionsOf, readable, wordOf } from './policies.ts';
import { deployment, temporaryFolder } from './support.ts';

const dev = deployment({ alarmEmail: 'operator@example.com' });

/** The functions that run by themselves, as they are declared. */
const jobs = Object.entries(functions).flatMap(([word, { recurring }]) =>
  recurring ? [[word, recurring] as const] : [],
);

/** When a job runs, and for how many seconds nobody is woken although it did not, in how many periods. */
function rhythmOf(recurring: Recurring): readonly [expression: string, silentSeconds: number, periods: number] {
  if ('nightlyAtHour' in recurring) return [`cron(0 ${recurring.nightlyAtHour} * * ? *)`, 26 * 3_600, 2];
  if ('hourlyAtMinute' in recurring) return [`cron(${recurring.hourlyAtMinute} * * * ? *)`, 4 * 3_600, 1];
  const { everyMinutes } = recurring;
  const rate = everyMinutes % 60 === 0 ? [everyMinutes / 60, 'hour'] : [everyMinutes, 'minute'];
  const silentMinutes = Math.min(1_440, Math.max(60, 4 * everyMinutes));
  return [`rate(${rate.join(' ')}${rate[0] === 1 ? '' : 's'})`, silentMinutes * 60, 1];
}

test('each function with a schedule runs when it declares, and no other runs by itself', () => {
  const rules = dev.resources('AWS::Events::Rule').map(({ Properties }) => {
    const [target] = Properties.Targets as { Arn: unknown }[];
    return [wordOf(readable(target?.Arn).replace('.Arn', '')), Properties.State, Properties.ScheduleExpression];
  });
  const expected = jobs.map(([word, recurring]) => [word, 'ENABLED', rhythmOf(recurring)[0]]);
  expect(rules.toSorted()).toEqual(expected.toSorted());
});

test.each(jobs)('one alarm says when %s failed, another when it did not run', (word, recurring) => {
  const [, silentSeconds, periods] = rhythmOf(recurring);
  const Dimensions = [{ Name: 'FunctionName', Value: { Ref: functionsOf(dev).get(word)?.id } }];
  dev.service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    TreatMissingData: 'notBreaching',
  });
  dev.service.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'Invocations',
    Dimensions,
    Period: silentSeconds / periods,
    EvaluationPeriods: periods,
    ComparisonOperator: 'LessThanThreshold',
  });
});

test('the alarm of a stopped job fires when its data ends; none fires before the first data, as at the first deployment', () => {
  for (const { id, Properties } of dev.resources('AWS::CloudWatch::Alarm')) {
    expect(Properties.TreatMissingData, id).not.toBe('breaching');
    if (Properties.ComparisonOperator !== 'LessThanThreshold') continue;
    expect(Properties.TreatMissingData, id).toBe('missing');
    expect(Properties.InsufficientDataActions, id).toEqual(Properties.AlarmActions);
  }
});

/** Source: CloudWatch API Reference, PutMetricAlarm: a week at most for periods of an hour or more, a day for shorter ones. */
test('no alarm looks back longer than CloudWatch allows', () => {
  for (const { id, Properties } of dev.resources('AWS::CloudWatch::Alarm')) {
    const [period, periods] = [Number(Properties.Period), Number(Properties.EvaluationPeriods)];
    expect(period * periods, id).toBeLessThanOrEqual(period >= 3_600 ? 7 * 86_400 : 86_400);
  }
});

/** A stack with only a job. */
function jobOf(recurring: Recurring): Template {
  const stack = new Stack();
  const fn = new LambdaFunction(stack, 'usage-merge', {
    stage: 'dev',
    assetDir: temporaryFolder({ 'index.mjs': '' }),
  });
  new ScheduledJob(stack, 'Job', { fn, recurring, alarms: new Alarms(stack, 'Alarms', {}) });
  return Template.fromStack(stack);
}

test.each([
  [15, 'rate(15 minutes)', 3_600],
  [60, 'rate(1 hour)', 4 * 3_600],
  [720, 'rate(12 hours)', 86_400],
])(
  'a job of every %i minutes is %s, and silent when four turns are missed, within an hour and a day',
  (everyMinutes, ScheduleExpression, Period) => {
    const template = jobOf({ everyMinutes });
    template.hasResourceProperties('AWS::Events::Rule', { ScheduleExpression });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'Invocations', Period });
  },
);

test('every job is declared in infra/jobs.ts with its schedule, and is one folder whose handler is a job', () => {
  const declared = Object.entries(functions).filter(([, { recurring }]) => recurring !== undefined);
  expect(declared.map(([name]) => name).toSorted()).toEqual(Object.keys(declaredJobs).toSorted());
  for (const name of Object.keys(declaredJobs)) {
    expect(readdirSync(`functions/${name}`)).toEqual(expect.arrayContaining(['handler.ts', 'lambda.ts']));
    expect(readFileSync(`functions/${name}/handler.ts`, 'utf8'), name).toMatch(/\bjobFunction\b/);
  }
});
