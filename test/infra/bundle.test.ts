import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { bundleFunctions } from '../../infra/bundle.ts';
import { temporaryFolder } from './support.ts';

const twoFunctions = {
  'greet.ts': "export const greet = (name: string): string => 'hello ' + name;",
  'first/lambda.ts': "import { greet } from '../greet.ts'; export const handler = async () => greet('first');",
  'second/lambda.ts': "export const handler = async () => 'second';",
  'second/worker.ts': "console.log('at work');",
  'helper.ts': 'export const unused = 1;',
};

test('each function becomes a folder with its handler and its worker, and nothing of the others', async () => {
  const outDir = temporaryFolder();
  const { names, assetDir } = await bundleFunctions({ sourceDir: temporaryFolder(twoFunctions), outDir });
  expect(names).toEqual(['first', 'second']);
  expect(readdirSync(assetDir('first')).sort()).toEqual(['index.mjs', 'index.mjs.map']);
  expect(readdirSync(assetDir('second')).filter((file) => file.endsWith('.mjs'))).toEqual(['index.mjs', 'worker.mjs']);
  expect(await (await import(pathToFileURL(`${assetDir('first')}/index.mjs`).href)).handler()).toBe('hello first');
});

test('the same sources give the same bytes, and a second run touches no file', async () => {
  const sourceDir = temporaryFolder(twoFunctions);
  const [one, other] = [temporaryFolder(), temporaryFolder()];
  await bundleFunctions({ sourceDir, outDir: one });
  await bundleFunctions({ sourceDir, outDir: other });
  const file = 'first/index.mjs';
  expect(readFileSync(path.join(one, file))).toEqual(readFileSync(path.join(other, file)));
  const before = statSync(path.join(one, file)).mtimeMs;
  await bundleFunctions({ sourceDir, outDir: one });
  expect(statSync(path.join(one, file)).mtimeMs).toBe(before);
});

test('a run with the same sources reuses the bundles of the one before; another source, a lost or a cut file bundles anew', async () => {
  const sourceDir = temporaryFolder(twoFunctions);
  const outDir = temporaryFolder();
  const run = async () => (await bundleFunctions({ sourceDir, outDir })).isReused;
  expect([await run(), await run()]).toEqual([false, true]);
  writeFileSync(path.join(sourceDir, 'greet.ts'), "export const greet = (name: string): string => 'good day ' + name;");
  expect([await run(), await run()]).toEqual([false, true]);
  expect(readFileSync(path.join(outDir, 'first/index.mjs'), 'utf8')).toContain('good day');
  rmSync(path.join(outDir, 'second/worker.mjs'));
  expect([await run(), await run()]).toEqual([false, true]);
  truncateSync(path.join(outDir, 'second/worker.mjs'), 3);
  expect([await run(), await run()]).toEqual([false, true]);
  writeFileSync(path.join(sourceDir, 'second/worker.ts'), "import './at-work.ts';");
  writeFileSync(path.join(sourceDir, 'second/at-work.ts'), "console.log('at work');");
  expect(await run()).toBe(false);
  writeFileSync(path.join(sourceDir, 'second/at-work.ts'), "console.log('not at work');");
  expect(await run()).toBe(false);
  expect(readFileSync(path.join(outDir, 'second/worker.mjs'), 'utf8')).toContain('not at work');
});

test('a native package that was lost from beside reused bundles is there again', async () => {
  const sourceDir = temporaryFolder({
    'first/lambda.ts': "import '@jsquash/png'; export const handler = async () => 1;",
  });
  const outDir = temporaryFolder();
  const { assetDir } = await bundleFunctions({ sourceDir, outDir });
  const beside = path.join(assetDir('first'), 'node_modules/@jsquash/png/package.json');
  expect(existsSync(beside)).toBe(true);
  rmSync(path.join(assetDir('first'), 'node_modules'), { recursive: true });
  expect((await bundleFunctions({ sourceDir, outDir })).isReused).toBe(true);
  expect(existsSync(beside)).toBe(true);
});

test('processes that bundle into one folder at the same time all succeed, with the same result as one', async () => {
  const sourceDir = temporaryFolder({ ...twoFunctions, 'second/worker.ts': "import '@duckdb/node-api';" });
  const [together, alone] = [path.join(temporaryFolder(), 'out'), path.join(temporaryFolder(), 'out')];
  const script = `const { bundleFunctions } = await import(process.env.BUNDLER);
    await bundleFunctions({ sourceDir: process.env.FROM, outDir: process.env.TO });`;
  const env = { BUNDLER: path.resolve('infra/bundle.ts'), FROM: sourceDir, TO: together };
  const bundle = () => promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  await Promise.all([bundle(), bundle(), bundle()]);
  await bundleFunctions({ sourceDir, outDir: alone });
  const filesOf = (dir: string) => readdirSync(dir, { recursive: true }).sort();
  expect(filesOf(together)).toEqual(filesOf(alone));
  expect(readdirSync(path.dirname(together))).toEqual(['out']);
});

test('processes that repeatedly copy two versions of a package to one place never fail, and leave one version complete', async () => {
  const versions = [1, 2].map((version) => {
    const parts = Array.from({ length: 30 }, (_, i) => [`node_modules/parts/lib/${i}.js`, `${version}`]);
    const manifest = JSON.stringify({ name: 'parts', version });
    return temporaryFolder({ ...Object.fromEntries(parts), 'node_modules/parts/package.json': manifest });
  });
  const target = path.join(temporaryFolder(), 'node_modules');
  const script = `const { copyPackages, withWorkshop } = await import(process.env.FILES);
    const { ROOT: root, TARGET: target } = process.env;
    for (let i = 0; i < 100; i += 1) withWorkshop(target, (workshop) => copyPackages(['parts'], { root, target, workshop }));`;
  const copy = (ROOT: string) => {
    const env = { FILES: path.resolve('infra/bundle-files.ts'), ROOT, TARGET: target };
    return promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], { env });
  };
  await Promise.all([...versions, ...versions].map(copy));
  const { version } = JSON.parse(readFileSync(path.join(target, 'parts/package.json'), 'utf8'));
  const files = readdirSync(path.join(target, 'parts/lib')).map((file) => path.join(target, 'parts/lib', file));
  expect(files.map((file) => readFileSync(file, 'utf8'))).toEqual(Array(30).fill(`${version}`));
  expect(readdirSync(path.dirname(target))).toEqual(['node_modules']);
});

test('a function that was removed from the sources is removed from the output', async () => {
  const [sourceDir, outDir] = [temporaryFolder(twoFunctions), temporaryFolder()];
  await bundleFunctions({ sourceDir, outDir });
  rmSync(path.join(sourceDir, 'first/lambda.ts'));
  const { assetDir } = await bundleFunctions({ sourceDir, outDir });
  expect(readdirSync(outDir).sort()).toEqual(['meta.json', 'second', 'stamp.json']);
  expect(() => assetDir('first')).toThrow('There is no functions/first/lambda.ts to deploy as "first".');
});

test('a CommonJS module that requires a built-in one works inside a bundle', async () => {
  const sourceDir = temporaryFolder({
    'old.cjs': "const { join } = require('node:path'); module.exports = { at: () => join('a', 'b') };",
    'old/lambda.ts': "import old from '../old.cjs'; export const handler = async () => old.at();",
  });
  const { assetDir } = await bundleFunctions({ sourceDir, outDir: temporaryFolder() });
  expect(await (await import(pathToFileURL(`${assetDir('old')}/index.mjs`).href)).handler()).toBe('a/b');
});

test('only the function whose worker imports the query engine contains it, with its native parts', async () => {
  const worker = `
    import { DuckDBInstance } from '@duckdb/node-api';
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    console.log(String((await connection.runAndReadAll('select 6 * 7')).getRows()[0]?.[0]));`;
  const sourceDir = temporaryFolder({ ...twoFunctions, 'second/worker.ts': worker });
  const { assetDir } = await bundleFunctions({ sourceDir, outDir: temporaryFolder() });
  expect(existsSync(path.join(assetDir('first'), 'node_modules'))).toBe(false);
  const answer = execFileSync(process.execPath, ['worker.mjs'], { cwd: assetDir('second'), encoding: 'utf8', env: {} });
  expect(answer).toBe('42\n');
});
