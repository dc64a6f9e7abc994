import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mintKeyId } from '../../../shared/domain/keys/format.ts';
import type { Segment, SegmentEntry } from '../../../shared/domain/usage/segment.ts';
import {
  decodeHead,
  decodeSegment,
  encodeSegment,
  SegmentUnreadable,
} from '../../../shared/domain/usage/segment-codec.ts';
import type { Names } from '../../../shared/domain/usage/segment-names.ts';
import { segments } from './segments.ts';

const empty: Segment = {
  instanceId: 'aB3dE6gH',
  number: 7,
  at: '2026-11-24T12:00:09.123Z',
  previousHash: '',
  entries: [],
};
const row = (over: Partial<SegmentEntry> = {}): SegmentEntry => ({
  accountId: 'acc_0a1c9a54-4b1e-4a7b-9f3e-6a1f0c2d3e4f',
  periodStart: '2026-11-03T09:12:44.000Z',
  day: '2026-11-24',
  keyId: 'key_0123456789Ab',
  datasetId: 'posts',
  units: 1_200,
  calls: 12,
  ...over,
});

const withoutRows = ({ entries: _, ...head }: Segment, since: number) => ({ ...head, since });

/** As a chain fixes them: each goes on from the names of the one before. */
function fixedInTurn(all: readonly Segment[]) {
  let names: Names | null = null;
  return all.map((segment, index) => {
    const before: Names | null = names;
    const fixed = encodeSegment({ ...segment, number: index + 1 }, before);
    names = fixed.names;
    return { before, fixed };
  });
}

test('a fixed segment is read back whole, its entries in an order of their own', () => {
  fc.assert(
    fc.property(segments, (segment) => {
      const fixed = encodeSegment(segment);
      const { segment: read, names } = decodeSegment(fixed.bytes);
      expect({ read, names }).toEqual({ read: fixed.segment, names: fixed.names });
      expect(decodeHead(fixed.bytes)).toEqual(withoutRows(fixed.segment, segment.number));
      expect({ ...fixed.segment, entries: [] }).toEqual({
        ...segment,
        entries: [],
        ...(segment.leaving && { leaving: fixed.segment.leaving }),
        ...(segment.end && { end: fixed.segment.end }),
      });
      expect(new Set(fixed.segment.entries)).toEqual(new Set(segment.entries));
      expect(new Set(fixed.segment.end?.consumed)).toEqual(new Set(segment.end?.consumed));
      expect(new Set(fixed.segment.leaving)).toEqual(new Set(segment.leaving));
    }),
  );
});

test('the same entries give the same bytes and hash in whatever order they come, and reading and fixing again changes nothing', () => {
  fc.assert(
    fc.property(segments, fc.infiniteStream(fc.nat()), (segment, ranks) => {
      const shuffled = segment.entries
        .map((entry) => ({ entry, rank: ranks.next().value }))
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ entry }) => entry);
      const fixed = encodeSegment(segment);
      expect(encodeSegment({ ...segment, entries: shuffled })).toEqual(fixed);
      expect(encodeSegment(decodeSegment(fixed.bytes).segment)).toEqual(fixed);
    }),
  );
});

test('segments that go on from the names of those before them are read back whole with these, and refused without', () => {
  fc.assert(
    fc.property(fc.array(segments, { minLength: 1, maxLength: 8 }), (all) => {
      for (const [index, { before, fixed }] of fixedInTurn(all).entries()) {
        const { segment, names } = decodeSegment(fixed.bytes, before);
        expect({ segment, names }).toEqual({ segment: fixed.segment, names: fixed.names });
        expect(new Set(segment.entries)).toEqual(new Set(all[index]?.entries));
        expect(encodeSegment(segment, before)).toEqual(fixed);
        expect(decodeHead(fixed.bytes)).toEqual(withoutRows(segment, 1));
        if (index > 0) expect(() => decodeSegment(fixed.bytes)).toThrow(SegmentUnreadable);
      }
    }),
  );
});

test('names of another number of segments, or from elsewhere in the chain, are refused', () => {
  const [first, second, third] = fixedInTurn(['a', 'b', 'c'].map((keyId) => ({ ...empty, entries: [row({ keyId })] })));
  expect(() => decodeSegment(third!.fixed.bytes, first!.fixed.names)).toThrow('It goes on from 2 names, not from 1');
  const { list } = second!.fixed.names;
  expect(() => decodeSegment(third!.fixed.bytes, { since: 2, list })).toThrow('begin in segment 1, which was not read');
});

test('a chain begins its names anew after 128 segments, or when there are 4,000', () => {
  const long = fixedInTurn(Array.from({ length: 300 }, () => ({ ...empty, entries: [row()] })));
  const since = long.map(({ fixed }) => decodeHead(fixed.bytes).since);
  expect(since).toEqual([...Array(128).fill(1), ...Array(128).fill(129), ...Array(44).fill(257)]);
  const wide = (from: number) =>
    Array.from({ length: 3_000 }, (_, n) => row({ keyId: `key_${String(from + n).padStart(12, '0')}` }));
  const grown = fixedInTurn([0, 3_000, 6_000].map((from) => ({ ...empty, entries: wide(from) })));
  expect(grown.map(({ fixed }) => decodeHead(fixed.bytes).since)).toEqual([1, 1, 3]);
});

test('bytes that are no segment are refused as such and by no other error', () => {
  const isTotal = (bytes: Uint8Array, before: Names | null = null) => {
    try {
      decodeHead(bytes);
      decodeSegment(bytes, before);
    } catch (error) {
      expect(error).toBeInstanceOf(SegmentUnreadable);
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => isTotal(bytes)));
  fc.assert(
    fc.property(segments, fc.nat(), fc.nat(255), (segment, at, value) => {
      const { bytes } = encodeSegment(segment);
      isTotal(bytes.with(at % bytes.length, value));
      expect(() => decodeSegment(bytes.subarray(0, at % bytes.length))).toThrow(SegmentUnreadable);
      expect(() => decodeSegment(Uint8Array.from([...bytes, 0]))).toThrow(SegmentUnreadable);
    }),
  );
  fc.assert(
    fc.property(fc.array(segments, { minLength: 2, maxLength: 4 }), fc.nat(), fc.nat(255), (all, at, value) => {
      const { before, fixed } = fixedInTurn(all).at(-1)!;
      isTotal(fixed.bytes.with(at % fixed.bytes.length, value), before);
    }),
  );
});

test('a version that is not known is refused by its number', () => {
  expect(() => decodeSegment(encodeSegment(empty).bytes.with(0, 1))).toThrow('version 1 is neither 3 nor 2');
});

test('values that no segment may hold are refused before it is fixed', () => {
  for (const broken of [
    row({ units: 1.5 }),
    row({ calls: -1 }),
    row({ day: '2026-11-31' }),
    row({ datasetId: '\ud800' }),
  ]) {
    expect(() => encodeSegment({ ...empty, entries: [broken] })).toThrow(RangeError);
  }
  expect(() => encodeSegment({ ...empty, at: 'yesterday' })).toThrow(RangeError);
  expect(() => encodeSegment({ ...empty, previousHash: 'short' })).toThrow(RangeError);
});

test('a row takes 6 bytes at most, its name once 30, and 10 as a further one of its account', () => {
  const random = (count: number) => crypto.getRandomValues(new Uint8Array(count));
  const fixed = (entries: readonly SegmentEntry[], before?: Names) => encodeSegment({ ...empty, entries }, before);
  const sizeOf = (entries: readonly SegmentEntry[], before?: Names) => fixed(entries, before).bytes.length;
  const others = Array.from({ length: 100 }, () => row({ accountId: `acc_${randomUUID()}`, keyId: mintKeyId(random) }));
  const ofSame = Array.from({ length: 100 }, () => row({ keyId: mintKeyId(random) }));
  expect((sizeOf([row(), ...others]) - sizeOf([row()])) / 100).toBeLessThanOrEqual(36);
  expect((sizeOf([row(), ...ofSame]) - sizeOf([row()])) / 100).toBeLessThanOrEqual(16);
  const { names } = fixed([row(), ...others]);
  const known = { ...names, since: empty.number - 1 };
  expect((sizeOf([row(), ...others], known) - sizeOf([row()], known)) / 100).toBeLessThanOrEqual(6);
  expect(sizeOf([row()]), 'all that a segment has beside its rows').toBeLessThan(75);
});

test('a segment of before the ledger is still read, and a hash that is none is refused', () => {
  const before = Buffer.from(
    'AghhQjNkRTZnSAej+7XroDQAAAAAAQD2tb0DChyaVEseSnufPmofDC0+TwAMCFr0teqzZQEABXBvc3RzAQCwCQw=',
    'base64',
  );
  expect(decodeSegment(before).segment).toEqual({ ...empty, entries: [row()] });
  const ledger = { sha256: 'ab', where: 'item' } as const;
  expect(() => encodeSegment({ ...empty, ledger })).toThrow(RangeError);
});
