import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { DataRecord } from '../shared/datasets/query-engine.ts';
import type { Sample } from './sample.ts';

const moviesPath = fileURLToPath(new URL('../data/movies.json', import.meta.resolve('vega-datasets')));

/** The year of the newest films in the table. 22 older films have a later year, because their year once had only two digits. */
const lastYear = 2011;

const text = z.string().nullable();
const count = z.int().nullable();
const Movie = z.object({
  Title: z.union([z.string(), z.number().transform(String)]).nullable(),
  'Release Date': z.string(),
  Distributor: text,
  Director: text,
  'Major Genre': text,
  'Creative Type': text,
  'MPAA Rating': text,
  'Running Time min': count,
  'Production Budget': count,
  'US Gross': count,
  'Worldwide Gross': count,
  'Rotten Tomatoes Rating': count,
  'IMDB Rating': z.number().nullable(),
  'IMDB Votes': count,
});

function macRomanRepairs(): ReadonlyMap<string, string> {
  const bytes = Uint8Array.from({ length: 128 }, (_, index) => index + 128);
  const wrong = [...new TextDecoder('macintosh').decode(bytes)];
  const right = [...new TextDecoder('windows-1252').decode(bytes)];
  return new Map(wrong.map((letter, index) => [letter, right[index] ?? letter]));
}

const repairs = macRomanRepairs();

/** Repairs accented letters: Windows-1252 bytes that were once decoded as Mac Roman (`LÈon`). */
export const repairText = (value: string | null): string | null =>
  value === null ? null : [...value].map((letter) => repairs.get(letter) ?? letter).join('');

/** `Jun 12 1998` → `1998-06-12`. A year after the file's last is a century late (`Dec 15 2039`, Gone with the Wind). */
export function releaseDate(value: string): string {
  const date = new Date(`${value} UTC`);
  if (Number.isNaN(date.getTime())) throw new Error(`${value} is not a date of the movies table`);
  if (date.getUTCFullYear() > lastYear) date.setUTCFullYear(date.getUTCFullYear() - 100);
  return date.toISOString().slice(0, 10);
}

/** Title and year in lower-case ASCII. Later films with the same title and year get a number, in the order of the file. */
function identifierOf(title: string | null, releasedAt: string, taken: Map<string, number>): string {
  const plain = (title ?? 'untitled').normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '');
  const base = `${slug || 'film'}-${releasedAt.slice(0, 4)}`;
  const nth = (taken.get(base) ?? 0) + 1;
  taken.set(base, nth);
  return nth === 1 ? base : `${base}-${nth}`;
}

function* films(): Generator<DataRecord> {
  const taken = new Map<string, number>();
  for (const movie of z.array(Movie).parse(JSON.parse(readFileSync(moviesPath, 'utf8')))) {
    const title = repairText(movie.Title);
    const releasedAt = releaseDate(movie['Release Date']);
    yield {
      id: identifierOf(title, releasedAt, taken),
      title,
      releasedAt,
      distributor: repairText(movie.Distributor),
      director: repairText(movie.Director),
      genre: movie['Major Genre'],
      creativeType: movie['Creative Type'],
      mpaaRating: movie['MPAA Rating'],
      runningTimeMinutes: movie['Running Time min'],
      productionBudgetUsd: movie['Production Budget'],
      usGrossUsd: movie['US Gross'],
      worldwideGrossUsd: movie['Worldwide Gross'],
      rottenTomatoesRating: movie['Rotten Tomatoes Rating'],
      imdbRating: movie['IMDB Rating'],
      imdbVotes: movie['IMDB Votes'],
    };
  }
}

/** The movies table of vega-datasets, 3,201 films. Values are unchanged, except that letters and years are repaired. */
export const filmsSample: Sample = {
  id: 'films',
  sources: [fileURLToPath(import.meta.url), moviesPath],
  records: films,
};
