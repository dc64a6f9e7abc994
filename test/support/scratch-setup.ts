import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder for what test files of a process make for each other. It is removed when all tests are done. */
    readonly scratchFolder: string;
  }
}

/** Workers are ended without notice, and modules that files share have no end of their own: the run removes what they made. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tollgate-scratch-'));
  project.provide('scratchFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
