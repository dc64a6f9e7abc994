import type { App } from 'aws-cdk-lib';
import type { Settings } from './config.ts';
import { DataStack } from './data-stack.ts';
import { ServiceStack, type ServiceStackProps } from './service-stack.ts';

/** What was built before: the functions' bundles and, where it is to be deployed, the portal. */
export type Artifacts = Pick<ServiceStackProps, 'assetDir' | 'portalDir'>;

export type Stacks = { readonly data: DataStack; readonly service: ServiceStack };

/** Adds one deployment to `app`: the stack that lasts and the stack that can be thrown away. */
export function addStacks(app: App, settings: Settings, artifacts: Artifacts): Stacks {
  const data = new DataStack(app, settings);
  return { data, service: new ServiceStack(app, { settings, data, ...artifacts }) };
}
