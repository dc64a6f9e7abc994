import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type DuckDbEngine, duckDbEngine } from '../../shared/datasets/duckdb-engine.ts';
import { parquetOptions } from '../../shared/datasets/parquet.ts';
import { recordsSql } from '../../shared/datasets/sql.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { parseRecordsQuery, type RecordsQuery } from '../../shared/domain/datasets/query.ts';
import { bundleWorker, localFiles, makeFile, workspace } from '../../test/datasets/support.ts';
import catalog from '../../tollgate.config.ts';
import { type Bench, rounded } from '../figure.ts';

const records = 1_000_000;
const rounds = Number(process.env.ROUNDS ?? 25);
const posts = postsOf(catalog.datasets);

/** The queries for 100 records: no filter, a day, a brand. */
const queries = ['', 'from=2026-06-01&to=2026-06-02', 'brand=brand7'];

const recordsOf = (seed: number) => `SELECT 'p_' || lpad(CAST(i AS VARCHAR), 8, '0') AS id,
  TIMESTAMP '2026-01-01' + to_seconds(i * 25) AS postedAt, 'brand' || hash(i, ${seed}) % 40 AS brand,
  'topic' || hash(i, 2) % 12 AS topic, 'author' || hash(i, 3) % 50000 AS author,
  'Something was said about it, number ' || hash(i, 4) AS text, 'neutral' AS sentiment, 'en' AS language,
  'C' || hash(i, 5) % 60 AS country, CAST(hash(i, 6) % 5000 AS BIGINT) AS likes, CAST(hash(i, 7) % 300 AS BIGINT) AS replies
  FROM range(${records}) t(i) ORDER BY postedAt, id`;

/** Times to read 100 records through the engine, from the query string to the JSON text, alternating with DuckDB alone. */
export const run: Bench = async (seed) => {
  const { directory, remove } = await workspace();
  const file = path.join(directory, 'posts.parquet');
  await makeFile(`COPY (${recordsOf(seed)}) TO '${file}' (${parquetOptions})`);
  const engine = duckDbEngine(localFiles({ posts: { path: file, format: 'parquet' } }), {
    workerPath: await bundleWorker(directory),
    timeoutMs: 60_000,
  });
  const alone = await startAlone(file, 'with footers kept');
  const plain = await startAlone(file);
  try {
    const ratios: number[] = [];
    const peer: Record<string, number> = {};
    for (const asked of queries) {
      const { ours, theirs, asItComes } = await measured(engine, { alone, plain }, asked);
      ratios.push(rounded(ours / theirs));
      peer[`DuckDB, "${asked}", ms`] = theirs;
      peer[`DuckDB as it comes, "${asked}", ms`] = asItComes;
    }
    const value = Math.max(...ratios);
    return {
      bench: 'data-read',
      value,
      unit: 'times the median of DuckDB alone',
      target: 2,
      peer,
      ratio: value,
      ok: value <= 2,
    };
  } finally {
    engine.close();
    for (const child of [alone, plain]) child.kill();
    await remove();
  }
};

type Peers = { readonly alone: ChildProcess; readonly plain: ChildProcess };

/** Medians of one query; three rounds of warming up do not count. */
async function measured(engine: DuckDbEngine, { alone, plain }: Peers, asked: string) {
  const sql = recordsSql(posts, queryOf(asked), { rows: 100, sampleOnly: false });
  const times: Record<'engine' | 'alone' | 'plain', number[]> = { engine: [], alone: [], plain: [] };
  for (let round = -3; round < rounds; round++) {
    const began = performance.now();
    const page = await engine.records(posts, queryOf(asked), { maxRecords: 100, sampleOnly: false });
    const text = JSON.stringify({ data: page.records, cursor: page.nextCursor });
    const engineMs = performance.now() - began;
    if (page.records.length !== 100 || text === '') throw new Error('The engine did not answer 100 records.');
    const [aloneMs, plainMs] = [await ask(alone, sql), await ask(plain, sql)];
    if (round < 0) continue;
    times.engine.push(engineMs);
    times.alone.push(aloneMs);
    times.plain.push(plainMs);
  }
  const [ours, theirs, asItComes] = [median(times.engine), median(times.alone), median(times.plain)];
  const least = [times.engine, times.alone].map((each) => rounded(Math.min(...each)));
  console.log(
    `  "${asked}": engine ${ours} ms, DuckDB ${theirs} ms, as it comes ${asItComes} ms; least ${least.join(' and ')}`,
  );
  return { ours, theirs, asItComes };
}

function queryOf(text: string): RecordsQuery {
  const parsed = parseRecordsQuery(posts, new URLSearchParams(text));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.query;
}

async function startAlone(...args: string[]): Promise<ChildProcess> {
  const child = fork(path.resolve(import.meta.dirname, '../peers/duckdb-alone.ts'), args, {
    serialization: 'advanced',
  });
  await once(child, 'message');
  return child;
}

async function ask(child: ChildProcess, sql: ReturnType<typeof recordsSql>): Promise<number> {
  const answer = once(child, 'message');
  child.send(sql);
  const [{ ms, rows }] = (await answer) as [{ ms: number; rows: number }];
  if (rows !== 100) throw new Error(`DuckDB alone answered ${rows} records.`);
  return ms;
}

function postsOf(datasets: readonly Dataset[]): Dataset {
  const found = datasets.find(({ id }) => id === 'posts');
  if (found === undefined) throw new Error('There are no posts in the catalogue.');
  return found;
}

const median = (times: readonly number[]): number =>
  rounded(times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? 0);
