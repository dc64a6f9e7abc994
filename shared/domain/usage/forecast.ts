/** The use of a period at its end, drawn from its last whole days. */
import { dayOf, type UsageRow } from './usage.ts';

/** Units at the end of the period. `days`: the whole days that it is drawn from. */
export type Forecast = { readonly likely: number; readonly low: number; readonly high: number; readonly days: number };

const dayMs = 86_400_000;
const maxDays = 7;
const minDays = 3;

type Period = { readonly start: string; readonly end: string };

/**
 * The forecast of a period. Use that was billed through yesterday stays. Each day from today on is as the average of the last seven whole days of
 * the period. `low` takes the average of the three quietest of them, `high` that of the three busiest. None is below what is used already.
 * Null before three whole days have passed, and after the period.
 */
export function forecastOf(rows: readonly UsageRow[], { start, end }: Period, now: Date): Forecast | null {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  const firstWhole = Math.ceil(Date.parse(start) / dayMs) * dayMs;
  const days = Math.min(maxDays, (today - firstWhole) / dayMs);
  const left = (Date.parse(end) - today) / dayMs;
  if (days < minDays || left <= 0) return null;
  const unitsOn = (time: number) => sumOf(rows.filter(({ day }) => day === dayOf(new Date(time))));
  const last = Array.from({ length: days }, (_, i) => unitsOn(today - (i + 1) * dayMs)).toSorted((a, b) => a - b);
  const before = sumOf(rows.filter(({ day }) => day < dayOf(new Date(today))));
  const used = sumOf(rows);
  const at = (daily: readonly number[]) => Math.max(used, before + Math.round(average(daily) * left));
  return { likely: at(last), low: at(last.slice(0, minDays)), high: at(last.slice(-minDays)), days };
}

const sumOf = (rows: readonly UsageRow[]): number => rows.reduce((sum, { units }) => sum + units, 0);
const average = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
