import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Assembly } from './assembly.ts';
import { functionIdIn } from './functions.ts';
import { awsAccount, type Resolver, region } from './intrinsics.ts';
import { parseSchedule, type Recurrence } from './schedule-expression.ts';

const Target = z.looseObject({ Arn: z.string(), Input: z.string().optional() });
const Rule = z.looseObject({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(Target).default([]),
});
const Schedule = z.looseObject({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.literal('UTC', 'the local host keeps schedules in UTC only').default('UTC'),
  State: z.string().default('ENABLED'),
  Target,
});

/** A function that a schedule runs, and the event that it gets. */
export type ScheduledFunction = {
  readonly functionId: string;
  readonly recurrence: Recurrence;
  event(at: Date): unknown;
};

/** The template's EventBridge rules and Scheduler schedules; rates count from `start`. */
export function readSchedules(assembly: Assembly, resolver: Resolver, start: Date): ScheduledFunction[] {
  const scheduled = (expression: string, target: z.infer<typeof Target>, source: string): ScheduledFunction => ({
    functionId: functionIdIn(target.Arn),
    recurrence: parseSchedule(expression, start),
    event: (at) => (target.Input ? JSON.parse(target.Input) : scheduledEvent(at, source)),
  });
  const rules = assembly.resources('AWS::Events::Rule').flatMap(({ properties, stack, logicalId }) => {
    const rule = Rule.parse(resolver.resolve(properties, stack));
    const { ScheduleExpression: expression } = rule;
    if (!expression || rule.State !== 'ENABLED') return [];
    return rule.Targets.map((target) => scheduled(expression, target, logicalId));
  });
  const schedules = assembly.resources('AWS::Scheduler::Schedule').flatMap(({ properties, stack, logicalId }) => {
    const { ScheduleExpression, State, Target } = Schedule.parse(resolver.resolve(properties, stack));
    return State === 'ENABLED' ? [scheduled(ScheduleExpression, Target, logicalId)] : [];
  });
  return [...rules, ...schedules];
}

/** The event that EventBridge sends. Source: "AWS events: Scheduled Event". */
const scheduledEvent = (at: Date, rule: string) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: awsAccount,
  time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
  region,
  resources: [`arn:aws:events:${region}:${awsAccount}:rule/${rule}`],
  detail: {},
});
