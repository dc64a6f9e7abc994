import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeSamples, type SampleLanguage, sampledOperations, sampleLanguages } from '../../openapi/code-samples.ts';
import { openApiDocument } from '../../openapi/document.ts';
import { undescribed } from '../support/answers-as-described.ts';
import { acceptLicences, buy, freshEmail, newKey, read, signUp, worldUrl } from '../support/client.ts';

const document = openApiDocument('buyers', 'Shop');
const dataset = 'posts';

/** Values of parameters by operation; each is what a reader of the docs would put in. */
const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  countSample: { by: 'day' },
  readRecords: { limit: '3', fields: 'id,brand,likes' },
  countRecords: { by: 'brand' },
  exportRecords: { limit: '3' },
  readBadgeStates: { handle: 'ada' },
};
const filtered = ['readSample', 'readRecords'];

/** The command that runs a sample in its language, given the file that it stands in. */
const commands: Readonly<Record<SampleLanguage, { readonly file: string; readonly command: string }>> = {
  curl: { file: 'sample.sh', command: 'sh' },
  typescript: { file: 'sample.mts', command: process.execPath },
  python: { file: 'sample.py', command: 'python3' },
};

let folder: string;
let secret: string;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'tollgate-samples-'));
  const buyer = await signUp(freshEmail('samples'));
  await acceptLicences(buyer);
  await buy(buyer, 'pro');
  secret = (await newKey(buyer, 'live')).secret;
  const { body } = await read<{ data: { id: string }[] }>(`/data/${dataset}?limit=1`, secret);
  id = body.data[0]?.id ?? '';
});
afterAll(() => rm(folder, { recursive: true }));

async function ran(language: SampleLanguage, code: string): Promise<unknown> {
  const { file, command } = commands[language];
  await writeFile(path.join(folder, file), code);
  const env = { ...process.env, TOLLGATE_KEY: secret };
  const { stdout } = await promisify(execFile)(command, [file], { cwd: folder, env, timeout: 60_000 });
  return JSON.parse(stdout);
}

/** An answer without what differs from call to call. */
const lasting = (answer: unknown) =>
  JSON.parse(JSON.stringify(answer), (name, value) =>
    ['url', 'expiresAt', 'bytes', 'used', 'remaining', 'held', 'untold', 'credit'].includes(name) ? undefined : value,
  );

test.each(sampledOperations)('the samples of %s run in each language, and get one answer', async (operationId) => {
  const filters: Record<string, string> = filtered.includes(operationId) ? { 'likes[gte]': '1' } : {};
  const answers: unknown[] = [];
  for (const language of sampleLanguages) {
    const own = { dataset, id, 'Idempotency-Key': `an-export-in-${language}` };
    const call = { operationId, origin: worldUrl(), values: { ...own, ...values[operationId] }, filters };
    answers.push(await ran(language, codeSamples(document, call)[language]));
  }
  const [first, ...others] = answers.map(lasting);
  for (const other of others) expect(other).toEqual(first);
  expect(Object.keys(first)).not.toEqual([]);
  expect(first.code).toBeUndefined();
  const [route, status] = routeOf(operationId);
  const exchange = { method: route.method, path: route.path.replace('{dataset}', dataset).replace('{id}', id), status };
  const answer = { contentType: 'application/json', text: JSON.stringify(answers[0]), header: () => null };
  expect(undescribed({ ...exchange, ...answer })).toBeNull();
});

function routeOf(operationId: string): [{ readonly method: string; readonly path: string }, number] {
  for (const [place, item] of Object.entries(document.paths))
    for (const [method, operation] of Object.entries(item))
      if (operation.operationId === operationId) {
        const status = Object.keys(operation.responses as object)[0];
        return [{ method: method.toUpperCase(), path: place }, Number(status)];
      }
  throw new Error(`No operation ${operationId}`);
}
