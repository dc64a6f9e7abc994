import { globSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build, type Metafile, type OutputFile } from 'esbuild';
import { copyFiles, copyPackages, removeAllBut, withWorkshop, writeIfChanged } from './bundle-files.ts';
import { type BundleRun, removeStamp, stampName, stampOf, unchangedBundles } from './bundle-stamp.ts';

/** Packages with native or WebAssembly parts: left out of bundles and copied beside those that import them. */
const nativePackages = ['@duckdb/node-api', '@jsquash/jpeg', '@jsquash/png'];

/** Files below node_modules that are not modules, by package: copied beside every bundle that imports from the package. */
const filesOfPackages: Readonly<Record<string, readonly string[]>> = {
  '@resvg/resvg-wasm': [
    '@resvg/resvg-wasm/index_bg.wasm',
    '@expo-google-fonts/vazirmatn/600SemiBold/Vazirmatn_600SemiBold.ttf',
    '@expo-google-fonts/vazirmatn/LICENSE_FONT',
  ],
  pdfkit: [
    '@expo-google-fonts/vazirmatn/400Regular/Vazirmatn_400Regular.ttf',
    '@expo-google-fonts/vazirmatn/LICENSE_FONT',
  ],
};

/** Files of this repository that a function gives away as they are, by its name: they lie beside its bundle. */
const filesOfFunctions: Readonly<Record<string, readonly string[]>> = { 'pack-maker': ['evidence/verify.mjs'] };

const root = path.resolve(import.meta.dirname, '..');

/** The folders of a bundle run; the project's own by default. */
export type BundleOptions = {
  /** The folder with `NAME/lambda.ts` and `NAME/worker.ts`. */
  readonly sourceDir?: string;
  /** The folder for the assets, with a folder for each function; `meta.json` in it is esbuild's list of their contents. */
  readonly outDir?: string;
};

/**
 * The result of a bundle run. `assetDir` returns the folder of a function and throws for an unknown name. `isReused`: nothing had changed since
 * the run before, whose bundles these are.
 */
export type Bundles = {
  readonly isReused: boolean;
  readonly names: readonly string[];
  readonly metafile: Metafile;
  readonly assetDir: (name: string) => string;
};

/**
 * Bundles every function: `NAME/lambda.ts` becomes `NAME/index.mjs`, and an optional `NAME/worker.ts` becomes
 * `NAME/worker.mjs`. The same sources give the same bytes, and unchanged files are not touched. A run that would make the same as the one before
 * does nothing. Simultaneous runs do not disturb each other.
 */
export async function bundleFunctions(options: BundleOptions = {}): Promise<Bundles> {
  const sourceDir = options.sourceDir ?? path.join(root, 'functions');
  const outDir = options.outDir ?? path.join(root, 'dist/functions');
  const entries = entriesOf(sourceDir);
  const names = Object.keys(entries).flatMap((entry) => (entry.endsWith('/index') ? [path.dirname(entry)] : []));
  const run = { root, outDir, settings: settingsOf(entries) };
  const unchanged = unchangedBundles(run);
  const metafile = unchanged ?? (await bundleInto(run, entries));
  copyBeside(outDir, names, metafile);
  removeAllBut(outDir, [...names, 'meta.json', stampName]);
  const assetDir = (name: string) => {
    if (!names.includes(name)) throw new Error(`There is no functions/${name}/lambda.ts to deploy as "${name}".`);
    return path.join(outDir, name);
  };
  return { names, metafile, assetDir, isReused: unchanged !== null };
}

/** Writes the bundles and the list of their contents. The stamp comes last. */
async function bundleInto(run: BundleRun, entries: Record<string, string>): Promise<Metafile> {
  const { outDir } = run;
  const startedMs = Date.now();
  const { metafile, outputFiles } = await runEsbuild(entries, outDir);
  removeStamp(run);
  withWorkshop(outDir, (workshop) => {
    for (const file of outputFiles) writeIfChanged(file.path, withRequire(file), workshop);
    writeIfChanged(path.join(outDir, 'meta.json'), JSON.stringify(metafile, null, 1), workshop);
    const stamp = stampOf(run, metafile, startedMs);
    if (stamp) writeIfChanged(path.join(outDir, stampName), stamp, workshop);
  });
  return metafile;
}

/** Copies the packages and files that bundles need beside them. Those already there are left alone. */
function copyBeside(outDir: string, names: readonly string[], metafile: Metafile): void {
  withWorkshop(outDir, (workshop) => {
    for (const name of names) {
      const imported = nativeImports(metafile, path.relative(root, path.join(outDir, name)));
      const beside = { root, target: path.join(outDir, name, 'node_modules'), workshop };
      const files = filesFor(metafile, path.relative(root, path.join(outDir, name)));
      if (imported.length + files.length === 0) rmSync(beside.target, { recursive: true, force: true });
      copyPackages(imported, beside);
      copyFiles(files, beside);
      for (const file of filesOfFunctions[name] ?? [])
        writeIfChanged(
          path.join(outDir, name, path.basename(file)),
          readFileSync(path.join(root, file), 'utf8'),
          workshop,
        );
    }
  });
}

/** Everything beside the sources that decides what the bundles contain: the entries, this bundler, and the versions of packages. */
const settingsOf = (entries: Record<string, string>): string =>
  [
    JSON.stringify(entries),
    ...['package-lock.json', 'tsconfig.json', 'infra/bundle.ts', 'infra/bundle-files.ts'].map((file) =>
      readFileSync(path.join(root, file), 'utf8'),
    ),
  ].join('\0');

function entriesOf(sourceDir: string): Record<string, string> {
  const lambdas = globSync('*/lambda.ts', { cwd: sourceDir }).sort();
  const workers = globSync('*/worker.ts', { cwd: sourceDir }).sort();
  return Object.fromEntries([
    ...lambdas.map((file) => [file.replace(/lambda\.ts$/, 'index'), path.join(sourceDir, file)]),
    ...workers.map((file) => [file.replace(/\.ts$/, ''), path.join(sourceDir, file)]),
  ]);
}

function runEsbuild(entryPoints: Record<string, string>, outdir: string) {
  return build({
    entryPoints,
    outdir,
    absWorkingDir: root,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    external: nativePackages,
    minifyWhitespace: true,
    minifySyntax: true,
    keepNames: true,
    sourcemap: 'external',
    legalComments: 'none',
    logLevel: 'warning',
  });
}

/** A CommonJS dependency that requires a built-in module needs `require`, which ES modules do not have. */
function withRequire({ path: file, text }: OutputFile): string {
  if (!file.endsWith('.mjs') || !text.includes('Dynamic require of')) return text;
  return `import{createRequire as $createRequire}from'node:module';const require=$createRequire(import.meta.url);${text}`;
}

const outputsIn = (metafile: Metafile, assetDir: string) =>
  Object.entries(metafile.outputs).flatMap(([file, output]) => (path.dirname(file) === assetDir ? output : []));

function nativeImports(metafile: Metafile, assetDir: string): string[] {
  const imports = outputsIn(metafile, assetDir).flatMap((output) => output.imports.map((item) => item.path));
  return nativePackages.filter((name) => imports.some((each) => each === name || each.startsWith(`${name}/`)));
}

function filesFor(metafile: Metafile, assetDir: string): string[] {
  const inputs = outputsIn(metafile, assetDir).flatMap((output) => Object.keys(output.inputs));
  const isIn = (name: string) => inputs.some((input) => input.includes(`node_modules/${name}/`));
  return Object.entries(filesOfPackages).flatMap(([name, files]) => (isIn(name) ? files : []));
}

if (import.meta.main) {
  const { names } = await bundleFunctions();
  console.log(`Bundled ${names.length} functions into dist/functions: ${names.join(', ')}`);
}
