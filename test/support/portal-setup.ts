import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPortal } from '../../portal/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built portal. */
    readonly portalFolder: string;
  }
}

/** Builds the portal once for all tests in a browser, with axe beside it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-portal-'));
  await buildPortal(folder);
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await copyFile(axe, join(folder, 'assets/axe.min.js'));
  project.provide('portalFolder', folder);
  return () => rm(folder, { recursive: true });
}
