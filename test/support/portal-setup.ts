import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the portal, built. */
    readonly portalFolder: string;
  }
}

/** Builds the portal once for all tests in a browser. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-portal-'));
  await build({ configFile: 'portal/vite.config.ts', logLevel: 'error', build: { outDir: folder } });
  project.provide('portalFolder', folder);
  return () => rm(folder, { recursive: true });
}
