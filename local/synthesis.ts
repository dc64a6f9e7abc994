import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from './child.ts';

/** Synthesises the stacks for stage `local`, bundles included; returns the folder of the cloud assembly. */
export async function synthesise(publicOrigin: string, signal?: AbortSignal): Promise<string> {
  const { context } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));
  const directory = join(root, 'dist/cdk.out.local');
  const env = {
    CDK_OUTDIR: directory,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, stage: 'local', publicOrigin }),
  };
  await runNode(['infra/app.ts'], { env, signal });
  return directory;
}
