import { servedDayOf } from '../../domain/usage/served-day.ts';
import { usagePartition } from '../item-keys.ts';
import { readAll } from '../table/read-all.ts';
import type { Table } from '../table/table.ts';
import { toUsageDay, type UsageDay } from '../usage/usage-days.ts';
import { none, page, type Source, type TimelineWanted } from './timeline-sources.ts';

/** The rollup has a day's last requests by then, in the usual case. A later one is still added to the day's line. */
const lateMs = 3_600_000;

/** The first UTC day (YYYY-MM-DD) that has no line yet: a day has one from an hour after its end. */
const untoldDay = (now: Date): string => new Date(now.getTime() - lateMs).toISOString().slice(0, 10);

/** The served requests, a line for each UTC day, at the day's start. A day that is cut by the page's end is left to the next page. */
export async function servedSource(table: Table, wanted: TimelineWanted, now: Date): Promise<Source> {
  const { accountId, from, count, kinds } = wanted;
  if (!kinds.includes('served')) return none;
  const pk = usagePartition(accountId);
  const { items, cursor } = await page(table, { pk, to: from.served ?? untoldDay(now) }, count);
  const days = [...Map.groupBy(items.map(toUsageDay), ({ day }) => day)];
  const cut = cursor === undefined ? undefined : days.at(-1);
  if (!cut) return { lines: days.map(lineOf), more: false };
  if (days.length > 1) return { lines: days.slice(0, -1).map(lineOf), more: true };
  const [day] = cut;
  const whole = await readAll(table, { pk, from: day, to: `${day}~` });
  return { lines: [lineOf([day, whole.map(toUsageDay)])], more: true };
}

function lineOf([day, parts]: readonly [string, readonly UsageDay[]]): Source['lines'][number] {
  const { day: id, ...facts } = servedDayOf(day, parts);
  const line = { kind: 'served', at: `${day}T00:00:00.000Z`, id, ...facts } as const;
  return { drawn: { kind: 'served', at: line.at, line }, behind: { served: day } };
}
