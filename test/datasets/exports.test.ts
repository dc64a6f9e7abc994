import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { duckDbEngine } from '../../shared/datasets/duckdb-engine.ts';
import type { FileFormat } from '../../shared/datasets/worker-protocol.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { parseExportQuery } from '../../shared/domain/datasets/query.ts';
import { askRecords, bundleWorker, localFiles, makeFile, workspace } from './support.ts';

const { directory, remove } = await workspace();
const workerPath = await bundleWorker(directory);
const exportDirectory = path.join(directory, 'exports');
const dataset: Dataset = {
  id: 'sightings',
  title: 'Sightings',
  description: 'A time and a text.',
  licence: 'none',
  synthetic: true,
  source: 'Tests',
  fields: { seenAt: 'timestamp', note: 'string', level: 'integer' },
  timeField: 'seenAt',
  textFields: ['note'],
  sampleRecords: 3,
};
const file = (name: string) => path.join(directory, name);
const formats: readonly FileFormat[] = ['parquet', 'csv', 'ndjson'];

beforeAll(async () => {
  const rows = `SELECT 's' || lpad(CAST(i AS VARCHAR), 5, '0') AS id,
    CASE WHEN i < 4900 THEN TIMESTAMP '2026-11-01' + to_seconds(i // 2) END AS seenAt,
    CASE WHEN i % 100 = 1 THEN '=1+"' || i || '"' ELSE 'it, was ' || i END AS note, i AS level FROM range(5000) t(i)`;
  await makeFile(`COPY (${rows}) TO '${file('all.parquet')}' (FORMAT parquet, ROW_GROUP_SIZE 512)`);
  await makeFile(`COPY (${rows}) TO '${file('all.csv')}' (FORMAT csv, HEADER)`);
  await makeFile(`COPY (${rows}) TO '${file('all.ndjson')}' (FORMAT json)`);
});
afterAll(remove);

const engineOver = (format: FileFormat) =>
  duckDbEngine(localFiles({ sightings: { path: file(`all.${format}`), format } }), {
    workerPath,
    exportDirectory,
    timeoutMs: 30_000,
  });
function queryOf(text: string) {
  const parsed = parseExportQuery(dataset, new URLSearchParams(text));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.query;
}

describe.each(formats)('an export of %s', (source) => {
  const engine = engineOver(source);
  afterAll(() => engine.close());

  it('is as large as is said of it before, counted up to a bound, after a cursor and of samples too', async () => {
    const sizeOf = (text: string, most = 100_000, sampleOnly = false) =>
      engine.size(dataset, queryOf(text), { most, sampleOnly });
    expect(await sizeOf('')).toBe(5_000);
    expect(await sizeOf('', 700)).toBe(700);
    expect(await sizeOf('level[lt]=40')).toBe(40);
    expect(await sizeOf('level=-1')).toBe(0);
    expect(await sizeOf('', 100_000, true)).toBe(3);
    const { nextCursor } = await askRecords(engine, dataset, 'limit=10');
    expect(await sizeOf(`cursor=${nextCursor}`)).toBe(4_990);
  });

  it('has the records of the pages, in their order, in parts that tile them', async () => {
    const pages: unknown[] = [];
    let cursor: string | undefined;
    do {
      const at: string = cursor === undefined ? '' : `&cursor=${cursor}`;
      const page = await askRecords(engine, dataset, `limit=1000&fields=note,level${at}`);
      pages.push(...page.records);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    const parts: unknown[] = [];
    let counted = 0;
    do {
      const query = queryOf(`limit=2600&fields=note,level${cursor === undefined ? '' : `&cursor=${cursor}`}`);
      const part = await engine.exported(dataset, query, {
        maxRecords: 9_999,
        sampleOnly: false,
        format: 'ndjson',
      });
      const text = gunzipSync(await readFile(part.path)).toString();
      parts.push(
        ...text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );
      expect(part.ids).toEqual(parts.slice(counted).map((record) => (record as { id: string }).id));
      counted += part.records;
      cursor = part.nextCursor;
    } while (cursor !== undefined);
    expect(pages).toHaveLength(5_000);
    expect(parts).toEqual(pages);
    expect(counted).toBe(5_000);
  });
});

describe('an export', () => {
  const engine = engineOver('parquet');
  afterAll(() => engine.close());
  const all = { maxRecords: 100_000, sampleOnly: false } as const;

  it('takes the filters of a page, and is cut to what it may have', async () => {
    const query = queryOf('level[lt]=10&fields=level');
    const cut = await engine.exported(dataset, query, { ...all, maxRecords: 2, format: 'csv' });
    expect(gunzipSync(await readFile(cut.path)).toString()).toBe('id,level\r\ns00000,0\r\ns00001,1\r\n');
    expect(cut).toMatchObject({ records: 2, nextCursor: expect.any(String) });
    const whole = await engine.exported(dataset, query, { ...all, format: 'csv' });
    expect(whole).toMatchObject({ records: 10, ids: Array.from({ length: 10 }, (_, number) => `s0000${number}`) });
    expect(whole.nextCursor).toBeUndefined();
  });

  it('has the first sampleRecords records only for a test key, and nothing where nothing matches', async () => {
    const sample = await engine.exported(dataset, queryOf(''), { ...all, sampleOnly: true, format: 'ndjson' });
    expect(sample).toMatchObject({ records: 3 });
    const nothing = await engine.exported(dataset, queryOf('level=-1'), { ...all, format: 'ndjson' });
    expect(nothing).toMatchObject({ records: 0 });
    expect(gunzipSync(await readFile(nothing.path)).toString()).toBe('');
  });

  it('that fails leaves no file behind', async () => {
    const before = await readdir(exportDirectory);
    const query = { ...queryOf(''), conditions: [{ field: 'gone', op: 'in', values: ['x'] }] } as const;
    await expect(engine.exported(dataset, query, { ...all, format: 'csv' })).rejects.toThrow('has no field gone');
    const unread = duckDbEngine(localFiles({ sightings: { path: workerPath, format: 'parquet' } }), {
      workerPath,
      exportDirectory,
    });
    await expect(unread.exported(dataset, queryOf(''), { ...all, format: 'csv' })).rejects.toThrow('is not available');
    unread.close();
    expect(await readdir(exportDirectory)).toEqual(before);
  });
});
