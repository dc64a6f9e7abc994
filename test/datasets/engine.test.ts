import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { buildSample } from '../../datasets/build.ts';
import { samples } from '../../datasets/index.ts';
import { duckDbEngine } from '../../shared/datasets/duckdb-engine.ts';
import { type DataRecord, DatasetUnavailable } from '../../shared/datasets/query-engine.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import config from '../../tollgate.config.ts';
import { filterSpecs, ordered } from './naive.ts';
import { askCounts, askRecords, bundleWorker, localFiles, workspace } from './support.ts';

const { directory, remove } = await workspace();
const workerPath = await bundleWorker(directory);
const built = await Promise.all(
  samples.map(async (sample) => {
    const dataset = config.datasets.find(({ id }) => id === sample.id)!;
    const { path: file } = await buildSample(dataset, sample, directory);
    return { dataset, file, records: ordered(dataset, [...sample.records()]) };
  }),
);
const files = Object.fromEntries(
  built.map(({ dataset, file }) => [dataset.id, { path: file, format: 'parquet' as const }]),
);
const engine = duckDbEngine(localFiles(files), { workerPath });
afterAll(async () => {
  engine.close();
  await remove();
});

const sampleOf = (id: string) => built.find(({ dataset }) => dataset.id === id)!;
const { dataset: posts, records: allPosts } = sampleOf('posts');
const { dataset: films, records: allFilms } = sampleOf('films');
const idsOf = (records: readonly DataRecord[]) => records.map((record) => record.id);

/** All pages, or the first `maxPages`, one after the other. */
async function pages(dataset: Dataset, params: URLSearchParams, maxPages: number) {
  const found: DataRecord[] = [];
  const query = new URLSearchParams(params);
  for (let page = 0; page < maxPages; page += 1) {
    const { records, nextCursor } = await askRecords(engine, dataset, query);
    found.push(...records);
    if (nextCursor === undefined) return { found, complete: true };
    query.set('cursor', nextCursor);
  }
  return { found, complete: false };
}

describe.each([
  ['films', films, allFilms, 60],
  ['posts', posts, allPosts, 40],
] as const)('the records of %s', (_, dataset, all, numRuns) => {
  it('are those that the filters describe, in order, tiled by pages of any size', async () => {
    const property = fc.asyncProperty(
      filterSpecs(dataset, all),
      fc.constantFrom(1, 3, 50, 999, 1_000),
      async ({ params, test }, limit) => {
        const expected = all.filter(test);
        const query = new URLSearchParams(params.map(([name, value]): [string, string] => [name, value]));
        query.set('limit', String(limit));
        const { found, complete } = await pages(dataset, query, 4);
        expect(found).toEqual(expected.slice(0, found.length));
        expect(complete).toBe(expected.length <= 4 * limit);
        expect(found).toHaveLength(Math.min(expected.length, 4 * limit));
      },
    );
    await fc.assert(property, { seed: 20_261_124, numRuns });
  });
});

describe('a number past the whole numbers that count', () => {
  it.each([
    '9223372036854775807',
    '9223372036854775808',
    '-9223372036854775809',
    '1e19',
    '1e300',
    '18446744073709551616',
  ])('is a number of which no record has more or as much: imdbRating and %s', async (number) => {
    const [below, above] = number.startsWith('-') ? ['lt', 'gt'] : ['gt', 'lt'];
    expect((await askRecords(engine, films, `imdbRating[${below}]=${number}`)).records).toEqual([]);
    expect((await askRecords(engine, films, `imdbRating=${number}`)).records).toEqual([]);
    const { records } = await askRecords(engine, films, `imdbRating[${above}]=${number}&limit=3`);
    expect(idsOf(records)).toEqual(
      idsOf(allFilms.filter(({ imdbRating }) => typeof imdbRating === 'number')).slice(0, 3),
    );
    expect((await askCounts(engine, films, `by=genre&imdbRating[${below}]=${number}`)).counts).toEqual([]);
  });
});

describe('a page', () => {
  it('is cut to maxRecords, and its cursor goes on where it was cut', async () => {
    const cut = await askRecords(engine, films, 'limit=100', { max: 7 });
    expect(idsOf(cut.records)).toEqual(idsOf(allFilms.slice(0, 7)));
    const rest = await askRecords(engine, films, `limit=100&cursor=${cut.nextCursor}`);
    expect(idsOf(rest.records)).toEqual(idsOf(allFilms.slice(7, 107)));
  });

  it('has no cursor when it ends exactly with the last record', async () => {
    const day = allPosts.filter((post) => String(post.postedAt) >= '2026-11-19T20:00:00.000Z');
    const exact = await askRecords(engine, posts, `from=2026-11-19T20:00:00Z&limit=${day.length}`);
    expect(exact.records).toHaveLength(day.length);
    expect(exact.nextCursor).toBeUndefined();
    const short = await askRecords(engine, posts, `from=2026-11-19T20:00:00Z&limit=${day.length - 1}`);
    expect(short.nextCursor).toEqual(expect.any(String));
  });

  it('has a cursor also when neither time nor other fields were asked for', async () => {
    const first = await askRecords(engine, posts, 'fields=id&limit=2');
    expect(first.records).toEqual([{ id: 'p_00000001' }, { id: 'p_00000002' }]);
    const second = await askRecords(engine, posts, `fields=brand&limit=1&cursor=${first.nextCursor}`);
    expect(second.records).toEqual([{ id: 'p_00000003', brand: allPosts[2]!.brand }]);
  });

  it('has its fields in the order of the catalogue, whatever was asked', async () => {
    const { records } = await askRecords(engine, posts, 'fields=likes,postedAt,brand&limit=1');
    expect(Object.keys(records[0]!)).toEqual(['id', 'postedAt', 'brand', 'likes']);
  });

  it.each([0, -1, 1.5, Number.NaN])('is never asked for with maxRecords %s', async (max) => {
    await expect(askRecords(engine, films, '', { max })).rejects.toThrow(
      'maxRecords must be a whole number of at least 1',
    );
  });
});

describe('one record', () => {
  it('is found by its id, whole or with some fields; null where there is none', async () => {
    const film = allFilms[1_000]!;
    const id = String(film.id);
    expect(await engine.record(films, id, { sampleOnly: false })).toEqual(film);
    expect(await engine.record(films, id, { sampleOnly: false, fields: ['id', 'title'] })).toEqual({
      id,
      title: film.title,
    });
    expect(await engine.record(films, 'no-such-film', { sampleOnly: false })).toBeNull();
  });
});

describe('a test key', () => {
  const sample = allPosts.slice(0, posts.sampleRecords);

  it('sees the first sampleRecords records and no others, whatever it asks', async () => {
    const { records, nextCursor } = await askRecords(engine, posts, 'limit=1000', { sampleOnly: true });
    expect(records).toEqual(sample);
    expect(nextCursor).toBeUndefined();
    expect((await askRecords(engine, posts, 'from=2026-10-01', { sampleOnly: true })).records).toEqual([]);
    const negative = await askRecords(engine, posts, 'sentiment=negative', { sampleOnly: true });
    expect(negative.records).toEqual(sample.filter((post) => post.sentiment === 'negative'));
  });

  it('does not reach behind them by cursor, id or counts', async () => {
    const { nextCursor } = await askRecords(engine, posts, 'limit=60');
    expect((await askRecords(engine, posts, `cursor=${nextCursor}`, { sampleOnly: true })).records).toEqual([]);
    expect(await engine.record(posts, 'p_00000051', { sampleOnly: true })).toBeNull();
    expect(await engine.record(posts, 'p_00000050', { sampleOnly: true })).toEqual(sample[49]);
    const { counts } = await askCounts(engine, posts, 'by=day', { sampleOnly: true });
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(50);
  });
});

describe('counts', () => {
  const tally = (records: readonly DataRecord[], bucketOf: (record: DataRecord) => unknown) => {
    const found = new Map<string, number>();
    for (const record of records) {
      const bucket = bucketOf(record);
      if (bucket !== null) found.set(String(bucket), (found.get(String(bucket)) ?? 0) + 1);
    }
    return [...found].map(([bucket, count]) => ({ bucket, count }));
  };
  const byTime = (counts: { bucket: string }[]) =>
    counts.toSorted((one, other) => (one.bucket < other.bucket ? -1 : 1));
  const bySize = (counts: { bucket: string; count: number }[]) =>
    counts.toSorted((one, other) => other.count - one.count || (one.bucket < other.bucket ? -1 : 1));

  it('by day and hour are the records’, in time order, and cut at the end', async () => {
    const negative = allPosts.filter((post) => post.sentiment === 'negative');
    const days = byTime(tally(negative, (post) => String(post.postedAt).slice(0, 10)));
    expect(await askCounts(engine, posts, 'by=day&sentiment=negative')).toEqual({ counts: days, isCut: false });
    const firstDays = { counts: days.slice(0, 5), isCut: true };
    expect(await askCounts(engine, posts, 'by=day&sentiment=negative', { max: 5 })).toEqual(firstDays);
    const all = await askCounts(engine, posts, 'by=day&sentiment=negative', { max: days.length });
    expect(all, 'as many as may be are all that there are').toEqual({ counts: days, isCut: false });
    const hours = byTime(tally(allPosts, (post) => `${String(post.postedAt).slice(0, 13)}:00:00.000Z`));
    expect((await askCounts(engine, posts, 'by=hour', { max: 1_000 })).counts).toEqual(hours.slice(0, 1_000));
    const years = byTime(tally(allFilms, (film) => film.releasedAt));
    expect((await askCounts(engine, films, 'by=day', { max: 100 })).counts).toEqual(years.slice(0, 100));
  });

  it('by a field have the largest first, leave out records without a value, and are cut at the small end', async () => {
    const genres = bySize(tally(allFilms, (film) => film.genre));
    expect(await askCounts(engine, films, 'by=genre')).toEqual({ counts: genres, isCut: false });
    expect(await askCounts(engine, films, 'by=genre', { max: 3 })).toEqual({ counts: genres.slice(0, 3), isCut: true });
    const minutes = bySize(tally(allFilms, (film) => film.runningTimeMinutes));
    expect((await askCounts(engine, films, 'by=runningTimeMinutes')).counts).toEqual(minutes);
  });

  it('over no records are empty', async () => {
    expect(await askCounts(engine, films, 'by=genre&genre=none')).toEqual({ counts: [], isCut: false });
  });
});

describe('an injection', () => {
  const attempts = [
    `' OR '1'='1`,
    `"; DROP VIEW records; --`,
    `'); SELECT * FROM read_text('/etc/passwd'); --`,
    `$1`,
    `\\`,
    `%`,
    `x\u0000y`,
    `') UNION ALL SELECT * FROM glob('/*') --`,
  ];

  it.each(attempts)('in a value is a value: %j', async (value) => {
    const ask = (name: string) => askRecords(engine, posts, new URLSearchParams([[name, value]]));
    for (const name of ['brand', 'id', 'brand[prefix]', 'q']) expect((await ask(name)).records).toEqual([]);
    expect(await engine.record(posts, value, { sampleOnly: false })).toBeNull();
    expect((await askRecords(engine, posts, 'limit=1')).records).toHaveLength(1);
  });

  it('in a name of a hand-made query finds no field', async () => {
    const query = { conditions: [], words: [], fields: ['id', 'brand" FROM records; --'], limit: 1 };
    const scope = { maxRecords: 1, sampleOnly: false };
    await expect(engine.records(posts, query, scope)).rejects.toThrow('has no field');
    const filter = { field: '1=1 OR "id"', op: 'in', values: ['x'] } as const;
    await expect(engine.records(posts, { ...query, fields: ['id'], conditions: [filter] }, scope)).rejects.toThrow(
      'has no field',
    );
  });
});

describe('a dataset that cannot be read', () => {
  it('is unavailable: nothing published, no file, no Parquet, a field that is not there', async () => {
    const broken = duckDbEngine(
      localFiles({
        films: { path: path.join(directory, 'gone.parquet'), format: 'parquet' },
        posts: { path: workerPath, format: 'parquet' },
        swapped: { path: sampleOf('films').file, format: 'parquet' },
      }),
      { workerPath },
    );
    try {
      for (const dataset of [{ ...films, id: 'unpublished' }, films, posts, { ...posts, id: 'swapped' }])
        await expect(askRecords(broken, dataset, ''), dataset.id).rejects.toThrow(DatasetUnavailable);
      expect((await askRecords(broken, { ...films, id: 'swapped' }, 'limit=1')).records).toHaveLength(1);
    } finally {
      broken.close();
    }
  });
});
