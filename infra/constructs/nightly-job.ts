import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';

export type NightlyJobProps = {
  readonly fn: LambdaFunction;
  /** 0…23. */
  readonly hourUtc: number;
  readonly alarms: Alarms;
};

/** Runs a function every night. One alarm says that it failed, another that it did not run for a day. */
export class NightlyJob extends Construct {
  constructor(scope: Construct, id: string, { fn, hourUtc, alarms }: NightlyJobProps) {
    super(scope, id);
    new Rule(this, 'Rule', {
      description: `Runs ${fn.node.id} every night`,
      schedule: Schedule.cron({ minute: '0', hour: String(hourUtc) }),
      targets: [new LambdaTarget(fn.handler, { retryAttempts: 2 })],
    });
    alarms.raise(`${id}Failed`, {
      metric: fn.handler.metricErrors({ period: Duration.hours(1), statistic: 'Sum' }),
      says: `The nightly ${fn.node.id} failed; read its log, then run it again.`,
    });
    alarms.raise(`${id}NotRunning`, {
      metric: fn.handler.metricInvocations({ period: Duration.days(1), statistic: 'Sum' }),
      when: 'none',
      says: `The nightly ${fn.node.id} did not run for a day; look at its schedule.`,
    });
  }
}
