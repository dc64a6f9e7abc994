import { expect, test } from 'vitest';
import type { Segment } from '../../shared/domain/usage/segment.ts';
import { encodeSegment } from '../../shared/domain/usage/segment-codec.ts';
import type { Names } from '../../shared/domain/usage/segment-names.ts';
import { segmentKey } from '../../shared/storage/item-keys.ts';
import { memoryTable } from '../../shared/storage/table/memory-table.ts';
import { segmentsOver } from '../../shared/storage/usage/segments.ts';
import { countedReads } from '../functions/admission/callers-world.ts';

const at = '2026-11-24T12:00:00.000Z';
const other = '2026-11-24T12:00:01.000Z';
const newSegments = () => segmentsOver(memoryTable({ now: () => new Date(at) }));
const segment = (number: number, over: Partial<Segment> = {}) =>
  encodeSegment({ instanceId: 'env00001', number, at, previousHash: '', entries: [], ...over });

test('two instances that draw the same id register once, and repeating that changes nothing', async () => {
  const segments = newSegments();
  expect(await segments.register('env00001', at)).toBe(true);
  expect(await segments.register('env00001', at)).toBe(true);
  expect(await segments.register('env00001', other)).toBe(false);
  expect(await segments.instances()).toEqual([{ id: 'env00001', at, merged: 0 }]);
});

test('an id whose chain is on record is not given out again', async () => {
  const segments = newSegments();
  await segments.register('env00001', at);
  await segments.put(segment(1));
  await segments.forget('env00001');
  expect(await segments.instances()).toEqual([]);
  expect(await segments.register('env00001', other)).toBe(false);
});

test('a segment that is sent again is acknowledged, another one of its number is not and changes nothing', async () => {
  const segments = newSegments();
  expect(await segments.put(segment(1))).toBe('acknowledged');
  expect(await segments.put(segment(1))).toBe('acknowledged');
  expect(await segments.put(segment(1, { at: other }))).toBe('fenced');
  expect(await segments.read('env00001', 0)).toEqual([segment(1).segment]);
});

test('a chain is read in order from where one asks, and its head with its bytes', async () => {
  const segments = newSegments();
  expect(await segments.head('env00001')).toBeNull();
  const all = Array.from({ length: 12 }, (_, index) => segment(index + 1));
  for (const each of all) await segments.put(each);
  expect((await segments.read('env00001', 8)).map(({ number }) => number)).toEqual([9, 10, 11, 12]);
  const { segment: last, hash } = all[11]!;
  const { entries: _, ...head } = last;
  expect(await segments.head('env00001')).toEqual({ segment: { ...head, since: 12 }, hash });
});

test('rows that speak by names of earlier segments are read wherever one begins, also past a page of a query', async () => {
  const segments = newSegments();
  const rows = (count: number, from = 0) =>
    Array.from({ length: count }, (_, index) => ({
      accountId: `acct-${from + index}`,
      periodStart: '2026-11-01T00:00:00.000Z',
      day: '2026-11-24',
      keyId: `${'a key whose id is long '.repeat(80)}${from}`,
      datasetId: 'posts',
      units: index + 1,
      calls: 1,
    }));
  let names: Names | null = null;
  const written: Segment[] = [];
  for (let number = 1; number <= 140; number++) {
    const entries = [...rows(3), ...(number < 6 ? rows(130, number * 1_000) : [])];
    const fixed = encodeSegment({ instanceId: 'env00001', number, at, previousHash: '', entries }, names);
    names = fixed.names;
    written.push(fixed.segment);
    await segments.put(fixed);
  }
  const readFrom = async (after: number) => {
    const read: Segment[] = [];
    for (let page = await segments.read('env00001', after); page.length > 0; ) {
      read.push(...page);
      page = await segments.read('env00001', page.at(-1)?.number ?? 0);
    }
    return read;
  };
  for (const after of [0, 1, 4, 60, 127, 128, 129, 139]) expect(await readFrom(after)).toEqual(written.slice(after));
});

test('a chain that misses a segment is read by nobody who needs that one, and says where', async () => {
  const table = memoryTable({ now: () => new Date(at) });
  const segments = segmentsOver(table);
  let names: Names | null = null;
  for (let number = 1; number <= 130; number++) {
    const row = { accountId: 'acct', periodStart: at, day: '2026-11-24', keyId: `key-${number}`, datasetId: 'posts' };
    const entries = [{ ...row, units: 1, calls: 1 }];
    const fixed = encodeSegment({ instanceId: 'env00001', number, at, previousHash: '', entries }, names);
    names = fixed.names;
    await segments.put(fixed);
  }
  await table.delete(segmentKey('env00001', 50));
  for (const after of [0, 49, 50, 127])
    await expect(segments.read('env00001', after)).rejects.toThrow('env00001 misses a segment after 49');
  expect((await segments.read('env00001', 128)).map(({ number }) => number)).toEqual([129, 130]);
});

test('a reader of a usage log gets what came since, and one who begins in its middle reads the names before once', async () => {
  const { counted, since } = countedReads(memoryTable({ now: () => new Date(at) }));
  const segments = segmentsOver(counted);
  let names: Names | null = null;
  const write = async (number: number) => {
    const row = { accountId: 'acct', periodStart: at, day: '2026-11-24', keyId: `key-${number}`, datasetId: 'posts' };
    const entries = [{ ...row, units: 1, calls: 1 }];
    const fixed = encodeSegment({ instanceId: 'env00001', number, at, previousHash: '', entries }, names);
    names = fixed.names;
    await segments.put(fixed);
  };
  for (let number = 1; number <= 100; number++) await write(number);
  since();
  await segments.read('env00001', 90);
  expect(since(), 'the page, and what gave its names').toHaveLength(2);
  await write(101);
  expect(await segments.read('env00001', 100)).toMatchObject([{ entries: [{ keyId: 'key-101' }] }]);
  expect(await segments.read('env00001', 101)).toEqual([]);
  expect(since()).toHaveLength(2);
});
