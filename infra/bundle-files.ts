import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/**
 * Runs `work` with a temporary folder beside `dir`. `work` writes there and then renames the result into place, so a
 * concurrent reader of `dir` sees either the old or the new state.
 */
export function withWorkshop(dir: string, work: (workshop: string) => void): void {
  mkdirSync(path.dirname(dir), { recursive: true });
  const workshop = mkdtempSync(`${dir}-`);
  try {
    work(workshop);
  } finally {
    rmSync(workshop, { recursive: true });
  }
}

/** Writes `text` to `file` unless it is there already; makes the folders on the way. */
export function writeIfChanged(file: string, text: string, workshop: string): void {
  if (contentOf(file) === text) return;
  const made = path.join(workshop, 'file');
  writeFileSync(made, text);
  mkdirSync(path.dirname(file), { recursive: true });
  renameSync(made, file);
}

/** Removes every entry of the folder `dir` whose name is not in `keep`. */
export function removeAllBut(dir: string, keep: readonly string[]): void {
  for (const entry of readdirSync(dir)) {
    if (!keep.includes(entry)) rmSync(path.join(dir, entry), { recursive: true, force: true });
  }
}

type Manifest = {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
};

type Copy = { readonly root: string; readonly target: string; readonly workshop: string };

/**
 * Copies the packages `names` of `root`'s node_modules to `target`, with all they depend on.
 * Copies only the optional packages that are installed: the native parts for this platform. Throws for a missing package.
 */
export function copyPackages(names: readonly string[], { root, target, workshop }: Copy): void {
  for (const name of withDependencies(names, root)) {
    const source = path.join(root, 'node_modules', name);
    copyPackage({ root: source, target: path.join(target, name), workshop });
  }
}

/** Copies files of `root`'s node_modules to the same places below `target`; those that did not change are not touched. */
export function copyFiles(files: readonly string[], { root, target, workshop }: Copy): void {
  for (const file of files) {
    const bytes = readFileSync(path.join(root, 'node_modules', file));
    const place = path.join(target, file);
    if (existsSync(place) && readFileSync(place).equals(bytes)) continue;
    const made = path.join(workshop, 'file');
    writeFileSync(made, bytes);
    mkdirSync(path.dirname(place), { recursive: true });
    renameSync(made, place);
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

/** Several runs may copy the same package at once. A run that finds another version at `target` moves that away and tries again. */
function copyPackage({ root: source, target, workshop }: Copy): void {
  const isPresent = () => contentOf(path.join(target, 'package.json')) === contentOf(path.join(source, 'package.json'));
  if (isPresent()) return;
  const made = path.join(workshop, 'package');
  cpSync(source, made, { recursive: true, dereference: true, mode: constants.COPYFILE_FICLONE });
  mkdirSync(path.dirname(target), { recursive: true });
  while (!isPresent()) {
    moveAside(target, workshop);
    if (isMoved(made, target, ['ENOTEMPTY', 'EEXIST'])) return;
  }
  rmSync(made, { recursive: true, force: true });
}

/** Moves `target` away before it is deleted: another run would otherwise see half of it, or write into it. */
function moveAside(target: string, workshop: string): void {
  const old = path.join(workshop, 'old');
  if (isMoved(target, old, ['ENOENT'])) rmSync(old, { recursive: true });
}

/** Whether the folder was moved; false for the errors in `unless`. */
function isMoved(from: string, to: string, unless: readonly string[]): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (unless.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Reads without checking first, because another run may move the folder between the check and the read. Undefined: no such file. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
