import { createHash } from 'node:crypto';
import { ByteReader, BytesUnreadable, ByteWriter } from './bytes.ts';
import { maxLevel } from './pledge.ts';
import type { Consumed, Segment } from './segment.ts';
import { type Names, namesFor, readNewNames, withNamesOf, writeNewNames } from './segment-names.ts';
import { inOrderOfNames, readRows, writeRows } from './segment-rows.ts';
import { readAccountPeriod, writeAccountPeriod } from './segment-words.ts';

/**
 * A segment whose bytes are fixed, so it may be sent any number of times. `hash` is their SHA-256, base64url; `names` are those that the
 * next segment of the log may continue from.
 */
export type FixedSegment = {
  readonly segment: Segment;
  readonly bytes: Uint8Array;
  readonly hash: string;
  readonly names: Names;
};

/**
 * The part of a segment that can be read alone. `since` is the first segment whose names its rows use: its own number, or an earlier one.
 */
export type SegmentHead = Omit<Segment, 'entries'> & { readonly since: number };

/** The bytes are no segment, or of a version that this code does not know. */
export class SegmentUnreadable extends Error {
  constructor(detail: string, options: ErrorOptions = {}) {
    super(`Not a segment: ${detail}`, options);
    this.name = 'SegmentUnreadable';
  }
}

const version = 3;
/** Segments of before the ledger. They stay readable. */
const versionWithoutLedger = 2;
const ledgerPlaces = ['none', 'item', 'object'] as const;
const kinds = ['open', 'instance', 'fence', 'leaving'] as const;
/** From this number on, an open segment has a pledge: a level, and whether it reports exactly. */
const firstPledge = kinds.length;

/**
 * Fixes a segment's bytes. `before` are the names that the segment before it left; without them it can be read alone. Equal segments and
 * names give equal bytes, whatever the order of the entries. The resulting `segment` has them in the order of the bytes.
 * @throws RangeError for fractions, negative numbers, and times that are not ISO-8601 with milliseconds
 */
export function encodeSegment(segment: Segment, before: Names | null = null): FixedSegment {
  const known = namesFor(segment.number, before);
  const sorted = segment.entries.toSorted(byPlace);
  const { names, placeOf } = withNamesOf(sorted, known);
  const rows = inOrderOfNames(sorted, placeOf);
  const end = segment.end && { ...segment.end, consumed: segment.end.consumed.toSorted(byPlace) };
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
 * The segment of these bytes, and the names that it leaves. `before` are those that the segment before it left. They are needed if its
 * head's `since` is an earlier number.
 * @throws SegmentUnreadable for any other bytes or names, and nothing else
 */
export function decodeSegment(bytes: Uint8Array, before: Names | null = null): Pick<FixedSegment, 'segment' | 'names'> {
  return reading(bytes, (from) => {
    const { since, ...head } = readHead(from);
    const at = msOf(head.at);
    const names = readNewNames(from, continuedFrom({ since, number: head.number }, before), at);
    const entries = readRows(from, names, at);
    from.end();
    return { segment: { ...head, entries }, names };
  });
}

/**
 * The parts of a segment beside its rows.
 * @throws SegmentUnreadable, and nothing else
 */
export const decodeHead = (bytes: Uint8Array): SegmentHead => reading(bytes, readHead);

/** SHA-256 of a segment's bytes, base64url. */
export const segmentHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

function reading<T>(bytes: Uint8Array, read: (from: ByteReader) => T): T {
  try {
    return read(new ByteReader(bytes));
  } catch (cause) {
    if (cause instanceof BytesUnreadable) throw new SegmentUnreadable(cause.message, { cause });
    throw cause;
  }
}

function continuedFrom({ since, number }: { since: number; number: number }, before: Names | null): Names {
  if (since === number) return { since, list: [] };
  if (before?.since !== since) throw new BytesUnreadable(`Its names begin in segment ${since}, which was not read`);
  return before;
}

function writeHead(out: ByteWriter, segment: Segment, at: number): void {
  const { instanceId, number, previousHash, ledger, pledge, leaving, end } = segment;
  out.number(version).text(instanceId).number(number).number(at);
  out.number(previousHash === '' ? 0 : 1).raw(hashBytes(previousHash));
  out.number(ledgerPlaces.indexOf(ledger?.where ?? 'none')).raw(ledger ? hexBytes(ledger.sha256) : []);
  const consumed = end?.consumed ?? leaving;
  if (!consumed) {
    out.number(pledge ? firstPledge + 2 * pledge.level + (pledge.isExact ? 1 : 0) : 0);
    return;
  }
  out.number(kinds.indexOf(end?.by ?? 'leaving'));
  out.number(consumed.length);
  for (const each of consumed) writeAccountPeriod(out, each, at).number(each.units);
}

function readHead(from: ByteReader): SegmentHead {
  const found = from.number();
  if (found !== version && found !== versionWithoutLedger)
    throw new BytesUnreadable(`version ${found} is neither ${version} nor ${versionWithoutLedger}`);
  const instanceId = from.text();
  const number = from.number();
  const at = from.number();
  const previousHash = from.number() === 0 ? '' : Buffer.from(from.raw(32)).toString('base64url');
  const ledger = found === version ? readLedger(from) : {};
  const kind = readKind(from, at);
  const since = number - from.number();
  if (since < 0) throw new BytesUnreadable('Its names begin before the first segment');
  return { instanceId, number, at: isoOf(at), previousHash, ...ledger, ...kind, since };
}

function readLedger(from: ByteReader): Pick<Segment, 'ledger'> {
  const where = ledgerPlaces[from.number()];
  if (where === undefined) throw new BytesUnreadable('Its ledger lies nowhere that is known');
  return where === 'none' ? {} : { ledger: { where, sha256: Buffer.from(from.raw(32)).toString('hex') } };
}

function readKind(from: ByteReader, at: number): Pick<Segment, 'pledge' | 'leaving' | 'end'> {
  const mark = from.number();
  const kind = kinds[mark];
  if (kind === undefined) {
    const [level, isExact] = [Math.floor((mark - firstPledge) / 2), (mark - firstPledge) % 2 === 1];
    if (level > maxLevel) throw new BytesUnreadable('It is of no kind that there is');
    return { pledge: { level, isExact } };
  }
  if (kind === 'open') return {};
  const consumed: Consumed[] = [];
  for (let left = from.number(); left > 0; left--)
    consumed.push({ ...readAccountPeriod(from, at), units: from.number() });
  return kind === 'leaving' ? { leaving: consumed } : { end: { by: kind, consumed } };
}

/** By account, period, key, dataset and day, then by the counts, so that equal sets have one order. */
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

function hexBytes(sha256: string): Uint8Array {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError(`${sha256} is not a SHA-256 in hex`);
  return Buffer.from(sha256, 'hex');
}

function hashBytes(hash: string): Uint8Array {
  const bytes = Buffer.from(hash, 'base64url');
  if (hash !== '' && (bytes.length !== 32 || bytes.toString('base64url') !== hash)) {
    throw new RangeError(`${hash} is not a SHA-256 in base64url`);
  }
  return bytes;
}
