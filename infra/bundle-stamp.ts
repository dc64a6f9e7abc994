import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';

/** A run of the bundler: the folders of its sources and its results, and everything else that decides the results, as one text. */
export type BundleRun = { readonly root: string; readonly outDir: string; readonly settings: string };

/** The hash of everything that went into the bundles, and the size in bytes of each file that came out. */
type Stamp = { readonly made: string; readonly sizes: Readonly<Record<string, number>> };

const fileOf = (outDir: string) => path.join(outDir, stampName);

/** The name of the stamp in the folder of the bundles. */
export const stampName = 'stamp.json';

/**
 * The list of contents of the bundles in `outDir`, if another run would make the same again: no input, setting or result has changed.
 * Null: bundle anew.
 */
export function unchangedBundles(run: BundleRun): Metafile | null {
  try {
    const { made, sizes } = JSON.parse(readFileSync(fileOf(run.outDir), 'utf8')) as Stamp;
    const metafile = JSON.parse(readFileSync(path.join(run.outDir, 'meta.json'), 'utf8')) as Metafile;
    if (made !== hashOf(run, metafile)) return null;
    return Object.entries(sizes).every(([file, bytes]) => sizeOf(run.root, file) === bytes) ? metafile : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Removes the stamp, so that bundles which are being written do not pass for finished ones. */
export const removeStamp = ({ outDir }: BundleRun): void => rmSync(fileOf(outDir), { force: true });

/** The stamp of finished bundles, as text. Null if a source was saved after `startedMs`: the bundles may hold its older text. */
export function stampOf(run: BundleRun, metafile: Metafile, startedMs: number): string | null {
  const sources = Object.keys(metafile.inputs).filter(isFile);
  if (sources.some((file) => statSync(path.resolve(run.root, file)).mtimeMs > startedMs)) return null;
  const sizes = Object.keys(metafile.outputs).map((file) => [file, sizeOf(run.root, file)] as const);
  return JSON.stringify({ made: hashOf(run, metafile), sizes: Object.fromEntries(sizes) } satisfies Stamp);
}

const sizeOf = (root: string, file: string): number => statSync(path.resolve(root, file)).size;

/** A module that esbuild leaves out has a name in parentheses and no file. */
const isFile = (input: string): boolean => !input.startsWith('(');

function hashOf({ root, settings }: BundleRun, { inputs }: Metafile): string {
  const hash = createHash('sha256').update(settings);
  for (const input of Object.keys(inputs).filter(isFile).toSorted())
    hash.update(`\0${input}\0`).update(readFileSync(path.resolve(root, input)));
  return hash.digest('hex');
}
