import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildPages } from '../../pages/build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built pages, whose public address is `https://data.example.com`. */
    readonly pagesFolder: string;
  }
}

/** Builds the public pages once for all tests, with axe beside them. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const outDir = await mkdtemp(join(tmpdir(), 'tollgate-pages-'));
  await buildPages({ outDir, origin: 'https://data.example.com' });
  await copyFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), join(outDir, 'assets/axe.min.js'));
  project.provide('pagesFolder', outDir);
  return () => rm(outDir, { recursive: true });
}
