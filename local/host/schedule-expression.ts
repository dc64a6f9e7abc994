/** The times of an EventBridge schedule expression, in UTC. */
export type Recurrence = {
  /** The first time after `after` (exclusive); undefined if there is none within four years. */
  next(after: Date): Date | undefined;
};

const minuteMs = 60_000;
const rateUnitMs: Readonly<Record<string, number>> = { minute: minuteMs, hour: 60 * minuteMs, day: 1_440 * minuteMs };
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const weekdays = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/**
 * Parses `rate(VALUE UNIT)`, counted from `start`, or `cron(minute hour day month weekday year)`; throws on anything else.
 * Source: EventBridge, "Schedule types". `L`, `W` and `#` are not supported.
 */
export function parseSchedule(expression: string, start: Date): Recurrence {
  const rate = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression);
  if (rate?.[1] && rate[2]) return everyMs(Number(rate[1]) * (rateUnitMs[rate[2]] ?? minuteMs), start);
  const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6) throw notUnderstood(expression);
  return cron(fields, expression);
}

const notUnderstood = (expression: string) =>
  new Error(`The local host does not understand the schedule ${expression}`);

const everyMs = (intervalMs: number, start: Date): Recurrence => ({
  next(after) {
    const intervals = Math.floor((after.getTime() - start.getTime()) / intervalMs) + 1;
    return new Date(start.getTime() + Math.max(1, intervals) * intervalMs);
  },
});

function cron(fields: readonly string[], expression: string): Recurrence {
  const parse = (index: number, from: number, to: number, names: readonly string[] = []) =>
    valuesOf(fields[index] ?? '', { from, to, names, expression });
  const minutes = parse(0, 0, 59);
  const hours = parse(1, 0, 23);
  const days = parse(2, 1, 31);
  const monthNumbers = parse(3, 1, 12, ['', ...months]);
  const weekdayNumbers = parse(4, 1, 7, ['', ...weekdays]);
  const years = parse(5, 1970, 2199);
  const onDay = (at: Date) =>
    years.has(at.getUTCFullYear()) &&
    monthNumbers.has(at.getUTCMonth() + 1) &&
    days.has(at.getUTCDate()) &&
    weekdayNumbers.has(at.getUTCDay() + 1);
  return {
    next(after) {
      const at = new Date((Math.floor(after.getTime() / minuteMs) + 1) * minuteMs);
      const limit = at.getTime() + 4 * 366 * 1_440 * minuteMs;
      while (at.getTime() < limit) {
        if (!onDay(at)) at.setUTCHours(24, 0, 0, 0);
        else if (!hours.has(at.getUTCHours())) at.setUTCMinutes(60, 0, 0);
        else if (!minutes.has(at.getUTCMinutes())) at.setUTCMinutes(at.getUTCMinutes() + 1);
        else return at;
      }
      return undefined;
    },
  };
}

type FieldRange = { from: number; to: number; names: readonly string[]; expression: string };

function valuesOf(field: string, { from, to, names, expression }: FieldRange): ReadonlySet<number> {
  const numberOf = (text: string) => {
    const named = names.indexOf(text.toUpperCase());
    const value = named > 0 ? named : Number(text);
    if (!Number.isInteger(value) || value < from || value > to) throw notUnderstood(expression);
    return value;
  };
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const [range = '', step = '1'] = part.split('/');
    const whole = range === '*' || range === '?';
    const [first, last] = range.split('-');
    const start = whole ? from : numberOf(first ?? '');
    const open = whole || (last === undefined && part.includes('/'));
    const end = open ? to : numberOf(last ?? first ?? '');
    if (!/^[1-9]\d*$/.test(step)) throw notUnderstood(expression);
    for (let value = start; value <= end; value += Number(step)) values.add(value);
  }
  return values;
}
