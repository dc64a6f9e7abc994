import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import tollgate from '../tollgate.config.ts';
import { bundleFunctions } from './bundle.ts';
import { type Settings, settingsFrom } from './config.ts';
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

/** Builds the portal for every deployment, so that no old build is deployed. The local host serves dist/portal itself. */
async function portalFolder({ isLocal }: Settings): Promise<string | undefined> {
  if (isLocal || process.env.TOLLGATE_SKIP_PORTAL) return undefined;
  const { buildPortal } = await import('../portal/build.ts');
  await buildPortal();
  return path.join(root, 'dist/portal');
}

const app = new App();
const settings = settingsFrom(app.node);
checkHost(settings);
const demonstration = settings.isLocal ? [] : demonstrationIn({ catalog: tollgate, settings });
refuseDemonstration(settings.stage, demonstration);
const [{ assetDir }, portalDir] = await Promise.all([bundleFunctions(), portalFolder(settings)]);
const { service } = addStacks(app, settings, { assetDir, portalDir });
warnOfDemonstration(service, demonstration);
// The template contains the reasons for exceptions, for reviewers of the deployment.
Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { writeSuppressionsToCloudFormation: true }));
app.synth();
