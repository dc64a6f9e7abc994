import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import tollgate from '../tollgate.config.ts';
import { bundleFunctions } from './bundle.ts';
import { type Settings, settingsFrom } from './config.ts';
import type { SiteDirs } from './constructs/portal-files.ts';
import { demonstrationIn, refuseDemonstration, warnOfDemonstration } from './demonstration.ts';
import { addStacks } from './stacks.ts';

const root = path.resolve(import.meta.dirname, '..');

/** Refuses to build on another system than Linux, which Lambda runs: its native parts would fail at the first request. */
function checkHost({ isLocal, stage }: Settings): void {
  if (isLocal || process.platform === 'linux') return;
  throw new Error(
    `Stage "${stage}" must be built on Linux (${process.platform} here): the data function carries native code. Use a Linux container or CI.`,
  );
}

/** Builds portal and pages for every deployment, so that no old build is deployed. The local host builds and serves its own. */
async function siteFolders({ isLocal, domain }: Settings): Promise<SiteDirs | undefined> {
  if (isLocal || process.env.TOLLGATE_SKIP_PORTAL) return undefined;
  const [{ buildPortal }, { buildPages }] = await Promise.all([
    import('../portal/build.ts'),
    import('../pages/build.ts'),
  ]);
  const dirs = { portal: path.join(root, 'dist/portal'), pages: path.join(root, 'dist/pages') };
  await Promise.all([
    buildPortal(),
    buildPages({ outDir: dirs.pages, ...(domain && { origin: `https://${domain.name}` }) }),
  ]);
  return dirs;
}

const app = new App();
const settings = settingsFrom(app.node);
checkHost(settings);
const demonstration = settings.isLocal ? [] : demonstrationIn({ catalog: tollgate, settings });
refuseDemonstration(settings.stage, demonstration);
const [{ assetDir }, siteDirs] = await Promise.all([bundleFunctions(), siteFolders(settings)]);
const { service } = addStacks(app, settings, { assetDir, siteDirs });
warnOfDemonstration(service, demonstration);
// The template contains the reasons for exceptions, for reviewers of the deployment.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { writeSuppressionsToCloudFormation: true }));
app.synth();
