import { expect, test } from 'vitest';
import { createClock } from '../../../local/clock.ts';
import { parseSchedule } from '../../../local/host/schedule-expression.ts';
import { createScheduler } from '../../../local/host/scheduler.ts';
import { startTimeMachine } from '../../../local/time-machine.ts';
import { pool } from './fixture.ts';

const start = new Date('2026-11-24T10:15:30Z');

test.each([
  ['rate(5 minutes)', '2026-11-24T10:20:30.000Z'],
  ['rate(1 day)', '2026-11-25T10:15:30.000Z'],
  ['cron(0 3 * * ? *)', '2026-11-25T03:00:00.000Z'],
  ['cron(*/10 * * * ? *)', '2026-11-24T10:20:00.000Z'],
  ['cron(15,30 9-17 ? * MON-FRI *)', '2026-11-24T10:30:00.000Z'],
  ['cron(0 0 1 * ? *)', '2026-12-01T00:00:00.000Z'],
  ['cron(0 0 29 FEB ? *)', '2028-02-29T00:00:00.000Z'],
  ['cron(0 12 ? * SUN 2027)', '2027-01-03T12:00:00.000Z'],
])('%s is next due at %s', (expression, expected) => {
  expect(parseSchedule(expression, start).next(start)?.toISOString()).toBe(expected);
});

test('a time that is due now is not the next one', () => {
  const nightly = parseSchedule('cron(0 3 * * ? *)', start);
  expect(nightly.next(new Date('2026-11-25T03:00:00Z'))?.toISOString()).toBe('2026-11-26T03:00:00.000Z');
});

test.each(['cron(0 0 L * ? *)', 'cron(60 * * * ? *)', 'cron(* * *)', 'rate(2 weeks)', 'at(2026-11-24T00:00:00)'])(
  '%s is refused by name',
  (expression) => {
    expect(() => parseSchedule(expression, start)).toThrow(expression);
  },
);

/** A world whose clock moves only on request, with a list of its events. */
function fixture(expressions: readonly string[], settle: () => Promise<boolean> = async () => true) {
  const clock = createClock(() => start.getTime());
  const happened: string[] = [];
  const echo = pool('export const handler = async (event) => event;');
  const recorded = {
    ...echo,
    invoke(event: unknown) {
      happened.push(`run ${String(event)}`);
      return echo.invoke(event);
    },
  };
  const schedules = expressions.map((expression) => ({
    functionId: 'Fixture',
    recurrence: parseSchedule(expression, start),
    event: (at: Date) => at.toISOString(),
  }));
  const scheduler = createScheduler(schedules, new Map([['Fixture', recorded]]), start);
  const stripeDue = [new Date('2026-11-25T02:30:00Z'), new Date('2026-11-25T12:00:00Z')];
  const stripe = {
    nextDueAt: () => stripeDue[0] ?? null,
    async runDue() {
      while (stripeDue[0] && stripeDue[0] <= clock.now()) happened.push(`stripe ${stripeDue.shift()?.toISOString()}`);
    },
  };
  const jobs = {
    nextDueAt: scheduler.nextDueAt,
    runDue: (closestMs?: number) => scheduler.runDue(clock.now(), closestMs),
  };
  const time = startTimeMachine({
    clock,
    timelines: [stripe, jobs],
    settle: async () => {
      happened.push('settled');
      return settle();
    },
  });
  return { clock, happened, time };
}

test('every function that a schedule runs is a job, once, and no other is', () => {
  const [merge, report, mailer] = [1, 2, 3].map(() => pool('export const handler = async () => {};'));
  const functions = new Map([
    ['Merge', merge!],
    ['Report', report!],
    ['Mailer', mailer!],
  ]);
  const schedules = ['Report', 'Merge', 'Report'].map((functionId) => ({
    functionId,
    recurrence: parseSchedule('rate(5 minutes)', start),
    event: () => ({}),
  }));
  expect(createScheduler(schedules, functions, start).jobs).toEqual([report, merge]);
});

test('moving the clock stops at every due Stripe event and schedule, in order, and settles at each', async () => {
  const { happened, time } = fixture(['cron(0 3 * * ? *)']);
  const answer = await time.advance(2 * 86_400);
  time.stop();
  expect(answer).toEqual({ now: new Date('2026-11-26T10:15:30Z'), settled: true });
  expect(happened).toEqual([
    'settled',
    'stripe 2026-11-25T02:30:00.000Z',
    'settled',
    'run 2026-11-25T03:00:00.000Z',
    'settled',
    'stripe 2026-11-25T12:00:00.000Z',
    'settled',
    'run 2026-11-26T03:00:00.000Z',
    'settled',
    'settled',
  ]);
});

const runs = (happened: readonly string[]) => happened.filter((what) => what.startsWith('run'));

test('a job that recurs more often than daily runs once a day while the clock moves, and at the end', async () => {
  const { happened, time } = fixture(['rate(15 minutes)', 'rate(1 hour)']);
  await time.advance(2.5 * 86_400);
  expect(runs(happened)).toHaveLength(2 * 3);
  await time.advance(6 * 3_600);
  time.stop();
  expect(runs(happened)).toHaveLength(2 * 4);
});

test('a daily job is not delayed by that, at whatever time it ran last', async () => {
  const { happened, time } = fixture(['cron(0 3 * * ? *)', 'rate(1 day)']);
  await time.advance(2 * 86_400);
  time.stop();
  expect(runs(happened)).toEqual([
    'run 2026-11-25T03:00:00.000Z',
    'run 2026-11-25T10:15:30.000Z',
    'run 2026-11-26T03:00:00.000Z',
    'run 2026-11-26T10:15:30.000Z',
  ]);
});

test('if the world does not become quiet, the clock stops there and says so', async () => {
  let calls = 0;
  const { time, clock } = fixture(['cron(0 3 * * ? *)'], async () => ++calls < 2);
  const { settled, now } = await time.advance(2 * 86_400);
  time.stop();
  expect({ settled, now }).toEqual({ settled: false, now: new Date('2026-11-25T02:30:00Z') });
  expect(clock.now()).toEqual(now);
});

test('the clock never goes back', () => {
  const clock = createClock(() => start.getTime());
  clock.moveTo(new Date('2026-12-01T00:00:00Z'));
  clock.moveTo(new Date('2026-11-01T00:00:00Z'));
  expect(clock.now()).toEqual(new Date('2026-12-01T00:00:00Z'));
});
