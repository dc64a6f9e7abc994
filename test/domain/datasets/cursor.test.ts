import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../../shared/domain/catalog/catalog.ts';
import { decodeCursor, encodeCursor, type RecordPosition } from '../../../shared/domain/datasets/cursor.ts';
import type { Filters } from '../../../shared/domain/datasets/filters.ts';
import { parseRecordsQuery, type RecordsQuery } from '../../../shared/domain/datasets/query.ts';
import { timestampText } from '../../../shared/domain/datasets/values.ts';
import { readings, timeless } from './dataset.ts';

const none: Filters = { conditions: [], words: [] };

function queryOf(text: string, dataset: Dataset = readings): RecordsQuery {
  const parsed = parseRecordsQuery(dataset, new URLSearchParams(text));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.query;
}

const refusal = (query: string) => {
  const parsed = parseRecordsQuery(readings, new URLSearchParams(query));
  return parsed.ok ? undefined : parsed.errors;
};

/** The order of a dataset, written independently: records with a time first, by time, then by id. */
const comesAfter = (one: RecordPosition, other: RecordPosition): boolean => {
  const [time, otherTime] = [one.time ?? '~', other.time ?? '~'];
  return time === otherTime ? one.id > other.id : time > otherTime;
};

const micros = fc.bigInt({ min: 0n, max: 4_000_000_000_000_000n });
const time = fc.oneof(micros.map(timestampText), fc.constant(null));
const id = fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }).filter((text) => text.isWellFormed());

describe('a cursor', () => {
  it('gives back the position that went in, with any id', () => {
    const property = fc.property(fc.record({ id, time }), (position) => {
      expect(decodeCursor(readings, none, encodeCursor(readings, none, position))).toEqual({ ok: true, position });
    });
    fc.assert(property, { seed: 7, numRuns: 300 });
  });

  it('cuts any result into pages that tile it, also when records are added meanwhile', () => {
    const rows = fc.uniqueArray(fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), time }), {
      selector: (row) => row.id,
      maxLength: 40,
    });
    const property = fc.property(rows, rows, fc.integer({ min: 1, max: 7 }), (before, added, size) => {
      const seen: string[] = [];
      let known: RecordPosition[] = before;
      let cursor: string | undefined;
      do {
        const decoded = cursor === undefined ? undefined : decodeCursor(readings, none, cursor);
        const after = decoded?.ok ? decoded.position : undefined;
        const rest = known.filter((row) => after === undefined || comesAfter(row, after));
        const ordered = rest.sort((one, other) => (comesAfter(one, other) ? 1 : -1));
        seen.push(...ordered.slice(0, size).map((row) => row.id));
        const last = ordered[size - 1];
        cursor = last !== undefined && ordered.length > size ? encodeCursor(readings, none, last) : undefined;
        known = [...before, ...added.filter((row) => !before.some((old) => old.id === row.id))];
      } while (cursor !== undefined);
      expect(new Set(seen).size).toBe(seen.length);
      if (added.length === 0) expect(seen).toHaveLength(before.length);
      expect(seen).toEqual(expect.arrayContaining(before.map((row) => row.id)));
    });
    fc.assert(property, { seed: 11, numRuns: 200 });
  });

  it('is good with the same filters in another order, another limit and other fields', () => {
    const first = queryOf('place=a&place=b&count[gt]=1&q=x+y');
    const cursor = encodeCursor(readings, first, { id: 'p', time: null });
    const again = queryOf(`q=y+x&count[gt]=1&place=b&place=a&limit=5&fields=level&cursor=${cursor}`);
    expect(again.after).toEqual({ id: 'p', time: null });
  });

  it.each(['place=b', 'place=a&count=1', 'place[gte]=a', 'place=a&q=x', ''])(
    'is refused with the filters "%s"',
    (other) => {
      const cursor = encodeCursor(readings, queryOf('place=a'), { id: 'p', time: null });
      expect(refusal(`${other}&cursor=${cursor}`)).toEqual([
        {
          field: 'cursor',
          message:
            'This cursor belongs to other filters. Send the filters of its own page, or leave the cursor out to start again.',
        },
      ]);
    },
  );

  it('is refused by another dataset', () => {
    const cursor = encodeCursor(readings, none, { id: 'p', time: null });
    expect(decodeCursor({ ...readings, id: 'others' }, none, cursor).ok).toBe(false);
  });

  it('has no time where the dataset has none', () => {
    expect(decodeCursor(timeless, none, encodeCursor(timeless, none, { id: 'p' }))).toEqual({
      ok: true,
      position: { id: 'p' },
    });
  });

  it('is refused when it is not ours, without an exception', () => {
    const json = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
    const [hash] = JSON.parse(
      Buffer.from(encodeCursor(readings, none, { id: 'p', time: null }), 'base64url').toString(),
    );
    const forged = [
      '',
      '!',
      'abc',
      json(null),
      json({}),
      json([]),
      json([hash]),
      json([hash, 1, null]),
      json([hash, 'p']),
    ];
    const badTimes = ["' OR 1=1", '2026-11-01', '2026-11-01T00:00:00Z', 5, {}, '+010000-01-01T00:00:00.000Z'];
    for (const cursor of [...forged, ...badTimes.map((bad) => json([hash, 'p', bad])), 'A'.repeat(5_000)])
      expect(decodeCursor(readings, none, cursor), cursor).toMatchObject({
        ok: false,
        message: expect.stringContaining('This cursor is not valid'),
      });
  });
});
