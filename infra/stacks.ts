import type { App } from 'aws-cdk-lib';
import type { Settings } from './config.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack, type ServiceStackProps } from './service-stack.ts';

/** Assets that must be built before synthesis: the functions' bundles and, for a deployment, the portal and the pages. */
export type Artifacts = Pick<ServiceStackProps, 'assetDir' | 'siteDirs'>;

/** The two stacks of one deployment. */
export type Stacks = { readonly data: DataStack; readonly service: ServiceStack };

/** Adds one deployment to `app`: the stack that lasts and the stack that can be thrown away. */
export function addStacks(app: App, settings: Settings, artifacts: Artifacts): Stacks {
  const data = new DataStack(app, settings);
  return { data, service: new ServiceStack(app, { settings, data, ...artifacts }) };
}
