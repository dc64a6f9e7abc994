import { globSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './child.ts';
import type { Cleanup } from './cleanup.ts';

/** The files that the built portal is made from. */
const sources = [
  'portal/**/*',
  'design/**/*',
  'pages/islands/first.ts',
  'shared/http/*.ts',
  'shared/domain/money.ts',
  'shared/errors.ts',
  'package-lock.json',
];

/** Builds what the distribution serves from files: first the pages, then the portal. Returns their folders. */
export const builtSite = (origin: string, cleanup: Cleanup): Promise<readonly string[]> =>
  Promise.all([builtPages(origin, cleanup), builtPortal()]);

/** The pages name their own address, so each world has its own, until it ends. */
async function builtPages(origin: string, cleanup: Cleanup): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'tollgate-pages-'));
  cleanup.add(() => rm(outDir, { recursive: true, force: true }));
  const { buildPages } = await import('../pages/build.ts');
  await buildPages({ outDir, origin });
  return outDir;
}

/** Builds the portal if it is missing or older than its sources; returns its folder. */
async function builtPortal(): Promise<string> {
  const directory = join(root, 'dist/portal');
  const built = modifiedMs(join(directory, 'app.html'));
  const changed = globSync(sources, { cwd: root }).some((file) => modifiedMs(join(root, file)) > built);
  if (changed) {
    const { buildPortal } = await import('../portal/build.ts');
    await buildPortal();
  }
  return directory;
}

const modifiedMs = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
