import { type ByteReader, BytesUnreadable, type ByteWriter, unzigzag, zigzag } from './bytes.ts';
import type { SegmentEntry } from './segment.ts';
import type { Names } from './segment-names.ts';

type Day = Pick<SegmentEntry, 'day' | 'datasetId'>;

/** A row with the place of its name. */
export type PlacedRow = { readonly row: SegmentEntry; readonly place: number };

/** Rows in the order in which they are written: by the places of their names. Rows of one name keep their order. */
export const inOrderOfNames = (rows: readonly SegmentEntry[], placeOf: (row: SegmentEntry) => number): PlacedRow[] =>
  rows.map((row) => ({ row, place: placeOf(row) })).toSorted((a, b) => a.place - b.place);

/**
 * Writes rows in the order of their names, of a segment fixed at `at` (epoch milliseconds). A row takes 3 to 6 bytes. Its first number
 * combines the distance to the name before, its day and dataset, and whether it cost a unit a call. Its units follow, then its calls if
 * they differ.
 */
export function writeRows(out: ByteWriter, rows: readonly PlacedRow[], at: number): void {
  const days = [...new Map(rows.map(({ row }) => [idOf(row), row])).values()];
  const numbers = new Map(days.map((day, number) => [idOf(day), number]));
  out.number(days.length);
  for (const { day, datasetId } of days) out.number(zigzag(dayNumber(at) - daysOf(day))).text(datasetId);
  out.number(rows.length);
  let before = 0;
  for (const { row, place } of rows) {
    const step = (place - before) * days.length + (numbers.get(idOf(row)) ?? 0);
    const isUnitACall = row.units === row.calls;
    out.number(step * 2 + (isUnitACall ? 1 : 0)).number(row.units);
    if (!isUnitACall) out.number(row.calls);
    before = place;
  }
}

/**
 * The rows of a segment that was fixed at `at` (epoch milliseconds).
 * @throws BytesUnreadable
 */
export function readRows(from: ByteReader, { list }: Names, at: number): SegmentEntry[] {
  const days: Day[] = [];
  for (let left = from.number(); left > 0; left--) {
    days.push({ day: dayAt(dayNumber(at) - unzigzag(from.number())), datasetId: from.text() });
  }
  const rows: SegmentEntry[] = [];
  let place = 0;
  for (let left = from.number(); left > 0; left--) {
    const head = from.number();
    const step = Math.floor(head / 2);
    place += Math.floor(step / days.length);
    const [name, day] = [list[place], days[step % days.length]];
    if (!name || !day) throw new BytesUnreadable('A row speaks of what is not there');
    const units = from.number();
    rows.push({ ...name, ...day, units, calls: head % 2 === 1 ? units : from.number() });
  }
  return rows;
}

const idOf = ({ day, datasetId }: Day): string => `${day}#${datasetId}`;

const dayMs = 86_400_000;
const dayNumber = (ms: number): number => Math.floor(ms / dayMs);

function daysOf(day: string): number {
  const ms = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day)
    throw new RangeError(`${day} is not an ISO-8601 day`);
  return dayNumber(ms);
}

const latestDay = 2_932_896;

function dayAt(days: number): string {
  if (days < 0 || days > latestDay) throw new BytesUnreadable('A day lies before 1970 or beyond the year 9999');
  return new Date(days * dayMs).toISOString().slice(0, 10);
}
