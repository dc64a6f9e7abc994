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
 * Gives `work` a folder beside `dir` in which things are made, before a rename puts them in place whole: who reads `dir`
 * meanwhile sees the old or the new.
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
 * Copies the packages `names` of `root`'s node_modules to `target`, with all they depend on; without names, removes it.
 * Of optional packages those that are installed are taken: native parts for this platform. Throws for a missing package.
 */
export function copyPackages(names: readonly string[], { root, target, workshop }: Copy): void {
  if (names.length === 0) rmSync(target, { recursive: true, force: true });
  for (const name of withDependencies(names, root)) {
    const source = path.join(root, 'node_modules', name);
    copyPackage({ root: source, target: path.join(target, name), workshop });
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

function copyPackage({ root: source, target, workshop }: Copy): void {
  const isPresent = () => contentOf(path.join(target, 'package.json')) === contentOf(path.join(source, 'package.json'));
  if (isPresent()) return;
  const made = path.join(workshop, 'package');
  cpSync(source, made, { recursive: true, dereference: true, mode: constants.COPYFILE_FICLONE });
  if (!isPresent()) {
    rmSync(target, { recursive: true, force: true });
    mkdirSync(path.dirname(target), { recursive: true });
    renameSync(made, target);
  }
  rmSync(made, { recursive: true, force: true });
}

const contentOf = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);
