import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from './support.ts';

const root = path.resolve(import.meta.dirname, '../..');
const outdir = temporaryFolder();
const read = (file: string) => JSON.parse(readFileSync(path.join(outdir, file), 'utf8'));

/** The app as `npx cdk synth` starts it, knowing no account, no credentials and no home. */
const synthesise = () =>
  promisify(execFile)(process.execPath, ['infra/app.ts'], {
    cwd: root,
    env: {
      HOME: temporaryFolder(),
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...JSON.parse(readFileSync(path.join(root, 'cdk.json'), 'utf8')).context }),
      TOLLGATE_SKIP_PORTAL: '1',
    },
  });

beforeAll(synthesise);

test('the app synthesises both stacks without credentials, for whatever account and region they are deployed to', () => {
  const { artifacts } = read('manifest.json');
  for (const stack of ['TollgateData-dev', 'TollgateService-dev'])
    expect(artifacts[stack]).toMatchObject({
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/unknown-region',
    });
});

type Resource = { Metadata?: { cdk_nag?: { rules_to_suppress: { id: string; reason: string }[] } } };

test('the app holds its stacks to the AwsSolutions rules; each exception is one of these and travels with its reason', () => {
  const suppressed = ['TollgateData-dev', 'TollgateService-dev']
    .flatMap((stack) => Object.values(read(`${stack}.template.json`).Resources as Record<string, Resource>))
    .flatMap(({ Metadata }) => Metadata?.cdk_nag?.rules_to_suppress ?? []);
  expect([...new Set(suppressed.map(({ id }) => id.replace(/\[.*/, '')))].sort()).toEqual(
    ['APIG4', 'CFR1', 'CFR2', 'CFR3', 'CFR4', 'IAM5', 'S1', 'SMG4'].map((rule) => `AwsSolutions-${rule}`),
  );
  for (const { reason } of suppressed) expect(reason).toMatch(/^[A-Z].{40,}\.$/);
});

test('the bundle is deployed, without source maps', () => {
  const { Resources } = read('TollgateService-dev.template.json');
  const { files } = read('TollgateService-dev.assets.json');
  const functions = Object.values(
    Resources as Record<string, { Type: string; Properties: { Code: { S3Key: string } } }>,
  )
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Properties }) => files[Properties.Code.S3Key.replace('.zip', '')].source.path as string);
  expect(functions.length).toBeGreaterThan(0);
  for (const folder of functions) {
    expect(readFileSync(path.join(outdir, folder, 'index.mjs'), 'utf8')).toContain('handler');
    expect(() => readFileSync(path.join(outdir, folder, 'index.mjs.map'))).toThrow('ENOENT');
  }
});
