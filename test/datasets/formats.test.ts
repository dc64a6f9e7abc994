import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { duckDbEngine } from '../../shared/datasets/duckdb-engine.ts';
import { type DataRecord, DatasetUnavailable } from '../../shared/datasets/query-engine.ts';
import type { FileFormat } from '../../shared/datasets/worker-protocol.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { filterSpecs, ordered } from './naive.ts';
import { askCounts, askRecords, bundleWorker, localFiles, makeFile, workspace } from './support.ts';

const { directory, remove } = await workspace();
const workerPath = await bundleWorker(directory);
afterAll(remove);

/** Names that SQL gives a meaning to, and one that must be quoted twice. */
const awkward: Dataset = {
  id: 'awkward',
  title: 'Awkward',
  description: 'Fields of every type, with names that SQL knows.',
  licence: 'none',
  synthetic: true,
  source: 'Tests',
  fields: { order: 'timestamp', select: 'string', 'a "b"': 'integer', group: 'number', null: 'boolean', day: 'date' },
  timeField: 'order',
  textFields: ['select'],
  sampleRecords: 2,
};
const timeless: Dataset = { ...awkward, id: 'timeless', timeField: undefined };

const records: readonly DataRecord[] = ordered(
  awkward,
  Array.from({ length: 40 }, (_, index) => ({
    id: `r${(index * 17) % 40}`,
    order: index % 4 === 3 ? null : `2026-11-0${(index % 9) + 1}T10:00:00.${index % 2 ? '123' : '123457'}Z`,
    select: index % 5 === 4 ? null : `It's "row" ${index % 3}, عمود`,
    'a "b"': index % 7 === 6 ? null : index - 20,
    group: index % 6 === 5 ? null : index / 8,
    null: index % 3 === 2 ? null : index % 2 === 0,
    day: index % 8 === 7 ? null : `202${index % 7}-02-28`,
  })),
);

const csvCell = (value: unknown) => (value === null ? '' : `"${String(value).replaceAll('"', '""')}"`);
const names = ['id', ...Object.keys(awkward.fields)];
const csv = [names.map(csvCell), ...records.map((record) => names.map((name) => csvCell(record[name])))];
const ndjsonOf = (rows: readonly DataRecord[]) => rows.map((record) => JSON.stringify(record)).join('\n');
const file = (name: string) => path.join(directory, name);
await writeFile(file('all.csv'), csv.map((cells) => cells.join(',')).join('\n'));
await writeFile(file('all.ndjson'), ndjsonOf(records));
await makeFile(`COPY (SELECT * FROM read_json('${file('all.ndjson')}')) TO '${file('all.parquet')}' (FORMAT parquet)`);

describe.each<FileFormat>(['ndjson', 'csv', 'parquet'])('a dataset as %s', (format) => {
  const source = { path: file(`all.${format}`), format };
  const engine = duckDbEngine(localFiles({ awkward: source, timeless: source }), { workerPath });
  afterAll(() => engine.close());

  it('gives every value of every type as the catalogue has it, nulls too', async () => {
    expect((await askRecords(engine, awkward, '')).records).toEqual(records);
  });

  it.each([awkward, timeless])('is filtered and tiled as the naive way does: $id', async (dataset) => {
    const property = fc.asyncProperty(
      filterSpecs(dataset, records),
      fc.integer({ min: 1, max: 12 }),
      async ({ params, test }, limit) => {
        const query = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value]));
        query.set('limit', String(limit));
        const found: DataRecord[] = [];
        let cursor: string | undefined;
        do {
          if (cursor !== undefined) query.set('cursor', cursor);
          const page = await askRecords(engine, dataset, query);
          found.push(...page.records);
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(found).toEqual(ordered(dataset, records.filter(test)));
      },
    );
    await fc.assert(property, { seed: 3, numRuns: 20 });
  });

  it('counts booleans and whole numbers as text, and hours without the null times', async () => {
    const { counts: tallied } = await askCounts(engine, awkward, 'by=null');
    const count = (value: boolean) => records.filter((record) => record.null === value).length;
    expect(new Map(tallied.map(({ bucket, count: size }) => [bucket, size]))).toEqual(
      new Map([
        ['true', count(true)],
        ['false', count(false)],
      ]),
    );
    const { counts: integers } = await askCounts(engine, awkward, `by=${encodeURIComponent('a "b"')}`, { max: 2 });
    expect(integers).toEqual([
      { bucket: '-1', count: 1 },
      { bucket: '-10', count: 1 },
    ]);
    const { counts: hours } = await askCounts(engine, awkward, 'by=hour');
    expect(hours[0]!.bucket).toBe('2026-11-01T10:00:00.000Z');
    expect(hours.reduce((sum, { count: size }) => sum + size, 0)).toBe(30);
  });
});

describe('a cursor under a newer version', () => {
  it('goes on where it was: appended records neither repeat nor hide what was there', async () => {
    const [early, late] = [records.slice(0, 20), records.slice(20)];
    await writeFile(file('v1.ndjson'), ndjsonOf(early));
    await writeFile(file('v2.ndjson'), ndjsonOf([...late, ...early]));
    const version = (name: string) => ({
      version: name,
      publishedAt: '2026-11-24T12:00:00.000Z',
      path: file(`${name}.ndjson`),
      format: 'ndjson' as const,
    });
    let current = version('v1');
    const engine = duckDbEngine({ current: async () => current }, { workerPath });
    try {
      const first = await askRecords(engine, awkward, 'limit=15');
      current = version('v2');
      const rest = await askRecords(engine, awkward, `limit=1000&cursor=${first.nextCursor}`);
      expect([...first.records, ...rest.records]).toEqual(records);
    } finally {
      engine.close();
    }
  });
});

describe('a file whose values are not of the catalogue’s types', () => {
  it('is unavailable, and only where the wrong value is needed', async () => {
    await writeFile(
      file('bad.csv'),
      'id,order,select,"a ""b""",group,null,day\nr1,2026-11-01T00:00:00Z,x,many,1,true,2026-01-01\n',
    );
    const engine = duckDbEngine(localFiles({ awkward: { path: file('bad.csv'), format: 'csv' } }), { workerPath });
    try {
      await expect(askRecords(engine, awkward, '')).rejects.toThrow(DatasetUnavailable);
      expect((await askRecords(engine, awkward, 'fields=select')).records).toEqual([{ id: 'r1', select: 'x' }]);
    } finally {
      engine.close();
    }
  });
});
