import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './child.ts';

/** The files that the built portal is made from. */
const sources = ['portal/**/*', 'shared/http/*.ts', 'shared/domain/money.ts', 'shared/errors.ts', 'package-lock.json'];

/** Builds the portal if it is missing or older than its sources; returns its folder. */
export async function builtPortal(): Promise<string> {
  const directory = join(root, 'dist/portal');
  const built = modifiedMs(join(directory, 'index.html'));
  const changed = globSync(sources, { cwd: root }).some((file) => modifiedMs(join(root, file)) > built);
  if (changed) {
    const { buildPortal } = await import('../portal/build.ts');
    await buildPortal();
  }
  return directory;
}

const modifiedMs = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
