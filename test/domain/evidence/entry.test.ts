import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type JsonValue } from '../../../shared/domain/accounts/canonical-json.ts';
import { type DetailEntry, readDetail, writeDetail } from '../../../shared/domain/evidence/detail.ts';
import { entryLine, type LedgerCall, recordsHash } from '../../../shared/domain/evidence/entry.ts';
import { hexOf, leafHash } from '../../../shared/domain/evidence/merkle.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 20 });
/** Our ids, and those of a catalogue, have these characters alone. */
const id = fc.string({ unit: fc.constantFrom(...'aZ09_-.:'), maxLength: 20 });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const call: fc.Arbitrary<LedgerCall> = fc.record({
  kind: fc.constantFrom('read' as const, 'allowed' as const),
  at: id,
  organization: id,
  key: id,
  app: id,
  useCase: fc.option(id),
  dataset: id,
  datasetVersion: optional(id),
  licence: id,
  licenceVersion: id,
  query: text,
  units: fc.nat(),
  records: optional(fc.oneof(fc.record({ count: fc.nat() }), fc.record({ count: fc.nat(), sha256: id }))),
  bytes: optional(fc.nat()),
  address: text,
  signed: optional(
    fc.record({ keyId: text, method: text, target: text, input: text, signature: text }, { requiredKeys: [] }),
  ) as fc.Arbitrary<LedgerCall['signed']>,
});
const place = fc.record({ instance: id, segment: fc.nat(), index: fc.nat() });

test('an entry’s line is the canonical form of all that it says', () => {
  fc.assert(
    fc.property(call, place, id, (call, place, salt) => {
      expect(entryLine(call, place, salt)).toBe(canonicalJson({ v: 1, ...call, ...place, salt } as JsonValue));
    }),
  );
});

test('a line says all of its own call, also where calls of one key differ in one thing after another', () => {
  const first: LedgerCall = {
    ...{
      kind: 'read',
      at: '2026-12-02T09:00:00.000Z',
      organization: 'acc_1',
      key: 'key_1',
      app: 'app_1',
      useCase: null,
    },
    ...{ dataset: 'posts', licence: 'posts', licenceVersion: '1', query: 'GET /data/posts', units: 1, address: '::1' },
  };
  const others: Partial<LedgerCall>[] = [
    ...[
      { dataset: 'films' },
      { datasetVersion: '2' },
      { kind: 'allowed' as const },
      { useCase: 'uc_1' },
      { licence: 'b' },
    ],
    ...[{ licenceVersion: '2' }, { app: 'app_2' }, { organization: 'acc_2' }, { key: 'key_2' }],
  ];
  const inTurn = others.flatMap((other) => [other, {}]);
  for (const other of inTurn)
    for (const instance of ['one', 'two']) {
      const call = { ...first, ...other };
      const place = { instance, segment: 1, index: 0 };
      expect(entryLine(call, place, 's')).toBe(canonicalJson({ v: 1, ...call, ...place, salt: 's' } as JsonValue));
    }
});

test('the hash of records is over their ids, one a line', () => {
  const sha256 = (bytes: string) => createHash('sha256').update(bytes).digest('hex');
  expect(recordsHash(['p1', 'p2'])).toBe(sha256('p1\np2\n'));
  expect(recordsHash([])).toBe(sha256(''));
});

const entryOf = (line: string, ids?: readonly string[]): DetailEntry => ({ line, hash: leafHash(line), ids });
const detail = new Map([
  ['acc_b', [entryOf('{"index":0,"of":"b"}', ['p1', 'p2'])]],
  ['acc_a', [entryOf('{"index":0,"of":"a"}'), entryOf('{"index":1,"of":"a"}', [])]],
]);
const of = { instance: 'aB3dE6gH', segment: 7 };

test('a detail is read back as it was written, by organization', () => {
  const read = readDetail(writeDetail(of, detail), of);
  expect(read.map(({ organization }) => organization)).toEqual(['acc_a', 'acc_b']);
  expect(read.flatMap(({ entries }) => entries)).toEqual([
    ...(detail.get('acc_a') ?? []),
    ...(detail.get('acc_b') ?? []),
  ]);
});

test('a detail with a changed, missing, moved or added line is refused', () => {
  const lines = writeDetail(of, detail).split('\n');
  const changed = [
    lines.with(1, '{"index":0,"of":"x"}'),
    lines.toSpliced(1, 1),
    [lines[0], lines[2], lines[1], ...lines.slice(3)],
    lines.toSpliced(1, 0, '{"index":9}'),
    lines.slice(0, -1),
    lines.with(0, '{}'),
  ];
  for (const each of changed) expect(() => readDetail(each.join('\n'), of)).toThrow('Not the detail of a segment');
  expect(() => readDetail(lines.join('\n'), { ...of, segment: 8 })).toThrow('another segment');
  expect(hexOf(leafHash('{"index":0,"of":"b"}'))).toHaveLength(64);
});
