/** Sample records in memory against DuckDB over the whole file: one port, the same answers. */
import { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openDuckDb } from '../../cli/dataset/inspect.ts';
import { publishPublic } from '../../cli/dataset/public.ts';
import { buildSample } from '../../datasets/build.ts';
import { samples } from '../../datasets/index.ts';
import { duckDbEngine } from '../../shared/datasets/duckdb-engine.ts';
import type { QueryEngine } from '../../shared/datasets/query-engine.ts';
import { sampleEngine } from '../../shared/datasets/sample-engine.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import type { PublicDataset, PublicSample } from '../../shared/domain/datasets/public-dataset.ts';
import config from '../../tollgate.config.ts';
import { filterSpecs, ordered } from './naive.ts';
import { askCounts, askRecords, bundleWorker, localFiles, makeFile, workspace } from './support.ts';

const { directory, remove } = await workspace();
const manifest = {
  ...{ version: '0123456789abcdef', key: 'datasets/x', bytes: 1, sha256: 'a'.repeat(64) },
  format: 'parquet',
  ...{ records: 0, publishedAt: '2026-12-01T00:00:00.000Z' },
} as const;

/** Publishes to a bucket in memory. */
async function published(dataset: Dataset, path: string, records: number) {
  const objects = new Map<string, string>();
  const send = async ({ input }: { input: { Key: string; Body: string } }) => void objects.set(input.Key, input.Body);
  const s3 = Object.assign(new S3Client({ region: 'us-east-1' }), { send });
  const connection = await openDuckDb();
  await publishPublic({ s3, bucket: 'b' }, connection, { dataset, path, manifest: { ...manifest, records } });
  connection.closeSync();
  const read = (name: string) => objects.get(`public/${name}`)!;
  return {
    facts: JSON.parse(read(`datasets/${dataset.id}.json`)) as PublicDataset,
    sample: JSON.parse(read(`samples/${dataset.id}.json`)) as PublicSample,
    csv: read(`samples/${dataset.id}.csv`),
  };
}

const odd: Dataset = {
  ...{ id: 'odd', title: 'Odd', description: 'Odd.', source: 'Here.', synthetic: true, licence: 'films' },
  fields: { at: 'timestamp', word: 'string', amount: 'number', yes: 'boolean', count: 'integer' },
  timeField: 'at',
  textFields: ['word'],
  sampleRecords: 400,
};
const words = ['İstanbul', 'ISTANBUL', 'ΣΊΣΥΦΟΣ', 'σίσυφος', '𐐀 deseret', '\uE000 private', 'مرحبا', 'ß', 'a  b', ''];
const values = Array.from({ length: 300 }, (_, i) => {
  const at =
    i % 7 === 0
      ? 'NULL'
      : `TIMESTAMP '2026-11-${String((i % 28) + 1).padStart(2, '0')} 08:00:00.00${i % 5 === 0 ? '0001' : '1'}'`;
  const word = i % 11 === 0 ? 'NULL' : `'${words[i % words.length]}'`;
  return `('r${i % 2 ? '\uE000' : '𐐀'}${i}', ${at}, ${word}, ${i % 13 === 0 ? 'NULL' : (i % 17) / 4 - 2}, ${i % 3 === 0}, ${i % 4})`;
});
await makeFile(
  `COPY (SELECT * FROM (VALUES ${values.join(', ')}) AS t(id, "at", word, amount, yes, count) ORDER BY "at" NULLS LAST, id) TO '${directory}/odd.parquet' (FORMAT parquet)`,
);

const built = await Promise.all(
  samples.map(async (sample) => {
    const dataset = config.datasets.find(({ id }) => id === sample.id)!;
    const { path, records } = await buildSample(dataset, sample, directory);
    return { dataset, path, records };
  }),
);
const all = [...built, { dataset: odd, path: `${directory}/odd.parquet`, records: 300 }];
const files = Object.fromEntries(all.map(({ dataset, path }) => [dataset.id, { path, format: 'parquet' as const }]));
const duckDb = duckDbEngine(localFiles(files), { workerPath: await bundleWorker(directory) });
const public_ = new Map(
  await Promise.all(
    all.map(async ({ dataset, path, records }) => [dataset.id, await published(dataset, path, records)] as const),
  ),
);
const inMemory = sampleEngine({ current: async (id) => public_.get(id)!.sample }) as QueryEngine;
afterAll(async () => {
  duckDb.close();
  await remove();
});

describe.each(all.map(({ dataset }) => [dataset.id, dataset] as const))('sample records of %s', (id, dataset) => {
  const records = public_.get(id)!.sample.records;

  it('are the first of the dataset, in its order', async () => {
    const { records: first } = await askRecords(duckDb, dataset, 'limit=1000', { sampleOnly: true });
    expect(records).toEqual(first);
    expect(records.length).toBe(Math.min(dataset.sampleRecords, all.find((each) => each.dataset === dataset)!.records));
  });

  it('are found, paged and counted as DuckDB does it for a test key', async () => {
    const by = Object.keys(dataset.fields).filter((name) =>
      ['string', 'boolean', 'integer'].includes(String(dataset.fields[name])),
    );
    const property = fc.asyncProperty(
      filterSpecs(dataset, records),
      fc.constantFrom(1, 7, 1_000),
      fc.constantFrom('day', ...by),
      async ({ params }, limit, bucket) => {
        const query = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value]));
        const counts = new URLSearchParams([...query, ['by', bucket]]);
        expect(await askCounts(inMemory, dataset, counts)).toEqual(
          await askCounts(duckDb, dataset, counts, { sampleOnly: true }),
        );
        query.set('limit', String(limit));
        for (let page = 0; page < 3; page += 1) {
          const found = await askRecords(inMemory, dataset, query);
          expect(found).toEqual(await askRecords(duckDb, dataset, query, { sampleOnly: true }));
          if (found.nextCursor === undefined) break;
          query.set('cursor', found.nextCursor);
        }
      },
    );
    await fc.assert(property, { seed: 20_261_201, numRuns: 40 });
  });
});

it('hours are counted as DuckDB counts them', async () => {
  const { dataset } = built.find(({ dataset: each }) => each.id === 'posts')!;
  expect(await askCounts(inMemory, dataset, 'by=hour')).toEqual(
    await askCounts(duckDb, dataset, 'by=hour', { sampleOnly: true }),
  );
});

it.each([
  'word[gte]=\uE000',
  'word[lt]=𐐀',
  'word[prefix]=𐐀',
  'q=i',
  'q=İ',
  'q=ς',
  'q=SS',
  'id[gt]=r𐐀',
  'word=',
  'amount=-0',
  'amount[lte]=-1.5',
])('%s is understood as DuckDB understands it', async (query) => {
  expect(await askRecords(inMemory, odd, query)).toEqual(await askRecords(duckDb, odd, query, { sampleOnly: true }));
});

describe('the facts of a dataset', () => {
  it('are its version, its records in all, ten rows, and how many each day has', async () => {
    const { facts, sample } = public_.get('posts')!;
    const { dataset, records } = built.find(({ dataset: each }) => each.id === 'posts')!;
    expect(facts).toMatchObject({ id: 'posts', version: manifest.version, publishedAt: manifest.publishedAt, records });
    expect(facts).toMatchObject({ rows: sample.records.slice(0, 10), sampleRecords: 50 });
    const { counts } = await askCounts(duckDb, dataset, 'by=day');
    expect(facts.days).toEqual(counts.slice(-366).map(({ bucket, count }) => ({ day: bucket, count })));
    expect(Buffer.byteLength(JSON.stringify(facts))).toBeLessThan(32_000);
  });

  it('leave out older days where there are more than 366', async () => {
    const { facts } = public_.get('films')!;
    const { dataset } = built.find(({ dataset: each }) => each.id === 'films')!;
    const { counts } = await askCounts(duckDb, dataset, 'by=day', { max: 100_000 });
    expect(facts.days).toEqual(counts.slice(-366).map(({ bucket, count }) => ({ day: bucket, count })));
  });

  it('come with the sample records as CSV, in the order of the catalogue', () => {
    const { csv, sample } = public_.get('films')!;
    const lines = csv.trim().split('\r\n');
    expect(lines[0]).toBe(
      `id,${Object.keys(built.find(({ dataset }) => dataset.id === 'films')!.dataset.fields).join(',')}`,
    );
    expect(lines).toHaveLength(sample.records.length + 1);
  });

  it('have no sample record where test keys see none', async () => {
    const { facts, sample } = await published({ ...odd, sampleRecords: 0 }, `${directory}/odd.parquet`, 300);
    expect([facts.rows, facts.sampleRecords, sample.records]).toEqual([[], 0, []]);
    expect(facts.records).toBe(300);
  });
});

it('records are kept in the order that the port promises', () => {
  const { sample } = public_.get('posts')!;
  const { dataset } = built.find(({ dataset: each }) => each.id === 'posts')!;
  expect(sample.records).toEqual(ordered(dataset, sample.records));
});
