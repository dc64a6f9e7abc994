import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** Every night at an hour of 0…23, UTC. Every hour at a minute. Or every so many minutes: a whole number of them up to a day. */
export type Recurring =
  | { readonly nightlyAtHour: number }
  | { readonly hourlyAtMinute: number }
  | { readonly everyMinutes: number };

/** The function of a job, and how often it runs. */
export type ScheduledJobProps = {
  readonly fn: LambdaFunction;
  readonly recurring: Recurring;
  readonly alarms: Alarms;
};

const minutesADay = 1_440;

/** Runs a function on a schedule. One alarm reports that it failed, another that it did not run when it should have. */
export class ScheduledJob extends Construct {
  constructor(scope: Construct, id: string, { fn, recurring, alarms }: ScheduledJobProps) {
    super(scope, id);
    const { schedule, adverb, silentMinutes, periods = 1 } = rhythm(recurring);
    new Rule(this, 'Rule', {
      description: `Runs ${fn.node.id} ${adverb}`,
      schedule,
      targets: [new LambdaTarget(fn.handler, { retryAttempts: 2 })],
    });
    alarms.raise(`${id}Failed`, {
      metric: fn.handler.metricErrors({ period: Duration.hours(1), statistic: 'Sum' }),
      says: `${fn.node.id}, which runs ${adverb}, failed; read its log, then run it again.`,
    });
    alarms.raise(`${id}NotRunning`, {
      metric: fn.handler.metricInvocations({ period: Duration.minutes(silentMinutes / periods), statistic: 'Sum' }),
      periods,
      when: 'none',
      says: `${fn.node.id}, which runs ${adverb}, did not run for ${asHours(silentMinutes)}; look at its schedule.`,
    });
  }
}

type Rhythm = {
  readonly schedule: Schedule;
  readonly adverb: string;
  /** The alarm is raised after so long without a run: four intervals, at least an hour and at most a day. Nightly jobs have 26 hours. */
  readonly silentMinutes: number;
  /** The number of periods that make up `silentMinutes`. A period of a day, aligned to UTC, may miss a run that is minutes late: two of 13 hours do not. */
  readonly periods?: number;
};

function rhythm(recurring: Recurring): Rhythm {
  if ('nightlyAtHour' in recurring) {
    const schedule = Schedule.cron({ minute: '0', hour: String(recurring.nightlyAtHour) });
    return { schedule, adverb: 'every night', silentMinutes: 26 * 60, periods: 2 };
  }
  if ('hourlyAtMinute' in recurring) {
    const schedule = Schedule.cron({ minute: String(recurring.hourlyAtMinute) });
    return { schedule, adverb: 'every hour', silentMinutes: 240 };
  }
  const { everyMinutes } = recurring;
  return {
    schedule: Schedule.rate(Duration.minutes(everyMinutes)),
    adverb: everyMinutes === 1 ? 'every minute' : `every ${everyMinutes} minutes`,
    silentMinutes: Math.min(minutesADay, Math.max(60, 4 * everyMinutes)),
  };
}

const asHours = (minutes: number) => (minutes >= minutesADay ? 'a day' : `${minutes} minutes`);
