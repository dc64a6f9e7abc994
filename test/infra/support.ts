import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { inject } from 'vitest';
import { settingsFrom } from '../../infra/config.ts';
import { addStacks, type Stacks } from '../../infra/stacks.ts';

const root = path.resolve(import.meta.dirname, '../..');
const cdkJson = JSON.parse(readFileSync(path.join(root, 'cdk.json'), 'utf8')) as { context: Record<string, unknown> };

export type Json = { readonly [name: string]: unknown };
export type Resource = { readonly id: string; readonly Type: string; readonly Properties: Json } & Json;

/** A new folder with these files, by name; removed with all others when the run ends. */
export function temporaryFolder(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(path.join(inject('scratchFolder'), 'infra-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  return folder;
}

const bundles = new Map<string, string>();

/** The folder of a function's bundle, made once for each name. */
function bundleFolder(name: string): string {
  const known = bundles.get(name) ?? temporaryFolder({ 'index.mjs': `// ${name}` });
  bundles.set(name, known);
  return known;
}

/** The stacks of a deployment with the context of cdk.json and `context`. */
export function stacksOf(context: Record<string, string> = {}): Stacks & { readonly app: App } {
  const app = new App({
    outdir: temporaryFolder(),
    context: { ...cdkJson.context, ...context },
  });
  return {
    app,
    ...addStacks(app, settingsFrom(app.node), { assetDir: bundleFolder, siteDirs: builtSite() }),
  };
}

/** Folders as the builds of portal and pages leave them. */
export const builtSite = () => ({
  portal: temporaryFolder({ 'app.html': '' }),
  pages: temporaryFolder({ 'index.html': '' }),
});

export type Deployment = {
  readonly data: Template;
  readonly service: Template;
  /** All resources of a type, over both stacks. */
  readonly resources: (type: string) => Resource[];
};

const synthesised = new Map<string, Deployment>();

/**
 * The templates of a deployment. Files that share a process share them, for each context once: a synthesis takes seconds of processor time.
 * Nobody changes one.
 */
export function deployment(context: Record<string, string> = {}): Deployment {
  const name = JSON.stringify(Object.entries(context).toSorted());
  const known = synthesised.get(name) ?? synthesise(context);
  synthesised.set(name, known);
  return known;
}

function synthesise(context: Record<string, string>): Deployment {
  const stacks = stacksOf(context);
  const [data, service] = [Template.fromStack(stacks.data), Template.fromStack(stacks.service)];
  const resources = (type: string) =>
    [data, service].flatMap((template) =>
      Object.entries(template.findResources(type)).map(([id, resource]) => ({ id, ...resource }) as Resource),
    );
  return { data, service, resources };
}
