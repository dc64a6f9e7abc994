import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { diskBytes } from '../../cli/dataset/disk.ts';
import { warningsOf } from '../../cli/preflight/warnings.ts';
import { functions } from '../../infra/functions.ts';

const ready = { concurrentExecutions: 1_000, mail: { productionAccess: true, sendingEnabled: true }, datasets: [] };
const sized = (...sizes: number[]) => sizes.map((mb, index) => ({ id: `d${index}`, bytes: mb * 1_000_000 }));

test('an account that is ready gets no warning', () => {
  expect(warningsOf(ready)).toEqual([]);
  expect(warningsOf({ ...ready, concurrentExecutions: 100 })).toEqual([]);
});

test.each([
  ['runs fewer than 100 functions at once', { ...ready, concurrentExecutions: 10 }, 'Lambda runs 10 functions'],
  ['is in SES’s sandbox', { ...ready, mail: { ...ready.mail, productionAccess: false } }, 'SES is in its sandbox'],
  ['has datasets of which two versions each do not fit', { ...ready, datasets: sized(900, 900) }, 'may need 3,728 MB'],
  ['may not send', { ...ready, mail: { ...ready.mail, sendingEnabled: false } }, 'SES does not send'],
])('an account that %s is told so, with what to do', (_, state, words) => {
  expect(warningsOf(state)).toEqual([expect.stringContaining(words)]);
});

test('datasets are added up against the function’s disk: one of the largest fits with a small one, two do not', () => {
  expect(functions.data?.size?.ephemeralStorageMb).toBe(diskBytes / 1_024 / 1_024);
  expect(warningsOf({ ...ready, datasets: sized(900, 100) })).toEqual([]);
  expect(warningsOf({ ...ready, datasets: sized(900, 110) })).toEqual([
    expect.stringContaining('d0 900 MB, d1 110 MB'),
  ]);
});

const manifestOf = (mb: number) => ({
  ...{ version: '0'.repeat(16), key: 'datasets/d/0.parquet', format: 'parquet', bytes: mb * 1_000_000 },
  ...{ sha256: '0'.repeat(64), records: 1, publishedAt: '2026-11-30T00:00:00.000Z' },
});

/** Runs the command with stand-ins of Lambda and SES; without `answers` it finds no AWS. */
async function preflight(answers?: {
  readonly concurrent: number;
  readonly production: boolean;
  readonly datasetMb?: number;
}) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(path);
    const account = { ProductionAccessEnabled: answers?.production, SendingEnabled: true };
    const settings = { AccountLimit: { ConcurrentExecutions: answers?.concurrent } };
    response.statusCode = answers ? 200 : 403;
    response.setHeader('content-type', 'application/json');
    if (path.startsWith('/datasets/')) return void response.end(JSON.stringify(manifestOf(answers?.datasetMb ?? 0)));
    response.end(JSON.stringify(path.startsWith('/v2/') ? account : settings));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { stderr } = await promisify(execFile)(process.execPath, ['cli/preflight.ts'], {
    env: {
      ...{ AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
      ...{ AWS_ENDPOINT_URL_LAMBDA: endpoint, AWS_ENDPOINT_URL_SESV2: endpoint, AWS_ENDPOINT_URL_S3: endpoint },
      ...(answers?.datasetMb === undefined ? {} : { DATASET_BUCKET: 'datasets' }),
    },
  });
  return { stderr, asked: asked.sort() };
}

test('`npm run deploy` first asks Lambda and SES, and warns of limits that hinder buyers', async () => {
  const { stderr, asked } = await preflight({ concurrent: 10, production: false });
  expect(asked).toEqual(['/2016-08-19/account-settings/', '/v2/email/account']);
  expect(stderr).toContain('Before you deploy: Lambda runs 10 functions');
  expect(stderr).toContain('Before you deploy: SES is in its sandbox');
});

test('`npm run deploy` adds up the datasets in the given bucket', async () => {
  const { stderr, asked } = await preflight({ concurrent: 1_000, production: true, datasetMb: 890 });
  expect(asked).toContain('/datasets/datasets/posts/current.json');
  expect(stderr).toContain('Before you deploy: The datasets may need 3,688 MB of disk');
});

test('an account without permission to ask is deployed to anyway', async () => {
  expect((await preflight()).stderr).toContain('could not be looked at');
});
