import { existsSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { expect, test } from 'vitest';
import { settingsFrom } from '../../infra/config.ts';
import type { SiteDirs } from '../../infra/constructs/portal-files.ts';
import { addStacks } from '../../infra/stacks.ts';
import { builtSite, deployment, temporaryFolder } from './support.ts';

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

const deployWith = (siteDirs?: SiteDirs) => {
  const app = new App({ outdir: temporaryFolder() });
  const assetDir = (name: string) => temporaryFolder({ 'index.mjs': `// ${name}` });
  return addStacks(app, settingsFrom(app.node), { assetDir, siteDirs });
};

test.each([
  ['portal', /There is no built portal in .*\/missing\. Build it with `npm run build:portal`/],
  ['pages', /There are no built pages in .*\/missing\. Build them with `npm run build:pages`/],
] as const)('a site whose %s was not built is refused with an instruction', (part, says) => {
  const folder = `${temporaryFolder()}/missing`;
  expect(existsSync(folder)).toBe(false);
  expect(() => deployWith({ ...builtSite(), [part]: folder })).toThrow(says);
});

test('without a portal to deploy, nothing copies one', () => {
  const { service } = deployWith();
  expect(service.node.findAll().filter(({ node }) => node.path.includes('CDKBucketDeployment'))).toEqual([]);
});
