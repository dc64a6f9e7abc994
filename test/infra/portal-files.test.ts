import { existsSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { settingsFrom } from '../../infra/config.ts';
import { addStacks } from '../../infra/stacks.ts';
import { deployment, temporaryFolder } from './support.ts';

const dev = deployment();
const copies = dev.resources('Custom::CDKBucketDeployment').map(({ Properties }) => Properties);

test('files with a hash in their name are cached for good, everything else is revalidated', () => {
  expect(copies).toHaveLength(2);
  expect(copies).toContainEqual(
    expect.objectContaining({
      Exclude: ['*'],
      Include: ['assets/*'],
      SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
    }),
  );
  expect(copies).toContainEqual(
    expect.objectContaining({ Exclude: ['assets/*'], SystemMetadata: { 'cache-control': 'no-cache' } }),
  );
});

test('a new portal is visible immediately: pages are copied after their assets, the cache is emptied, old assets stay', () => {
  const [distribution] = dev.resources('AWS::CloudFront::Distribution');
  const pages = dev.resources('Custom::CDKBucketDeployment').find(({ Properties }) => Properties.DistributionId)!;
  const assets = dev.resources('Custom::CDKBucketDeployment').find(({ id }) => id !== pages.id)!;
  expect(pages.Properties).toMatchObject({ DistributionId: { Ref: distribution?.id }, DistributionPaths: ['/*'] });
  expect(pages.DependsOn).toContain(assets.id);
  expect(copies.map(({ Prune }) => Prune)).toEqual([false, false]);
});

const without = (portalDir?: string) => {
  const app = new App();
  const assetDir = (name: string) => temporaryFolder({ 'index.mjs': `// ${name}` });
  return addStacks(app, settingsFrom(app.node), { assetDir, portalDir });
};

test('a portal that was not built is refused with an instruction', () => {
  const folder = `${temporaryFolder()}/portal`;
  expect(existsSync(folder)).toBe(false);
  expect(() => without(folder)).toThrow(
    /There is no built portal in .*\/portal\. Build it with `npx vite build portal`/,
  );
});

test('without a portal to deploy, nothing copies one', () => {
  const { service } = without();
  expect(service.node.findAll().filter(({ node }) => node.path.includes('CDKBucketDeployment'))).toEqual([]);
});
