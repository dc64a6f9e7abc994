import { createHash } from 'node:crypto';
import { ByteReader, BytesUnreadable, ByteWriter } from './bytes.ts';
import { maxLevel } from './pledge.ts';
import type { Consumed, Segment } from './segment.ts';
import { type Names, namesFor, readNewNames, withNamesOf, writeNewNames } from './segment-names.ts';
import { inOrderOfNames, readRows, writeRows } from './segment-rows.ts';
import { readAccountPeriod, writeAccountPeriod } from './segment-words.ts';

/**
 * A segment whose bytes are fixed: it may be sent any number of times. `hash` is their SHA-256, base64url; `names` are what the next
 * segment of the chain may go on from.
 */
export type FixedSegment = {
  readonly segment: Segment;
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly names: Names;
};

/** What can be read of a segment alone. `since` is the first segment whose names its rows speak by: its own number, or an earlier one. */
export type SegmentHead = Omit<Segment, 'entries'> & { readonly since: number };

/** What should be a segment's bytes is not, or is of a version that this code does not know. */
export class SegmentUnreadable extends Error {
  constructor(detail: string, options: ErrorOptions = {}) {
    super(`Not a segment: ${detail}`, options);
    this.name = 'SegmentUnreadable';
  }
}

const version = 2;
const kinds = ['open', 'instance', 'seal', 'leaving'] as const;
/** From here on an open segment says a level, and whether it tells exactly. */
const firstTelling = kinds.length;

/**
 * Fixes a segment's bytes. `before` are the names as the segment before it left them; without them it can be read alone. The same segment
 * and names give the same bytes, in whatever order its entries came; `segment` has them in the order of the bytes.
 * Throws a RangeError for what no segment may hold: fractions, negative numbers, times that are not ISO-8601 with milliseconds.
 */
export function encodeSegment(segment: Segment, before: Names | null = null): FixedSegment {
  const known = namesFor(segment.number, before);
  const sorted = segment.entries.toSorted(byPlace);
  const { names, placeOf } = withNamesOf(sorted, known);
  const rows = inOrderOfNames(sorted, placeOf);
  const end = segment.end && { ...segment.end, gone: segment.end.gone.toSorted(byPlace) };
  const leaving = segment.leaving?.toSorted(byPlace);
  const fixed = { ...segment, entries: rows.map(({ row }) => row), ...(leaving && { leaving }), ...(end && { end }) };
  const at = msOf(segment.at);
  const out = new ByteWriter();
  writeHead(out, fixed, at);
  out.number(segment.number - names.since);
  writeNewNames(out, names, { known: known.list.length, at });
  writeRows(out, rows, at);
  const bytes = out.done();
  return { segment: fixed, bytes, hash: segmentHash(bytes), names };
}

/**
 * The segment that these bytes are, and the names that it leaves. `before` are those that the segment before it left; it needs them where
 * its head's `since` is an earlier number. Throws SegmentUnreadable for any other bytes and names, and nothing else.
 */
export function decodeSegment(bytes: Uint8Array, before: Names | null = null): Pick<FixedSegment, 'segment' | 'names'> {
  return reading(bytes, (from) => {
    const { since, ...head } = readHead(from);
    const at = msOf(head.at);
    const names = readNewNames(from, goneOnFrom({ since, number: head.number }, before), at);
    const entries = readRows(from, names, at);
    from.end();
    return { segment: { ...head, entries }, names };
  });
}

/** What a segment says beside its rows, which may need others to be read. Throws SegmentUnreadable, and nothing else. */
export const decodeHead = (bytes: Uint8Array): SegmentHead => reading(bytes, readHead);

/** SHA-256, base64url. */
export const segmentHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

function reading<T>(bytes: Uint8Array, read: (from: ByteReader) => T): T {
  try {
    return read(new ByteReader(bytes));
  } catch (cause) {
    if (cause instanceof BytesUnreadable) throw new SegmentUnreadable(cause.message, { cause });
    throw cause;
  }
}

function goneOnFrom({ since, number }: { since: number; number: number }, before: Names | null): Names {
  if (since === number) return { since, list: [] };
  if (before?.since !== since) throw new BytesUnreadable(`Its names begin in segment ${since}, which was not read`);
  return before;
}

function writeHead(out: ByteWriter, segment: Segment, at: number): void {
  const { instanceId, number, previousHash, telling, leaving, end } = segment;
  out.number(version).text(instanceId).number(number).number(at);
  out.number(previousHash === '' ? 0 : 1).raw(hashBytes(previousHash));
  const gone = end?.gone ?? leaving;
  if (!gone) {
    out.number(telling ? firstTelling + 2 * telling.level + (telling.isExact ? 1 : 0) : 0);
    return;
  }
  out.number(kinds.indexOf(end?.by ?? 'leaving'));
  out.number(gone.length);
  for (const each of gone) writeAccountPeriod(out, each, at).number(each.units);
}

function readHead(from: ByteReader): SegmentHead {
  const found = from.number();
  if (found !== version) throw new BytesUnreadable(`version ${found} is not ${version}`);
  const instanceId = from.text();
  const number = from.number();
  const at = from.number();
  const previousHash = from.number() === 0 ? '' : Buffer.from(from.raw(32)).toString('base64url');
  const kind = readKind(from, at);
  const since = number - from.number();
  if (since < 0) throw new BytesUnreadable('Its names begin before the first segment');
  return { instanceId, number, at: isoOf(at), previousHash, ...kind, since };
}

function readKind(from: ByteReader, at: number): Pick<Segment, 'telling' | 'leaving' | 'end'> {
  const mark = from.number();
  const kind = kinds[mark];
  if (kind === undefined) {
    const [level, isExact] = [Math.floor((mark - firstTelling) / 2), (mark - firstTelling) % 2 === 1];
    if (level > maxLevel) throw new BytesUnreadable('It is of no kind that there is');
    return { telling: { level, isExact } };
  }
  if (kind === 'open') return {};
  const gone: Consumed[] = [];
  for (let left = from.number(); left > 0; left--) gone.push({ ...readAccountPeriod(from, at), units: from.number() });
  return kind === 'leaving' ? { leaving: gone } : { end: { by: kind, gone } };
}

/** By account, period, key, dataset, day and then by what was counted, so that equal sets have one order. */
function byPlace<T extends Consumed>(a: T, b: T): number {
  const [one, other]: Readonly<Record<string, string | number>>[] = [a, b];
  for (const name of ['accountId', 'periodStart', 'keyId', 'datasetId', 'day', 'units', 'calls']) {
    const [left, right] = [one?.[name] ?? '', other?.[name] ?? ''];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function msOf(time: string): number {
  const ms = Date.parse(time);
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== time) throw new RangeError(`${time} is not an ISO-8601 time`);
  return ms;
}

const latestMs = 253_402_300_799_999;

function isoOf(ms: number): string {
  if (ms > latestMs) throw new BytesUnreadable('A time lies beyond the year 9999');
  return new Date(ms).toISOString();
}

function hashBytes(hash: string): Uint8Array {
  const bytes = Buffer.from(hash, 'base64url');
  if (hash !== '' && (bytes.length !== 32 || bytes.toString('base64url') !== hash)) {
    throw new RangeError(`${hash} is not a SHA-256 in base64url`);
  }
  return bytes;
}
