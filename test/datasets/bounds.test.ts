import { readdir, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { duckDbEngine } from '../../shared/datasets/duckdb-engine.ts';
import { QueryTooHeavy } from '../../shared/datasets/query-engine.ts';
import { queryProcess } from '../../shared/datasets/query-process.ts';
import { sqlColumns } from '../../shared/datasets/sql.ts';
import type { Dataset } from '../../shared/domain/catalog/catalog.ts';
import { askCounts, askRecords, bundleWorker, localFiles, makeFile, workspace } from './support.ts';

const { directory, remove } = await workspace();
const workerPath = await bundleWorker(directory);
const file = path.join(directory, 'large.parquet');
const large: Dataset = {
  id: 'large',
  title: 'Large',
  description: 'Half a million long, distinct texts.',
  licence: 'none',
  synthetic: true,
  source: 'Tests',
  fields: { text: 'string' },
  textFields: ['text'],
  sampleRecords: 10,
};
const files = localFiles({ large: { path: file, format: 'parquet' } });
const source = { path: file, format: 'parquet', columns: sqlColumns(large) } as const;

beforeAll(async () => {
  const rows = `SELECT 'r' || i AS id, repeat('x', 200) || i AS text FROM range(500000) t(i)`;
  await makeFile(`COPY (${rows}) TO '${file}' (FORMAT parquet)`);
});
afterAll(remove);

describe('a query over its bound on memory', () => {
  it('is too heavy, and the next one is answered', async () => {
    const engine = duckDbEngine(files, { workerPath, memoryLimitMb: 24 });
    try {
      const heavy = askCounts(engine, large, 'by=text');
      await expect(heavy).rejects.toThrow(QueryTooHeavy);
      await expect(heavy).rejects.toMatchObject({ code: 'query_too_heavy', status: 503 });
      const next = () => askRecords(engine, large, 'id=r7&fields=id');
      await vi.waitFor(async () => expect((await next()).records).toEqual([{ id: 'r7' }]), { timeout: 20_000 });
    } finally {
      engine.close();
    }
  });
});

describe('many queries of one file', () => {
  it('need no more memory than one: what each held is given back', async () => {
    const csv = path.join(directory, 'small.csv');
    await writeFile(csv, 'id,text\nr1,one\n');
    const small = localFiles({ large: { path: csv, format: 'csv' } });
    const engine = duckDbEngine(small, { workerPath, memoryLimitMb: 80 });
    try {
      for (let round = 0; round < 20; round += 1)
        expect((await askRecords(engine, large, '')).records).toEqual([{ id: 'r1', text: 'one' }]);
    } finally {
      engine.close();
    }
  });
});

describe('a query over its bound on time', () => {
  it('is too heavy, and the next one is answered', async () => {
    const engine = duckDbEngine(files, { workerPath, timeoutMs: 300 });
    const words = Array.from({ length: 20 }, (_, index) => 'x'.repeat(20 + index)).join(' ');
    try {
      await expect(askCounts(engine, large, new URLSearchParams({ by: 'text', q: words }))).rejects.toThrow(
        QueryTooHeavy,
      );
      expect((await askRecords(engine, large, 'id=r7&fields=id')).records).toEqual([{ id: 'r7' }]);
    } finally {
      engine.close();
    }
  });

  it('is interrupted in the worker, which lives on', async () => {
    const worker = queryProcess({ workerPath, timeoutMs: 1_000, graceMs: 30_000 });
    try {
      const endless = { source, text: 'SELECT count(*) FROM range(100000000000) t(i) WHERE i % 7 = 3', params: [] };
      expect(await worker.ask(endless)).toMatchObject({ ok: false, failure: 'too_heavy' });
      expect(await worker.ask({ source, text: 'SELECT 1', params: [] })).toEqual({ ok: true, rows: [[1]], cut: false });
    } finally {
      worker.close();
    }
  });
});

describe('records larger than an answer may be', () => {
  const huge = path.join(directory, 'huge.ndjson');
  const engine = duckDbEngine(localFiles({ large: { path: huge, format: 'ndjson' } }), { workerPath });
  afterAll(() => engine.close());

  it('cut a page before its limit, and the cursor goes on', async () => {
    const lines = Array.from({ length: 10 }, (_, index) =>
      JSON.stringify({ id: `r${index}`, text: 'ü'.repeat(400_000) }),
    );
    await writeFile(huge, lines.join('\n'));
    const found: unknown[] = [];
    let cursor: string | undefined;
    for (let pages = 1; pages <= 3; pages += 1) {
      const page = await askRecords(engine, large, cursor === undefined ? '' : `cursor=${cursor}`);
      found.push(...page.records.map(({ id }) => id));
      cursor = page.nextCursor;
      expect(page.records.length).toBeLessThanOrEqual(5);
    }
    expect(found).toEqual(Array.from({ length: 10 }, (_, index) => `r${index}`));
    expect(cursor).toBeUndefined();
  });

  it('one alone too large is said, with what to do, and the other fields can be read', async () => {
    const one = path.join(directory, 'one.ndjson');
    await writeFile(one, JSON.stringify({ id: 'r1', text: 'x'.repeat(5_000_000) }));
    const other = duckDbEngine(localFiles({ large: { path: one, format: 'ndjson' } }), { workerPath });
    try {
      await expect(askRecords(other, large, '')).rejects.toThrow(
        'Leave its large fields out: name the others in fields.',
      );
      expect((await askRecords(other, large, 'fields=id')).records).toEqual([{ id: 'r1' }]);
    } finally {
      other.close();
    }
  });
});

describe('a file with hostile contents', () => {
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
  it.each<[string, 'csv' | 'ndjson' | 'parquet', string]>([
    ['unclosed quotes', 'csv', `id,text\nr1,"${'x'.repeat(200_000)}`],
    ['a line of 40 MB', 'csv', `id,text\nr1,${'x'.repeat(40_000_000)}\n`],
    ['rows of other lengths', 'csv', 'id,text\nr1\nr2,a,b,c\n'],
    ['no head', 'csv', ''],
    ['null bytes', 'csv', 'id,text\nr1,\u0000\u0000\n'],
    ['a hundred thousand brackets', 'ndjson', `{"id":"r1","text":${deep}}`],
    ['half an object', 'ndjson', '{"id":"r1","text":"x'],
    ['a list', 'ndjson', '["r1","x"]'],
    ['text that is no JSON', 'ndjson', 'DROP VIEW records;'],
    ['a Parquet footer that lies about its length', 'parquet', `PAR1${'x'.repeat(100)}\u007f\u007f\u007f\u007fPAR1`],
  ])('is answered or refused, and the engine lives on: %s', async (name, format, content) => {
    const hostile = path.join(directory, `hostile-${name.replaceAll(/\W/g, '-')}.${format}`);
    await writeFile(hostile, content);
    const both = { ...localFiles({ large: { path: hostile, format } }) };
    const engine = duckDbEngine(
      { current: (id) => (id === 'large' ? both.current(id) : files.current('large')) },
      { workerPath, memoryLimitMb: 64 },
    );
    try {
      const outcome = await askRecords(engine, large, 'limit=5').catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ status: 503 });
      expect((await askRecords(engine, { ...large, id: 'whole' }, 'id=r7&fields=id')).records).toEqual([{ id: 'r7' }]);
    } finally {
      engine.close();
    }
  });
});

describe('a worker', () => {
  const fake = async (name: string, body: string) => {
    const script = path.join(directory, name);
    await writeFile(script, body);
    return script;
  };
  const ask = (text: string) => ({ source, text, params: [] });
  const obeys = `
    process.on('message', ({ text }) => {
      if (text === 'hang') while (true);
      if (text === 'die') process.exit(3);
      process.send({ ok: true, rows: [[text, process.pid, JSON.stringify(process.env)]] });
    });
    process.on('disconnect', () => process.exit(0));
    process.send('ready');`;

  it('that neither answers nor can be interrupted is killed, and another takes over', async () => {
    const worker = queryProcess({ workerPath: await fake('obeys.mjs', obeys), timeoutMs: 100, graceMs: 50 });
    try {
      const before = await worker.ask(ask('one'));
      const [hung, queued] = await Promise.allSettled([worker.ask(ask('hang')), worker.ask(ask('two'))]);
      expect(hung).toMatchObject({ status: 'rejected', reason: expect.any(QueryTooHeavy) });
      expect(queued).toMatchObject({
        status: 'fulfilled',
        value: { ok: true, rows: [['two', expect.any(Number), expect.any(String)]] },
      });
      const pidOf = (answer: unknown) => (answer as { rows: [[string, number]] }).rows[0][1];
      expect(pidOf((queued as PromiseFulfilledResult<unknown>).value)).not.toBe(pidOf(before));
      expect(() => process.kill(pidOf(before), 0)).toThrow('ESRCH');
    } finally {
      worker.close();
    }
  });

  it('that dies of a query makes it too heavy, and another takes over', async () => {
    const worker = queryProcess({ workerPath: await fake('dies.mjs', obeys), timeoutMs: 600_000 });
    try {
      await expect(worker.ask(ask('die'))).rejects.toThrow(QueryTooHeavy);
      expect(await worker.ask(ask('again'))).toMatchObject({ ok: true });
    } finally {
      worker.close();
    }
  });

  it('that cannot start is an error of ours that says so, not a heavy query', async () => {
    const worker = queryProcess({ workerPath: await fake('ends.mjs', 'process.exit(7)') });
    await expect(worker.ask(ask('x'))).rejects.toThrow('The query worker could not start: it ended with 7');
  });

  it('has none of our environment’s secrets', async () => {
    process.env.AWS_SECRET_ACCESS_KEY = 'not-for-the-worker';
    const worker = queryProcess({ workerPath: await fake('env.mjs', obeys) });
    try {
      expect(JSON.stringify(await worker.ask(ask('env')))).not.toContain('not-for-the-worker');
    } finally {
      delete process.env.AWS_SECRET_ACCESS_KEY;
      worker.close();
    }
  });
});

describe('SQL that should never have got there', () => {
  const worker = queryProcess({ workerPath });
  afterAll(() => worker.close());
  const outside = path.join(directory, 'outside.csv');
  const home = os.tmpdir();

  it('finds external access off, but for the one file, and the settings locked', async () => {
    const names = ['enable_external_access', 'lock_configuration', 'allowed_paths', 'temp_directory'];
    const text = `SELECT ${names.map((name) => `current_setting('${name}')`).join(', ')}`;
    expect(await worker.ask({ source, text, params: [] })).toEqual({
      ok: true,
      rows: [[false, true, `['${file}']`, '']],
      cut: false,
    });
  });

  it.each([
    `SELECT * FROM read_csv('${outside}')`,
    `SELECT * FROM read_text('/etc/passwd')`,
    `SELECT * FROM '${outside}'`,
    `SELECT * FROM glob('/etc/*')`,
    `SELECT * FROM read_csv('http://127.0.0.1:1/x.csv')`,
    `COPY (SELECT 1) TO '${file}'`,
    `COPY (SELECT 1) TO '${path.join(home, 'tollgate-evil.csv')}'`,
    `EXPORT DATABASE '${path.join(directory, 'export')}'`,
    `ATTACH '${path.join(directory, 'x.db')}'`,
    `INSTALL httpfs`,
    `LOAD httpfs`,
    `SET enable_external_access = true`,
    `SET memory_limit = '64GB'`,
    `RESET lock_configuration`,
    `CREATE TABLE t AS SELECT 1`,
    `DROP VIEW records`,
    `SELECT 1; DROP VIEW records`,
  ])('reaches no other file and changes nothing: %s', async (text) => {
    await writeFile(outside, 'a\nsecret\n');
    const before = await readFile(file);
    const answer = await worker.ask({ source, text, params: [] });
    expect(answer.ok, JSON.stringify(answer)).toBe(false);
    expect((await readFile(file)).equals(before)).toBe(true);
    const found = [...(await readdir(directory)), ...(await readdir(home))];
    expect(found.filter((name) => /evil|export$|x\.db/.test(name))).toEqual([]);
    expect(await worker.ask({ source, text: 'SELECT count(*) FROM records', params: [] })).toEqual({
      ok: true,
      rows: [[500_000]],
      cut: false,
    });
  });
});
