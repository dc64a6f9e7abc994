import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { settingsFrom } from '../../infra/config.ts';
import { addStacks, type Stacks } from '../../infra/stacks.ts';

const root = path.resolve(import.meta.dirname, '../..');
const cdkJson = JSON.parse(readFileSync(path.join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };

export type Json = { readonly [name: string]: unknown };
export type Resource = { readonly id: string; readonly Type: string; readonly Properties: Json } & Json;

/** A folder that stands in for what is built, so that facts about the template need no build. */
export function fakeFolder(file: string, content = ''): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'tollgate-infra-'));
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), content);
  return folder;
}

/** The stacks of a deployment with the context of cdk.json and `context`. */
export function stacksOf(context: Record<string, string> = {}): Stacks & { readonly app: App } {
  const app = new App({
    outdir: mkdtempSync(path.join(tmpdir(), 'tollgate-cdk-')),
    context: { ...cdkJson.context, ...context },
  });
  const assetDir = (name: string) => fakeFolder('index.mjs', `// ${name}`);
  return { app, ...addStacks(app, settingsFrom(app.node), { assetDir, portalDir: fakeFolder('index.html') }) };
}

export type Deployment = {
  readonly data: Template;
  readonly service: Template;
  /** All resources of a type, over both stacks. */
  readonly resources: (type: string) => Resource[];
};

/** The templates of a deployment. */
export function deployment(context: Record<string, string> = {}): Deployment {
  const stacks = stacksOf(context);
  const [data, service] = [Template.fromStack(stacks.data), Template.fromStack(stacks.service)];
  const resources = (type: string) =>
    [data, service].flatMap((template) =>
      Object.entries(template.findResources(type)).map(([id, resource]) => ({ id, ...resource }) as Resource),
    );
  return { data, service, resources };
}
