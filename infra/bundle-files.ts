import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** Writes `text` to `file` unless it is there already; makes the folders on the way. */
export function writeIfChanged(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Removes every entry of the folder `dir` whose name is not in `keep`. */
export function removeAllBut(dir: string, keep: readonly string[]): void {
  for (const entry of existsSync(dir) ? readdirSync(dir) : []) {
    if (!keep.includes(entry)) rmSync(path.join(dir, entry), { recursive: true });
  }
}

type Manifest = {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
};

/**
 * Copies the packages `names` of `root`'s node_modules to `target`, with all they depend on; without names, removes it.
 * Of optional packages those that are installed are taken: native parts for this platform. Throws for a missing package.
 */
export function copyPackages(names: readonly string[], root: string, target: string): void {
  if (names.length === 0) rmSync(target, { recursive: true, force: true });
  for (const name of withDependencies(names, root)) {
    copyPackage(path.join(root, 'node_modules', name), path.join(target, name));
  }
}

function withDependencies(names: readonly string[], root: string): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string, optional: boolean) => {
    const file = path.join(root, 'node_modules', name, 'package.json');
    if (found.has(name) || (optional && !existsSync(file))) return;
    found.add(name);
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
    for (const dependency of Object.keys(dependencies)) visit(dependency, dependency in optionalDependencies);
    for (const dependency of Object.keys(optionalDependencies)) visit(dependency, true);
  };
  for (const name of names) visit(name, false);
  return [...found];
}

/** Copies through a rename, so that a package is there whole or not at all. */
function copyPackage(source: string, target: string): void {
  const manifest = 'package.json';
  const wanted = readFileSync(path.join(source, manifest), 'utf8');
  const present = existsSync(path.join(target, manifest)) && readFileSync(path.join(target, manifest), 'utf8');
  if (present === wanted) return;
  const partial = `${target}.${process.pid}`;
  cpSync(source, partial, { recursive: true, dereference: true, mode: constants.COPYFILE_FICLONE });
  rmSync(target, { recursive: true, force: true });
  renameSync(partial, target);
}
