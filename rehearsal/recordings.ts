import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { apiVersion } from '../shared/stripe/client.ts';
import { type Difference, differencesOf } from './differences.ts';
import type { Outcome } from './run.ts';
import type { Step } from './transcript.ts';

/** A case's transcript as it is kept. Only one of source `stripe` counts as seen. */
export type Recording = {
  readonly case: string;
  readonly apiVersion: string;
  readonly source: 'simulator' | 'stripe';
  /** The day of its making, `YYYY-MM-DD`. */
  readonly recordedOn: string;
  readonly steps: readonly Step[];
};

/** Recordings of the pinned API version: an upgrade begins a folder of its own, which is a diff to review. */
const recordingsFolder = path.join(import.meta.dirname, '../test/stripe/recordings', apiVersion);

const fileOf = (id: string, folder: string) => path.join(folder, `${id}.json`);

/** A case's recording; null: it has none. */
export function readRecording(id: string, folder = recordingsFolder): Recording | null {
  const file = fileOf(id, folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recording) : null;
}

/** The ids of all cases that have a recording. */
export const recordedIds = (folder = recordingsFolder): string[] =>
  globSync('*.json', { cwd: folder })
    .map((name) => path.basename(name, '.json'))
    .toSorted();

/** One step a line, so that a change of one step is a change of one line. */
function recordingText({ steps, ...head }: Recording): string {
  const fields = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)},`);
  return ['{', ...fields, '"steps": [', steps.map((step) => JSON.stringify(step)).join(',\n'), ']', '}', ''].join('\n');
}

/**
 * Keeps what a case saw. The simulator never replaces Stripe's own recording, and one that says the same keeps its day. Answers whether
 * the file changed.
 */
export function keepRecording(
  { case: { id }, steps }: Outcome,
  {
    source,
    day,
    folder = recordingsFolder,
  }: { readonly source: Recording['source']; readonly day: string; readonly folder?: string },
): boolean {
  const before = readRecording(id, folder);
  if (before?.source === 'stripe' && source === 'simulator') return false;
  if (before?.source === source && source === 'simulator' && differencesOf(before.steps, steps).length === 0)
    return false;
  mkdirSync(folder, { recursive: true });
  writeFileSync(fileOf(id, folder), recordingText({ case: id, apiVersion, source, recordedOn: day, steps }));
  return true;
}

/** How an outcome differs from the case's recording; null: it has none. */
export function differencesFrom(
  { case: { id }, steps }: Outcome,
  folder = recordingsFolder,
): readonly Difference[] | null {
  const recorded = readRecording(id, folder);
  return recorded && differencesOf(recorded.steps, steps);
}
