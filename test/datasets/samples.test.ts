import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildSample } from '../../datasets/build.ts';
import { filmsSample, releaseDate, repairText } from '../../datasets/films.ts';
import { generatePosts, postsSample } from '../../datasets/posts.ts';
import config from '../../tollgate.config.ts';
import { workspace } from './support.ts';

const { directory, remove } = await workspace();
afterAll(remove);

const datasetOf = (id: string) => config.datasets.find((dataset) => dataset.id === id)!;
const posts = [...postsSample.records()];
const films = [...filmsSample.records()];
const share = (rows: readonly unknown[], of: readonly unknown[]) => rows.length / of.length;

describe.each([
  ['posts', posts, 20_000],
  ['films', films, 3_201],
] as const)('the sample %s', (id, records, count) => {
  it('has a unique id and the fields of the catalogue in every record', () => {
    expect(records).toHaveLength(count);
    expect(new Set(records.map((record) => record.id)).size).toBe(count);
    const names = ['id', ...Object.keys(datasetOf(id).fields)];
    expect(records.filter((record) => Object.keys(record).join() !== names.join())).toEqual([]);
  });
});

describe('the films', () => {
  it('come out a century earlier where the table dates them after its last film', () => {
    expect(releaseDate('Dec 15 2039')).toBe('1939-12-15');
    expect(releaseDate('Sep 17 2020')).toBe('1920-09-17');
    expect(releaseDate('Dec 23 2011')).toBe('2011-12-23');
    expect(() => releaseDate('soon')).toThrow('soon is not a date');
    const years = films.map((film) => Number(String(film.releasedAt).slice(0, 4)));
    expect([Math.min(...years), Math.max(...years)]).toEqual([1915, 2011]);
  });

  it('have the accents that the table lost, and numbers as titles where the table has numbers', () => {
    expect(repairText('AstÈrix')).toBe('Astérix');
    expect(repairText('The Naked Gun 2Ω')).toBe('The Naked Gun 2½');
    expect(repairText('Alien³')).toBe('Alien³');
    expect(films.find((film) => film.id === '1776-1972')?.title).toBe('1776');
    expect(films.find((film) => film.title === null)?.id).toBe('untitled-2006');
  });
});

describe('the posts', () => {
  it('are the same on every run and differ with the seed', () => {
    expect([...generatePosts({ rows: 500 })]).toEqual([...generatePosts({ rows: 500 })]);
    expect([...generatePosts({ rows: 5 })]).not.toEqual([...generatePosts({ rows: 5, seed: 1 })]);
  });

  it('cover the 90 days before the end, in time order', () => {
    const times = posts.map((post) => String(post.postedAt));
    expect(times).toEqual(times.toSorted());
    expect(times[0]! >= '2026-08-22T00:00:00.000Z' && times.at(-1)! < '2026-11-20T00:00:00.000Z').toBe(true);
    expect(new Set(times.map((time) => time.slice(0, 10))).size).toBe(90);
  });

  it('follow the week and the day', () => {
    const weekend = posts.filter((post) => [0, 6].includes(new Date(String(post.postedAt)).getUTCDay()));
    expect(share(weekend, posts)).toBeLessThan(0.24);
    const hours = posts.map((post) => Number(String(post.postedAt).slice(11, 13)));
    const at = (hour: number) => hours.filter((one) => one === hour).length;
    expect(at(18)).toBeGreaterThan(2.5 * at(4));
  });

  it('tell of one brand’s incident: a day of at least ten times the usual, most of it negative', () => {
    const ofBrand = posts.filter((post) => post.brand === 'Havnora');
    const onDay = ofBrand.filter((post) => String(post.postedAt).startsWith('2026-10-22'));
    expect(onDay.length).toBeGreaterThan((10 * ofBrand.length) / 90);
    expect(
      share(
        onDay.filter((post) => post.sentiment === 'negative'),
        onDay,
      ),
    ).toBeGreaterThan(0.75);
  });

  it('name their brand in the text, and come in five languages, Arabic among them', () => {
    expect(posts.filter((post) => !String(post.text).includes(String(post.brand)))).toEqual([]);
    const languages = new Set(posts.map((post) => post.language));
    expect([...languages].sort()).toEqual(['ar', 'de', 'en', 'es', 'fr']);
    const arabic = posts.filter((post) => post.language === 'ar');
    expect(arabic.filter((post) => !/\p{Script=Arabic}/u.test(String(post.text)))).toEqual([]);
  });
});

describe('building a sample', () => {
  it('gives the same bytes again, and builds only when something changed', async () => {
    const [one, other] = [path.join(directory, 'one'), path.join(directory, 'other')];
    const first = await buildSample(datasetOf('posts'), postsSample, one);
    const again = await buildSample(datasetOf('posts'), postsSample, one);
    const elsewhere = await buildSample(datasetOf('posts'), postsSample, other);
    expect([first, again, elsewhere].map(({ cached, records }) => [cached, records])).toEqual([
      [false, 20_000],
      [true, 20_000],
      [false, 20_000],
    ]);
    expect((await readFile(first.path)).equals(await readFile(elsewhere.path))).toBe(true);
    const { likes: _, ...fields } = datasetOf('posts').fields;
    expect((await buildSample({ ...datasetOf('posts'), fields }, postsSample, one)).cached).toBe(false);
  });

  it.each([
    ['twice', ['a', 'a']],
    ['missing', ['a', null]],
    ['too long', ['a', 'x'.repeat(201)]],
    ['empty', ['a', '']],
  ])('refuses an id that is %s', async (_, ids) => {
    const sample = { id: 'films', sources: [], records: () => ids.map((id) => ({ id, title: 't' })) };
    await expect(buildSample(datasetOf('films'), sample, path.join(directory, 'bad'))).rejects.toThrow(
      'films: every record needs an id of its own, of 1 to 200 characters',
    );
  });
});
